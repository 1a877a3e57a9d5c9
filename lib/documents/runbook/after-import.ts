import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { PowerState } from "../../deployment/enums";
import type { MachineOf } from "../../deployment/model";
import { bullets, code, codeBlock, table, text } from "../markdown";
import { shown } from "../text";
import { machinesOf, machineTable, type PlatformContext, shellWord } from "./context";
import { automaticStartup } from "./management-node";
import type { Step } from "./step";
import { typed } from "./values";

/** What follows the import of the nodes' VMs: guide page 14. */
export function afterImport(context: PlatformContext): readonly Step[] {
  const { nodes, managementNode } = context.platform;
  const machines = machinesOf(nodes);
  if (nodes.length === 0) return [];
  return [
    ...(machines.length === 0 ? [] : [imported(context, machines)]),
    ...(managementNode.mode === "api" ? [entered(context), ...deliveries(context)] : []),
    ...(machines.length === 0 ? [] : [automaticStartup(machines, context), compatibilityMode()]),
    ...numaAffinity(context, machines),
    ...peakTimes(machines, context),
    waiting(context, machines),
  ];
}

function imported(context: PlatformContext, machines: readonly MachineOf[]): Step {
  return {
    title: "Import the virtual machines",
    page: "14",
    by: { terraform: ["hyperv_vhd", "hyperv_machine_instance"] },
    body: ["It copies each disk and makes a new generation 1 VM around it, instead of **Import Virtual Machine...**. Compare with Hyper-V Manager:", "", ...machineTable(context, machines)],
  };
}

function entered({ platform }: PlatformContext): Step {
  return {
    title: "Add the Conferencing Nodes",
    page: "12-13",
    by: { terraform: ["pexip_infinity_worker_vm"] },
    body: table(
      ["Node", "Role", "FQDN", "IPv4 address", "System location", "SIP TLS FQDN"],
      platform.nodes.map((node) => [text(node.name), node.role, code(node.fqdn), typed(node.address), code(locationName(platform.locations, node)), node.sipTlsFqdn === undefined ? "" : code(node.sipTlsFqdn)]),
    ),
  };
}

/** Commands are switched off: what Terraform would have called. */
function deliveries({ platform: { managementNode, nodes } }: PlatformContext): readonly Step[] {
  if (managementNode.commands.enabled) return [];
  return [
    {
      title: "Deliver the nodes' configurations",
      page: "13",
      by: "person",
      body: [
        "The program has `commands.enabled` off. Each entry's one-time configuration is the attribute `config` of its `pexip_infinity_worker_vm` in the state: handle it like a password. While the fresh node runs:",
        "",
        ...codeBlock(nodes.map((node) => `PEXIP_NODE_CONFIG="..." npx pexip-hyperv bootstrap-node ${shellWord(node.name)} --address ${shown(node.bootstrapAddress ?? node.address)}`), "sh"),
      ],
    },
  ];
}

function locationName(locations: PlatformContext["platform"]["locations"], { systemLocation }: ConferencingNodeRecord): string {
  return locations.find(({ path }) => path === systemLocation)?.name ?? systemLocation;
}

function compatibilityMode(): Step {
  return {
    title: "Disable processor compatibility mode",
    page: "14",
    by: { terraform: ["hyperv_machine_instance"] },
    body: ['It is off on every VM that Terraform builds. With it on, a node may stop with "CPU instruction set is not supported; system will be placed in maintenance mode".'],
  };
}

/** Source: docs.pexip.com, server_design/hyperv_numa_affinity. */
function numaAffinity(context: PlatformContext, machines: readonly MachineOf[]): readonly Step[] {
  const pinned = machines.filter(({ machine }) => context.view.host(machine.host).numaAffinity);
  if (pinned.length === 0) return [];
  return [
    {
      title: "Pin the nodes to their sockets",
      by: "person",
      body: [
        "With the VM off: its **Settings > Processor > NUMA**, so that all its processors and memory fit one NUMA node and one socket. Then start it, one after the other, and look for warnings in the Administrator interface.",
        "",
        ...table(
          ["VM", "Host", "Maximum number of processors", "Maximum amount of memory (MB)", "Maximum NUMA nodes on a socket"],
          pinned.map(({ machine }) => [code(machine.vmName), code(context.nameOf(machine.host)), `at least ${code(String(machine.vcpus))}`, `at least ${code(String(machine.memoryMib))}`, code("1")]),
        ),
        "",
        "On the host, this shows one VM on each node of the hardware:",
        "",
        ...codeBlock(["Get-VMHostNumaNodeStatus"], "powershell"),
        "",
        "Source: docs.pexip.com, \"Hyper-V NUMA affinity and hyperthreading\", whose steps for the VM are not stored here: compare (the fields are Hyper-V Manager's; the values follow from the sizes: unverified).",
      ],
    },
  ];
}

function peakTimes(machines: readonly MachineOf[], { platform }: PlatformContext): readonly Step[] {
  const resting = machines.filter(({ machine }) => machine.powerState === PowerState.UNMANAGED);
  if (resting.length === 0) return [];
  const api = platform.managementNode.mode === "api";
  return [
    {
      title: `Decide when ${resting.map(({ machine }) => code(machine.vmName)).join(", ")} ${resting.length === 1 ? "runs" : "run"}`,
      page: "13",
      by: "person",
      body: [
        `Terraform leaves it to you whether ${resting.length === 1 ? "it runs" : "they run"}${api ? "; the first time it makes the VM running, so that it gets its configuration" : "; it makes the VM switched off"}. ${api ? "" : "Start each once now, so that the Management Node knows it. "}Afterwards shut it down from inside Hyper-V Manager (**Shut Down...**, never **Save**), and start it for peak times.`,
      ],
    },
  ];
}

function waiting({ platform, prefix }: PlatformContext, machines: readonly MachineOf[]): Step {
  const api = platform.managementNode.mode === "api";
  return {
    id: `${prefix}waiting`,
    title: "Wait for the nodes",
    page: "14",
    by: "person",
    body: [
      `**Status > Conferencing Nodes**: ${platform.nodes.length === 1 ? "the node" : `each of the ${platform.nodes.length} nodes`} takes about 5 minutes. Until then its last contacted and last updated dates are "Never", and "Connectivity lost between nodes" alarms may appear for a while.${api ? " The apply has waited for them already." : ""}`,
      "",
      'Still "Never" after 15 minutes:',
      "",
      ...bullets([
        `The VM runs, on its own disk, on the right switch and VLAN${machines.length === 0 ? "" : ", with the MAC address of the table above"}.`,
        "UDP 500 and ESP (IP protocol 50) pass between the node and the Management Node, both ways, without NAT.",
        "Its gateway and static routes lead to the Management Node, and the Management Node's back.",
        ...(platform.nodes.some(({ secondaryAddress }) => secondaryAddress !== undefined) ? ["With two interfaces, the Management Node is reached by the primary one: it needs a static route if the gateway is on the other side."] : []),
        "Wrong values in the form: delete the node there and its VM (a new `redeployToken`), and begin again with a new file. A file deploys its node once.",
      ]),
    ],
  };
}
