import type { ConferencingNodeRecord } from "../deployment/conferencing-node";
import { AutomaticStart } from "../deployment/enums";
import { coresOf, type HostRecord, logicalProcessorsOf } from "../deployment/host";
import type { ManagementNodeRecord } from "../deployment/management-node";
import { DeploymentView, type MachineOf } from "../deployment/model";
import { isDeferred, type Deferrable } from "../validation/fields";
import { formatMac } from "../validation/mac";

type Row = readonly string[];

/** What only Terraform knows, as on the paper form. */
const DOTTED = "..........";

/** Columns whose text is a number with its unit. */
const RIGHT_ALIGNED = new Set([2, 3, 4]);

/** A deployment at a glance: each host with what is built on it, then what is built elsewhere. Lines without line breaks. */
export function overview(view: DeploymentView): readonly string[] {
  const elsewhere = [...view.managementNodes.filter((node) => node.origin === "imported"), ...view.nodes.filter((node) => node.machine === undefined)];
  const groups = [
    ...view.hosts.map((host) => ({ title: hostTitle(host), rows: hostRows(view, host), footer: [promised(view, host)] })),
    ...(elsewhere.length === 0 ? [] : [{ title: "built elsewhere", rows: elsewhere.map((node) => nodeRow(view, node)), footer: [] }]),
  ];
  const widths = columnWidths(groups.flatMap((group) => group.rows));
  return groups.flatMap(({ title, rows, footer }, index) => [
    ...(index === 0 ? [] : [""]),
    title,
    ...rows.map((row, at) => `${at === rows.length - 1 ? "└─" : "├─"} ${aligned(row, widths)}`),
    ...footer.map((line) => `   ${line}`),
  ]);
}

function hostTitle(host: HostRecord): string {
  const facts = [shown(host.address), `Windows Server ${host.windowsServer}`, `${host.sockets} x ${host.coresPerSocket} cores`, `${host.memoryGib} GiB`, ...(host.numaAffinity ? ["NUMA affinity"] : [])];
  return `${host.id}  ${facts.join(" · ")}`;
}

function hostRows(view: DeploymentView, host: HostRecord): readonly Row[] {
  const switches = view.switchesOn(host).map((one): Row => ["switch", one.switchName, one.origin === "managed" ? one.netAdapterNames.join(", ") : "exists already"]);
  return [...switches, ...view.machinesOn(host).map((one) => machineRow(view, one))];
}

function machineRow(view: DeploymentView, { node, machine }: MachineOf): Row {
  const [label, name, address] = nodeRow(view, node) as [string, string, string];
  const start = machine.automaticStart === AutomaticStart.NOTHING ? "stays off when the host starts" : machine.automaticStart === AutomaticStart.ALWAYS ? "starts with the host" : "starts again with the host";
  const note = node.kind === "managementNode" ? start : nodeNote(view, node);
  return [label, name, address, `${machine.vcpus} vCPU`, `${machine.memoryMib} MiB`, formatMac(machine.primary.macAddress), note];
}

function nodeRow(view: DeploymentView, node: ManagementNodeRecord | ConferencingNodeRecord): Row {
  const label = node.kind === "managementNode" ? "manager" : "node";
  return [label, node.fqdn, shown(node.address), "", "", "", node.kind === "managementNode" ? "" : nodeNote(view, node)];
}

function nodeNote(view: DeploymentView, node: ConferencingNodeRecord): string {
  return `${node.role}, ${view.location(node.systemLocation).name}`;
}

/** `16 of 24 cores, 16 of 92 GiB promised`; threads where nodes are pinned and use both of a core. */
function promised(view: DeploymentView, host: HostRecord): string {
  const machines = view.machinesOn(host).map(({ machine }) => machine);
  const vcpus = machines.reduce((sum, machine) => sum + machine.vcpus, host.reservedVcpus);
  const gib = machines.reduce((sum, machine) => sum + machine.memoryMib, 0) / 1024;
  const capacity = host.numaAffinity && host.threadsPerCore > 1 ? `${logicalProcessorsOf(host)} threads` : `${coresOf(host)} cores`;
  return `${vcpus} of ${capacity}, ${Number(gib.toFixed(1))} of ${host.memoryGib - host.memoryReserveGib} GiB promised`;
}

/** The last cell of a row is a remark: it widens no column. */
function columnWidths(rows: readonly Row[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) row.slice(0, -1).forEach((cell, column) => (widths[column] = Math.max(cell.length, widths[column] ?? 0)));
  return widths;
}

function aligned(row: Row, widths: readonly number[]): string {
  const columns = row.slice(0, -1).map((cell, column) => (RIGHT_ALIGNED.has(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])));
  return [...columns, row[row.length - 1]].join("  ").trimEnd();
}

function shown(value: Deferrable<string>): string {
  return isDeferred(value) ? DOTTED : value;
}
