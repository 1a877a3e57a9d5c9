import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { groupBy, type DeploymentView, type PlatformView } from "../../deployment/model";
import type { SecretRecord } from "../../deployment/secret";
import { isDeferred, type DeferredForm } from "../../validation/fields";
import { DOTTED, secretText, shown } from "../text";
import { type Block, type Content, type Field, field, form, listed } from "./content";

/** Lines that the paper form has of each. */
const DNS_LINES = 2;
const NTP_LINES = 2;
const LOCATION_LINES = 1;
const NODE_BLOCKS = 2;

/** The datasheet of the guide's last page: its fields, in its words and order. What a deployment has more of goes on with the numbers. */
export function guideForm(view: DeploymentView, platform: PlatformView): readonly Block[] {
  return [
    form("Management Node (installation wizard)", wizardFields(platform)),
    form("Management Node (configuration)", configurationFields(platform)),
    form("Conferencing Nodes", [field("CPU cores per socket on host server", coresPerSocket(view, platform), "(to determine the size of each node)")]),
    form(undefined, ...nodeGroups(platform)),
  ];
}

function wizardFields({ managementNode: node }: PlatformView): readonly Field[] {
  const built = node.origin === "managed" ? node : undefined;
  return [
    field("Management Node IP address", shown(node.address)),
    field("Network mask", shown(built?.netmask)),
    field("Gateway IP address", shown(built?.gateway)),
    field("Management Node hostname", node.hostname),
    field("Management Node domain", node.domain),
    ...numbered(DNS_LINES, entries(built?.dnsServers), (number) => `DNS server ${number}`),
    ...numbered(NTP_LINES, entries(built?.ntpServers), (number) => `NTP server ${number}`),
  ];
}

function configurationFields({ managementNode, locations, services }: PlatformView): readonly Field[] {
  const licences = services.filter(({ service }) => service === "licence");
  const keys = licences.map(({ values }) => secretText(values.entitlementId as SecretRecord | undefined));
  return [
    field("VM name", managementNode.origin === "managed" ? managementNode.machine.vmName : DOTTED),
    ...numbered(LOCATION_LINES, locations.map(({ name }) => name), (number) => `System location ${number} name`),
    field("License entitlement key", keys.length === 0 ? DOTTED : keys.length === 1 ? keys[0] : keys),
    field("VM manager IP/hostname", "none with Hyper-V", "(VMware automatic deployments only)"),
  ];
}

/** `12`, or `12 on hv1` for each number of cores where several hosts have nodes. */
function coresPerSocket(view: DeploymentView, { nodes }: PlatformView): Content {
  const hosts = [...new Set(nodes.flatMap(({ machine }) => (machine === undefined ? [] : [machine.host])))].map((path) => view.host(path));
  if (hosts.length === 0) return DOTTED;
  const groups = [...groupBy(hosts, ({ coresPerSocket: cores }) => String(cores))];
  return groups.length === 1 ? groups[0][0] : groups.map(([cores, same]) => `${cores} on ${listed(same.map(({ id }) => id))}`);
}

function nodeGroups({ nodes }: PlatformView): readonly (readonly Field[])[] {
  const blocks: readonly (ConferencingNodeRecord | undefined)[] = [...nodes, ...new Array<undefined>(Math.max(0, NODE_BLOCKS - nodes.length)).fill(undefined)];
  return blocks.map((node, index) => [
    field(`Conferencing Node ${index + 1} name / VM name`, nameOf(node)),
    field(`Conferencing Node ${index + 1} IP address`, shown(node?.address)),
    field(`Conferencing Node ${index + 1} hostname and domain`, shown(node?.fqdn)),
  ]);
}

function nameOf(node: ConferencingNodeRecord | undefined): string {
  if (node === undefined) return DOTTED;
  return node.machine === undefined || node.machine.vmName === node.name ? node.name : `${node.name} / ${node.machine.vmName}`;
}

function entries(list: DeferredForm<readonly string[]> | undefined): readonly string[] {
  return list === undefined || isDeferred(list) ? [] : list.map(shown);
}

function numbered(least: number, values: readonly string[], label: (number: number) => string): readonly Field[] {
  const lines = [...values, ...new Array<string>(Math.max(0, least - values.length)).fill(DOTTED)];
  return lines.map((value, index) => field(label(index + 1), value));
}
