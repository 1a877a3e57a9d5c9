import type { Diagnostic } from "../../plugin/handler";
import { Refusal } from "../../plugin/handler";
import type { Attributes, Flavour } from "./behaviour";
import type { Member } from "./members";
import { conformed, withoutUnknown } from "./members";
import { isUnknown } from "../../plugin/values";

/**
 * The state after a change: what the behaviour answered; of the rest what was planned, as far as that is known.
 * What a behaviour of the framework answers stays as it is, so that Terraform finds what is still unknown in it.
 */
export function settled(flavour: Flavour, members: readonly Member[], planned: Attributes, answer: Attributes): Attributes {
  const known = withoutUnknown(planned) as Attributes;
  return conformed(members, { ...known, ...(flavour === "sdkv2" ? (withoutUnknown(answer) as Attributes) : answer) });
}

/** The state after a change that failed: SDKv2 records what was planned, the framework what was there before. */
export function afterFailedUpdate(flavour: Flavour, members: readonly Member[], prior: Attributes, planned: Attributes): Attributes {
  if (flavour === "framework") return prior;
  const unknownAsBefore = Object.entries(planned).map(([name, value]) => [name, isUnknown(value) ? (prior[name] ?? null) : value]);
  return settled(flavour, members, Object.fromEntries(unknownAsBefore) as Attributes, {});
}

/** What an error says to Terraform's user. */
export function diagnosticsOf(error: unknown): Diagnostic[] {
  if (error instanceof Refusal) return error.diagnostics;
  return [{ summary: error instanceof Error ? error.message : String(error) }];
}
