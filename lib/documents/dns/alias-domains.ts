import type { PlatformView } from "../../deployment/model";
import { valuesOf } from "../../deployment/service";
import { device } from "../../deployment/services/device";
import type { ConferenceAlias } from "../../deployment/services/conference";
import type { LeftOut } from "./model";
import { zoneNameProblem } from "./names";

/** The domains that people dial and devices register in: `example.com` of `meet.alice@example.com`. */
export function aliasDomains(platform: PlatformView): { readonly found: readonly string[]; readonly leftOut: readonly LeftOut[] } {
  const found = new Set<string>();
  const leftOut = new Map<string, LeftOut>();
  for (const alias of aliases(platform)) {
    const at = alias.lastIndexOf("@");
    if (at < 0) continue;
    const domain = alias.slice(at + 1).toLowerCase();
    const problem = zoneNameProblem(domain);
    if (problem === undefined) found.add(domain);
    else leftOut.set(domain, { subject: alias, reason: `has a domain that ${problem}` });
  }
  return { found: [...found].sort(), leftOut: [...leftOut.values()] };
}

function aliases({ services }: PlatformView): readonly string[] {
  return services.flatMap((record) => {
    if (record.service === "device") return [valuesOf(device, record).alias ?? ""];
    if (record.service !== "virtualMeetingRoom" && record.service !== "virtualAuditorium") return [];
    return ((record.values.aliases ?? []) as readonly ConferenceAlias[]).map(({ alias }) => alias);
  });
}
