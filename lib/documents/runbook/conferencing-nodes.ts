import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { MachineOf } from "../../deployment/model";
import { formatMac } from "../../validation/mac";
import { bullets, code, codeBlock, table, text } from "../markdown";
import { afterImport } from "./after-import";
import { applyStep, isOneStack, machinesOf, type PlatformContext, vlanText } from "./context";
import { diskText, placeDisk } from "./disks";
import { networkRows, sizeRows } from "./node-form";
import { settingsNameRoutes, staticRouteSteps } from "./static-routes";
import type { Chapter, Heading, Step } from "./step";
import { typed } from "./values";

/** Guide pages 12 to 14. */
export function conferencingNodesChapter(context: PlatformContext): Chapter {
  const { nodes, managementNode } = context.platform;
  const api = managementNode.mode === "api";
  const machines = machinesOf(nodes);
  return {
    title: "Deploy the Conferencing Nodes",
    pages: "pages 12 to 14",
    intro: nodes.length === 0 ? ["The program has no Conferencing Node."] : undefined,
    parts: [
      ...(settingsNameRoutes(context) ? [] : staticRouteSteps(context)),
      ...(api ? beforeApi(context, machines) : nodes.flatMap((node) => byForm(context, node))),
      ...(api && nodes.some(({ machine }) => machine === undefined) ? [builtElsewhere(context)] : []),
      ...applies(context, machines),
      ...afterImport(context),
    ],
  };
}

function byForm(context: PlatformContext, node: ConferencingNodeRecord): readonly (Step | Heading)[] {
  const zip = `pexip-${node.fqdn}.zip`;
  const { machine } = node;
  return [
    { heading: text(node.name) },
    {
      title: `Add the Conferencing Node ${code(node.name)}`,
      page: "12-13",
      by: "person",
      body: [
        ...(machine === undefined ? [`Terraform does not build this VM. If **Platform > Conferencing Nodes** has ${code(node.name)} already, compare the values and go on to the next node.`, ""] : []),
        "**Platform > Conferencing Nodes**, **Add Conferencing Node**. Deployment type **Manual (Hyper-V)**, **Next**.",
        "",
        ...table(["Option", "Value"], sizeRows(node)),
        "",
        "**Next**.",
        "",
        ...table(["Option", "Value"], networkRows(context, node)),
        "",
        `**Finish**, then **Download Conferencing Node**: the file is ${code(zip)}. It is this node's only, and deploys it once.`,
        ...(node.staticNatAddress === undefined ? [] : ["", `The NAT device must route ${typed(node.staticNatAddress)} to ${typed(node.secondaryAddress ?? node.address)}, one to one (${code("nat.csv")}).`]),
      ],
    },
    machine === undefined
      ? importByHand(node, zip)
      : { title: `Put ${code(zip)} in its place`, page: "13", by: "person", body: placeDisk(machine, context.nameOf(machine.host)) },
  ];
}

/** For hosts that Terraform does not reach: System Center, clusters, Server 2012. Sources: guide pages 6, 13 and 14; Microsoft Learn, Import-VM and Set-VMProcessor. */
function importByHand(node: ConferencingNodeRecord, zip: string): Step {
  return {
    title: `Import ${code(node.name)} by hand`,
    page: "13-14",
    by: "person",
    body: [
      ...bullets([
        "Only for a node that is new.",
        `Copy ${code(zip)} to the server that runs Hyper-V and unzip it. The subfolder ${code("Virtual Machines")} holds an XML file.`,
        `Hyper-V Manager, **Import Virtual Machine...**; select the folder ${code("Virtual Machines")}. Import type: **Restore the virtual machine** if you are unsure.`,
        "On Windows Server 2022 and later the import of version 21's VM is refused: make a new generation 1 VM around the VHD (Microsoft Learn, configuration version 5.0). With System Center: the VHD into the library, and a VM template around it (guide page 6).",
        "Settings: the external switch and VLAN of its network; automatic start action as it is (page 14); processor compatibility mode off, while the VM is off:",
      ]),
      "",
      ...codeBlock([`Set-VMProcessor -VMName '${node.name.replaceAll("'", "''")}' -CompatibilityForMigrationEnabled $false`], "powershell"),
      "",
      "Then start it.",
    ],
  };
}

