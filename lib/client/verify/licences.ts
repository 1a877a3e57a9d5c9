import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { ApiObject } from "../json-answer";
import { failed, ok, skipped, type Finding, warning } from "../preflight/finding";
import { countOf, type ApiList } from "./admin-api";
import type { VerifyContext } from "./context";
import { configurationList, notAsked, notRead, statusList } from "./session";

/** Kinds of licences that every installation is about, in the words of the status resource. */
const KINDS = [
  ["system", "systems"],
  ["port", "ports"],
  ["audio", "audio ports"],
  ["vmr", "VMRs"],
] as const;

/**
 * Is a licence installed? Without one nothing can be called (v21 guide, page 11). When one ends is unverified: no field of the API's is known to tell it.
 *
 * @param declared how many the deployment declares that activate by themselves
 */
export async function probeLicences(manager: ManagementNodeRecord, declared: number, context: VerifyContext): Promise<readonly Finding[]> {
  const what = "licences";
  const [installed, usage] = await Promise.all([configurationList("licence", manager, context), statusList("licensing", manager, context)]);
  if (installed === undefined || usage === undefined) return [notAsked(what, manager)];
  const use = usage.is === "objects" ? usage.objects[0] : undefined;
  return [installedFinding(what, installed, declared, use), ...(usage.is === "problem" ? [notRead("licences in use", usage)] : use === undefined ? [] : usageFindings(use))];
}

function installedFinding(what: string, installed: ApiList, declared: number, use: ApiObject | undefined): Finding {
  if (installed.is === "problem") return installed.isMissing ? skipped(what, installed.text) : notRead(what, installed);
  const { length } = installed.objects;
  const isAnyCounted = use !== undefined && KINDS.some(([kind]) => (countOf(use[`${kind}_total`]) ?? 0) > 0);
  if (length === 0 && !isAnyCounted) return failed(what, "none is installed", "nothing can be called: activate one in Platform > Licenses (the Management Node must reach activation.pexip.com)");
  if (length < declared) return failed(what, `${length} installed, ${declared} declared`, "look at Platform > Licenses: was one returned, or not activated?");
  return ok(what, length === 0 ? "installed" : `${length} installed`);
}

/** Ports are in use only while there are calls; VMR licences as long as there are rooms. */
function usageFindings(use: ApiObject): readonly Finding[] {
  const counts = KINDS.flatMap(([kind, words]) => {
    const [count, total] = [countOf(use[`${kind}_count`]), countOf(use[`${kind}_total`])];
    return count === undefined || total === undefined || (count === 0 && total === 0) ? [] : [{ kind, count, total, text: `${count} of ${total} ${words}` }];
  });
  if (counts.length === 0) return [];
  const what = "licences in use";
  const text = counts.map((one) => one.text).join(", ");
  const isUsedUp = counts.some(({ kind, count, total }) => kind !== "system" && total > 0 && count >= total);
  return [isUsedUp ? warning(what, text, "the next call or room of that kind is refused: order more, or end what nobody needs") : ok(what, text)];
}
