import { TimeSource, WindowsServer } from "../../deployment/enums";
import type { HostRecord } from "../../deployment/host";
import { formatMac } from "../../validation/mac";
import { bullets, code, codeBlock, table, text } from "../markdown";
import { DOTTED, yesNo } from "../text";
import { applyStep, type Context, hostText } from "./context";
import type { Chapter, Step } from "./step";
import { typedList } from "./values";

/** Guide page 4. @param elsewhere stacks that belong to no platform */
export function hostsChapter(context: Context, elsewhere: readonly string[]): Chapter {
  const { view } = context;
  const managed = view.managementNodes.filter(({ origin }) => origin === "managed");
  return {
    title: "Configure Hyper-V",
    pages: "page 4",
    parts: [
      ...(view.hosts.length === 0 ? [noHosts()] : [supported(view.hosts), time(view.hosts)]),
      ...numaSpanning(view.hosts.filter(({ numaAffinity }) => numaAffinity)),
      ...(managed.length === 0 ? [] : [staticMac(context)]),
      ...switches(context),
      ...elsewhere.map((stack) => applyStep(context, stack, { why: "It belongs to no platform, and may be applied at any time." })),
    ],
  };
}

function noHosts(): Step {
  return { title: "Hyper-V hosts", page: "4", by: { nobody: "Terraform builds nothing on a host here; what runs elsewhere keeps to the same rules: accurate time, an external virtual switch." } };
}

function supported(hosts: readonly HostRecord[]): Step {
  const early = hosts.filter(({ windowsServer }) => windowsServer === WindowsServer.V2012 || windowsServer === WindowsServer.V2012_R2);
  return {
    title: "Check the version of Hyper-V",
    page: "4",
    by: "person",
    body: [
      `The Hyper-V role is installed on ${hosts.map((host) => `${hostText(host)}: Windows Server ${text(host.windowsServer)}`).join("; ")}. Pexip Infinity v21 supports 2012 and later; Terraform builds on 2016 and later.`,
      ...(early.length === 0 ? [] : ["", `On ${early.map(({ id }) => code(id)).join(", ")} Terraform cannot build: import those VMs by hand, as for a node that Terraform does not build.`]),
    ],
  };
}

function time(hosts: readonly HostRecord[]): Step {
  return {
    id: "time",
    title: "Synchronize the hosts' time",
    page: "4",
    by: "person",
    body: [
      "Before anything is installed, and at least three distinct NTP servers for each host and the Management Node. The VMs run in UTC: never change their time zone.",
      "",
      ...table(["Host", "Keeps its time by", "NTP servers"], hosts.map((host) => [code(host.id), timeSource(host), host.ntpServers === undefined ? (host.timeSource === TimeSource.ACTIVE_DIRECTORY ? "the domain controller's" : DOTTED) : typedList(host.ntpServers)])),
      "",
      "On each host, the source and the last successful synchronization:",
      "",
      ...codeBlock(["w32tm /query /status"], "powershell"),
      ...(hosts.some(({ timeSource: source }) => source === TimeSource.ACTIVE_DIRECTORY)
        ? ["", "A host in a domain follows its domain controller; set the servers there, not on the host."]
        : []),
    ],
  };
}

function timeSource({ timeSource: source }: HostRecord): string {
  if (source === TimeSource.ACTIVE_DIRECTORY) return "Active Directory";
  return source === TimeSource.NTP ? "NTP" : DOTTED;
}

/** Source: docs.pexip.com, server_design/hyperv_numa_affinity. The cmdlet: Microsoft Learn, Set-VMHost. */
function numaSpanning(hosts: readonly HostRecord[]): readonly Step[] {
  if (hosts.length === 0) return [];
  return [
    {
      id: "numa-host",
      title: `Disable NUMA spanning on ${hosts.map(({ id }) => code(id)).join(", ")}`,
      by: "person",
      body: [
        "These hosts give a node two vCPUs for each core, or pin it to a socket. Their conditions (docs.pexip.com, \"Hyper-V NUMA affinity and hyperthreading\"):",
        "",
        ...bullets(["Windows Server Datacenter edition", "Conferencing Nodes only, one on each socket, no other VM beside them", "no Live Migration"]),
        "",
        "In Hyper-V Manager, the host's **Hyper-V Settings... > NUMA Spanning**: clear **Allow virtual machines to span physical NUMA nodes**, then restart the Virtual Machine Management service. Or on the host:",
        "",
        ...codeBlock(["Set-VMHost -NumaSpanningEnabled $false", "Restart-Service vmms"], "powershell"),
        "",
        "The same Pexip page names BIOS settings for such servers; read them there (not repeated here: unverified).",
      ],
    },
  ];
}

function staticMac({ view }: Context): Step {
  const rows = view.machines.flatMap(({ node, machine }) => (node.kind === "managementNode" ? [{ node, adapter: machine.primary }] : []));
  return {
    title: "Use a static MAC address for the Management Node",
    page: "4",
    by: { terraform: ["hyperv_machine_instance"] },
    body: bullets(
      rows.map(({ node, adapter }) => `${code(node.fqdn)}: ${code(formatMac(adapter.macAddress))}${adapter.macOrigin === "derived" ? ", derived from the FQDN: pin it with `macAddress` before you add a licence, which is bound to it" : ""}`),
    ),
  };
}

function switches({ view, nameOf }: Context): readonly Step[] {
  const made = view.switches.flatMap((one) => (one.origin === "managed" ? [one] : []));
  const there = view.switches.filter(({ origin }) => origin === "imported");
  const steps: Step[] = [];
  if (made.length > 0) {
    steps.push({
      title: "Create the external virtual switches",
      page: "4",
      by: { terraform: ["hyperv_network_switch"] },
      body: table(
        ["Name", "Host", "Network adapters", "Host may use it, too", "Notes"],
        made.map((one) => [
          code(one.switchName),
          code(nameOf(one.host)),
          `${one.netAdapterNames.map(code).join(" + ")}${one.netAdapterNames.length > 1 ? " (embedded team)" : ""}`,
          yesNo(one.allowManagementOs),
          one.notes === undefined ? "" : text(one.notes),
        ]),
      ),
    });
  }
  if (there.length > 0) {
    steps.push({
      title: "Check the external virtual switches that exist already",
      page: "4",
      by: "person",
      body: [
        "In Hyper-V Manager, right-click on the host, **Virtual Switch Manager...**: the switch is there, under exactly this name, and **External**.",
        "",
        ...table(["Name", "Host"], there.map((one) => [code(one.switchName), code(nameOf(one.host))])),
      ],
    });
  }
  return steps;
}