function beforeApi(context: PlatformContext, machines: readonly { readonly node: ConferencingNodeRecord; readonly machine: NonNullable<ConferencingNodeRecord["machine"]> }[]): readonly Step[] {
  const hosts = new Map<string, Set<string>>();
  for (const { machine } of machines) {
    const key = diskText(machine);
    hosts.set(key, (hosts.get(key) ?? new Set<string>()).add(machine.host));
  }
  if (machines.length === 0) return [];
  return [
    {
      id: `${context.prefix}node-disk`,
      title: "Put the generic node disk in its place",
      page: "13",
      by: "person",
      body: [
        "In api mode every node starts from one disk of the platform's version, and gets its identity from Terraform; no ZIP is downloaded for a node. Whether Pexip publishes such a disk for Hyper-V and your version is unverified: ask for it.",
        "",
        ...table(["Disk", "Hosts"], [...hosts].map(([disk, paths]) => [disk, [...paths].map((path) => code(context.nameOf(path))).join(", ")])),
      ],
    },
    {
      id: `${context.prefix}dhcp`,
      title: "Reserve the first addresses in DHCP",
      by: "person",
      body: [
        `A fresh node has no address of its own yet; Terraform brings its configuration to port 8443 at this one (${code("dhcp-reservations.csv")}):`,
        "",
        ...table(
          ["Node", "MAC address", "VLAN", "Address"],
          machines.map(({ node, machine }) => [text(node.name), code(formatMac(machine.primary.macAddress)), vlanText(machine.primary), typed(node.bootstrapAddress ?? node.address)]),
        ),
      ],
    },
  ];
}

function builtElsewhere({ platform }: PlatformContext): Step {
  const nodes = platform.nodes.filter(({ machine }) => machine === undefined);
  return {
    title: `Have the VMs of ${nodes.map(({ name }) => code(name)).join(", ")} running`,
    page: "14",
    by: "person",
    body: [
      "Terraform enters these nodes, and does not build their VMs. A VM that is new must run, from the generic node disk, and answer on port 8443 at the address below before the apply reaches it; one that is in service already must not be entered again.",
      "",
      ...table(["Node", "Address"], nodes.map((node) => [text(node.name), typed(node.bootstrapAddress ?? node.address)])),
    ],
  };
}

function applies(context: PlatformContext, machines: readonly MachineOf[]): readonly Step[] {
  const { after, prefix, platform } = context;
  const { managementNode } = platform;
  const api = managementNode.mode === "api";
  const goesOn: readonly Step[] = isOneStack(context) ? [{ title: "Let the apply go on", by: "person", body: (stepOf) => [`The apply of ${stepOf(`${prefix}apply ${managementNode.stack ?? ""}`)} waited for the wizard, and goes on by itself.`] }] : [];
  return [
    ...goesOn,
    ...after.map((stack) => {
      const built = machines.filter(({ node }) => (node.stack ?? "") === stack).map(({ node }) => code(node.kind === "conferencingNode" ? node.name : node.fqdn));
      const makes = built.length === 0 ? "" : ` It builds ${built.length === 1 ? "the VM" : `the ${built.length} VMs`} ${built.join(", ")}.`;
      const waits = managementNode.commands.enabled ? ` Its first step waits up to ${managementNode.commands.managerTimeout} until the Management Node answers.` : "";
      return applyStep(context, stack, {
        id: `${prefix}apply ${stack}`,
        page: "13",
        why: `${api ? `It enters all that was said above.${managementNode.commands.enabled ? ` Each node is waited for, up to ${managementNode.commands.nodeTimeout}.` : ""}` : built.length === 0 ? "" : "Every ZIP is in its place."}${makes}${waits}`.trim(),
        then: ["Read the plan before you agree: the first time it only adds. If an apply fails half-way, remove the cause and apply again; what is done stays done."],
      });
    }),
  ];
}
