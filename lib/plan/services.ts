import { plain, textOf } from "./attributes";
import { counted, type Level, type Line, type ServiceSummary } from "./explanation";
import type { ChangeKind, ResourceChange } from "./plan";

interface Effect {
  readonly level: Level;
  readonly text: string;
}

type Effects = Readonly<Partial<Record<ChangeKind, Effect>>>;

const fine = (text: string): Effect => ({ level: "fine", text });
const outage = (text: string): Effect => ({ level: "outage", text });

// replication: guide page 10
const ALL_NODES = "every node has it within minutes";

/** Objects of the platform that people notice. Source: pexip/infinity 40.0.0, each resource (singletons are reset when they are destroyed); nothing is claimed about the others. */
const EFFECTS: Readonly<Record<string, Effects>> = {
  pexip_infinity_global_configuration: {
    create: fine(`all global settings are written, and those not given get the provider's defaults; ${ALL_NODES}`),
    update: fine(ALL_NODES),
    replace: outage("all global settings go back to the provider's defaults and are written again"),
    delete: outage("all global settings go back to the provider's defaults"),
  },
  pexip_infinity_tls_certificate: {
    update: fine("new TLS connections get it; make sure that its names and its chain are right"),
    replace: fine("nodes may be without it for a moment; what becomes of a certificate in use is unverified"),
    delete: fine("what becomes of a certificate in use is unverified"),
  },
  // "You must install a system license ... before you can place calls" (guide page 11)
  pexip_infinity_licence: { replace: outage("removed and activated again: without a licence no call can be placed"), delete: outage("without a licence no call can be placed") },
  pexip_infinity_management_vm: {
    replace: fine("the Management Node's DNS and NTP servers and its certificate are taken away and written again"),
    delete: outage("the Management Node's DNS and NTP servers and its certificate are taken away: what is removed after that is refused while certificates are verified (insecureTls: true for this apply)"),
  },
  pexip_infinity_system_location: { update: fine("its nodes have it within minutes"), replace: outage("its nodes are moved to the new one, which restarts them"), delete: outage("what becomes of nodes in it is unverified") },
  pexip_infinity_conference: { replace: outage("its aliases are away for a moment"), delete: outage("calls to its aliases fail from then on") },
  pexip_infinity_conference_alias: { delete: outage("calls to it fail from then on") },
  pexip_infinity_gateway_routing_rule: { delete: fine("calls that it routed find the next rule, or none") },
  pexip_infinity_authentication: { update: fine("with another source than the local database, Terraform's own login may be refused from then on") },
};

const OUTCOMES: Readonly<Record<ChangeKind, string>> = { none: "unchanged", create: "added", update: "changed", replace: "replaced", delete: "removed", forget: "forgotten" };

/** What happens to the platform's objects besides its nodes; never a value of theirs but the name. */
export function serviceSummary(platform: readonly ResourceChange[]): ServiceSummary {
  const of = (kind: ChangeKind): number => platform.filter((change) => change.kind === kind).length;
  return { added: of("create"), changed: of("update"), replaced: of("replace"), removed: of("delete"), notable: platform.flatMap(notable) };
}

/** `12 objects of the platform change: 3 added, 9 changed` */
export function summaryText({ added, changed, replaced, removed }: ServiceSummary): string | undefined {
  const total = added + changed + replaced + removed;
  if (total === 0) return undefined;
  const parts = ([[added, "added"], [changed, "changed"], [replaced, "replaced"], [removed, "removed"]] as const).filter(([number]) => number > 0);
  return `${counted(total, "object")} of the platform ${total === 1 ? "changes" : "change"}: ${parts.map(([number, word]) => `${number} ${word}`).join(", ")}`;
}

function notable(change: ResourceChange): readonly Line[] {
  const effect = EFFECTS[change.type]?.[change.kind];
  if (effect === undefined) return [];
  const name = textOf(change, "before", "name") ?? textOf(change, "after", "name") ?? change.name.replace(/_[0-9A-F]{8}$/, "");
  const type = typeText(change.type);
  return [{ name: name === type ? type : `${type} ${plain(name)}`, outcome: OUTCOMES[change.kind], level: effect.level, reasons: [], consequences: [effect.text], addresses: [change.address] }];
}

function typeText(type: string): string {
  return plain(type.replace("pexip_infinity_", "").replaceAll("_", " "));
}
