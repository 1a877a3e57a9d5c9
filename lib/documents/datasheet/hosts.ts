import { HostEdition, TimeSource, WinrmAuthentication } from "../../deployment/enums";
import { coresOf, type HostRecord, logicalProcessorsOf } from "../../deployment/host";
import type { DeploymentView, MachineOf } from "../../deployment/model";
import { DOTTED, secretText, shown, shownList, yesNo } from "../text";
import { type Bar, type Block, type Content, counted, type Field, field, fieldIf, form, listed, type Section, table } from "./content";

const EDITION: Readonly<Record<HostEdition, string>> = { [HostEdition.STANDARD]: "Standard", [HostEdition.DATACENTER]: "Datacenter", [HostEdition.HYPERV_SERVER]: "" };

const AUTHENTICATION: Readonly<Record<WinrmAuthentication, string>> = { [WinrmAuthentication.NTLM]: "NTLM", [WinrmAuthentication.KERBEROS]: "Kerberos", [WinrmAuthentication.BASIC]: "Basic" };

export function hostSection(view: DeploymentView): Section {
  const none: readonly Block[] = [{ is: "note", text: "This deployment builds on no host: what it describes is built elsewhere." }];
  const switches = view.switches.map((one): readonly Content[] => [
    one.switchName,
    view.host(one.host).id,
    one.origin === "managed" ? one.netAdapterNames : "exists already",
    one.origin === "managed" ? yesNo(one.allowManagementOs) : "",
    one.origin === "managed" ? (one.notes ?? "") : "",
  ]);
  return {
    id: "hosts",
    title: "Hosts",
    blocks: [
      ...(view.hosts.length === 0 ? none : view.hosts.map((host) => form(host.id, hardware(host), system(host)))),
      ...table("Virtual switches (external)", ["Virtual switch", "Host", "Network adapters", "Management operating system shares the adapter", "Notes"], switches),
    ],
  };
}

function hardware(host: HostRecord): readonly Field[] {
  const { sockets, coresPerSocket, threadsPerCore, memoryGib, memoryReserveGib, reservedVcpus, numaAffinity } = host;
  return [
    field("CPU model", host.cpuModel ?? DOTTED),
    field("CPU cores", `${sockets} x ${coresPerSocket} cores${threadsPerCore === 1 ? "" : `, ${logicalProcessorsOf(host)} logical processors`}`),
    field("Memory", `${memoryGib} GiB, ${memoryReserveGib} GiB of it for the host itself`),
    ...(reservedVcpus === 0 ? [] : [field("Promised to other VMs", counted(reservedVcpus, "vCPU"))]),
    field("NUMA affinity", numaAffinity ? "Yes: one Conferencing Node for each socket" : "No"),
    field("Network adapters", host.networkAdapters ?? DOTTED),
    field("Management adapter", host.managementAdapter ?? DOTTED),
  ];
}

function system(host: HostRecord): readonly Field[] {
  const { winrm, windowsServer, edition } = host;
  const transport = [winrm.https ? "HTTPS" : "HTTP", `port ${winrm.port}`, AUTHENTICATION[winrm.authentication], ...(winrm.https ? [winrm.insecure ? "certificate not verified" : "certificate verified"] : [])];
  return [
    field("Address", shown(host.address)),
    field("Operating system", edition === HostEdition.HYPERV_SERVER ? `Hyper-V Server ${windowsServer}` : `Windows Server ${windowsServer} ${EDITION[edition]}`),
    field("User name", host.username),
    field("Password", secretText(host.password)),
    field("WinRM", transport.join(", ")),
    field("Time", timeSource(host)),
    ...fieldIf("NTP servers", host.ntpServers === undefined ? undefined : shownList(host.ntpServers)),
    field("Folder of the VMs", host.vmDirectory),
  ];
}

function timeSource({ timeSource: source }: HostRecord): string {
  if (source === undefined) return DOTTED;
  return source === TimeSource.NTP ? "NTP" : "Active Directory (the domain controller)";
}

/** What is promised of each host. */
export function capacitySection(view: DeploymentView): readonly Section[] {
  if (view.hosts.length === 0) return [];
  return [{ id: "capacity", title: "Capacity", blocks: [{ is: "bars", hosts: view.hosts.map((host) => ({ name: host.id, bars: [vcpuBar(view, host), memoryBar(view, host)] })) }] }];
}

function vcpuBar(view: DeploymentView, host: HostRecord): Bar {
  // pinned nodes use both threads of a core; otherwise a vCPU is a core (guide page 12)
  const threads = host.numaAffinity && host.threadsPerCore > 1;
  const capacity = threads ? logicalProcessorsOf(host) : coresOf(host);
  const reserved = host.reservedVcpus === 0 ? [] : [{ name: "other VMs", amount: host.reservedVcpus, of: "other" as const }];
  return bar("vCPUs", threads ? "threads" : "cores", capacity, [...view.machinesOn(host).map((one) => share(one, one.machine.vcpus)), ...reserved]);
}

function memoryBar(view: DeploymentView, host: HostRecord): Bar {
  return bar("Memory", "GiB", host.memoryGib - host.memoryReserveGib, view.machinesOn(host).map((one) => share(one, one.machine.memoryMib / 1024)));
}

function share({ node, machine }: MachineOf, amount: number): Bar["shares"][number] {
  return { name: machine.vmName, amount, of: node.kind === "managementNode" ? node.kind : node.role };
}

function bar(label: string, unit: string, capacity: number, shares: Bar["shares"]): Bar {
  const promised = shares.reduce((sum, { amount }) => sum + amount, 0);
  const free = capacity - promised;
  const parts = shares.map(({ name, amount }) => `${name} ${rounded(amount)}`);
  const rest = free < 0 ? `${rounded(-free)} too many` : `${rounded(free)} free`;
  return { label, text: `${rounded(promised)} of ${rounded(capacity)} ${unit}`, capacity, shares, detail: [...(parts.length === 0 ? [] : [listed(parts, 12)]), rest].join("; ") };
}

function rounded(amount: number): string {
  return String(Number(amount.toFixed(1)));
}

