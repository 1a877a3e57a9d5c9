import type { Diagnostic } from "../../plugin/handler";
import { Refusal } from "../../plugin/handler";
import type { Attributes, Flavour } from "./behaviour";
import type { Member } from "./members";
import { conformed, isRecord, withoutUnknown } from "./members";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";

/**
 * The state after a change: what the behaviour answered; of the rest what was planned, as far as that is known.
 * What a behaviour of the framework answers stays as it is, so that Terraform finds what is still unknown in it.
 */
export function settled(flavour: Flavour, members: readonly Member[], planned: Attributes, answer: Attributes): Attributes {
  const known = withoutUnknown(planned) as Attributes;
  if (flavour === "framework") return conformed(members, { ...known, ...answer });
  return conformed(members, { ...known, ...emptyAsPlanned(members, withoutUnknown(answer) as Attributes, planned) });
}

/** An empty collection and none are one to SDKv2: what was planned of the two stays (helper/schema/grpc_provider.go, normalizeNullValues). */
function emptyAsPlanned(members: readonly Member[], answer: Attributes, planned: Attributes): Attributes {
  const entries = Object.entries(answer).map(([name, value]): [string, Value] => {
    const [wanted, member] = [planned[name] ?? null, members.find((one) => one.name === name)];
    if (member?.nested === undefined) return [name, (value === null && isEmptyCollection(wanted)) || (wanted === null && isEmptyCollection(value)) ? wanted : value];
    if (!Array.isArray(value) || !Array.isArray(wanted) || value.length !== wanted.length) return [name, value];
    const { members: inside } = member.nested;
    return [name, value.map((element, index) => (isRecord(element) && isRecord(wanted[index]) ? emptyAsPlanned(inside, element, wanted[index]) : element))];
  });
  return Object.fromEntries(entries);
}

const isEmptyCollection = (value: Value): boolean => (Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0);

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
