import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { HostRecord } from "../../deployment/host";
import type { AdapterRecord, MachineRecord } from "../../deployment/machine";
import { adaptersOf, type DeploymentView, type MachineOf, type PlatformView } from "../../deployment/model";
import { formatMac } from "../../validation/mac";
import { code, codeBlock, table } from "../markdown";
import { DOTTED, shown } from "../text";
import { namedSecrets, type NamedSecret } from "./secrets";
import { StackPlan, stackName } from "./stacks";
import type { Step, StepOf } from "./step";

/** What the chapters of a runbook look at. */
export interface Context {
  readonly view: DeploymentView;
  readonly plan: StackPlan;
  readonly secrets: readonly NamedSecret[];
  /** Name of what lies at a path. */
  readonly nameOf: (path: string) => string;
}

/** The chapters of one platform look at it, too. */
export interface PlatformContext extends Context {
  readonly platform: PlatformView;
  /** Put before the ids of this platform's steps, where there are several platforms. */
  readonly prefix: string;
  /** Stacks that are applied before the wizard, and after it, and not for an earlier platform. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export function contextOf(view: DeploymentView): Context {
  const plan = new StackPlan(view);
  const names = new Map(view.model.records.map((record) => [record.path, record.kind === "host" ? record.id : record.kind === "externalSwitch" ? record.switchName : record.kind === "managementNode" ? record.fqdn : record.name]));
  return { view, plan, secrets: namedSecrets(view, plan), nameOf: (path) => names.get(path) ?? stackName(path) };
}

/** Each platform with its stacks: one that several need is applied for the first. */
export function platformContexts(context: Context): readonly PlatformContext[] {
  const applied = new Set<string>();
  const fresh = (stacks: readonly string[]): readonly string[] => {
    const left = stacks.filter((stack) => !applied.has(stack));
    left.forEach((stack) => applied.add(stack));
    return left;
  };
  return context.view.platforms.map((platform, index) => {
    const before = fresh(context.plan.beforeWizard(platform));
    const after = fresh(context.plan.afterWizard(platform));
    return { ...context, platform, prefix: `${index}/`, before, after };
  });
}

/** How a stack is applied. */
export function applyStep(context: Context, path: string, step: Pick<Step, "id" | "page"> & { readonly why: string | ((stepOf: StepOf) => string); readonly then?: readonly string[] }): Step {
  const name = path === "" ? DOTTED : stackName(path);
  const variables = context.secrets.filter(({ stacks }) => stacks.includes(path)).map(({ variable }) => variable);
  return {
    id: step.id,
    page: step.page,
    title: `Apply the stack ${code(name)}`,
    by: "person",
    body: (stepOf) => [
      typeof step.why === "string" ? step.why : step.why(stepOf),
      "",
      ...codeBlock([...variables.map((variable) => `export TF_VAR_${variable}=...`), `npx cdktf deploy ${shellWord(name)}`], "sh"),
      "",
      "Or, without the CDKTF command line:",
      "",
      ...codeBlock([`cd cdktf.out/stacks/${shellWord(name)} && terraform init && terraform apply`], "sh"),
      ...(step.then === undefined ? [] : ["", ...step.then]),
    ],
  };
}

/** The VMs of a stack as a table: what Hyper-V Manager shows afterwards. */
export function machineTable(context: Context, machines: readonly MachineOf[]): readonly string[] {
  return table(
    ["VM name", "Host", { title: "vCPUs", align: "right" }, { title: "Memory (MB)", align: "right" }, "Disk", "Virtual switch", "VLAN", "Static MAC address"],
    machines.flatMap(({ machine }) =>
      adaptersOf(machine).map((adapter, index) => [
        ...(index === 0
          ? [code(machine.vmName), code(context.nameOf(machine.host)), String(machine.vcpus), String(machine.memoryMib), code(machine.diskPath)]
          : ["secondary interface", "", "", "", ""]),
        code(context.nameOf(adapter.switch)),
        vlanText(adapter),
        code(formatMac(adapter.macAddress)),
      ]),
    ),
  );
}

export function vlanText({ vlanId }: AdapterRecord): string {
  return vlanId === undefined ? "untagged" : String(vlanId);
}

export function hostText(host: HostRecord): string {
  return `${code(host.id)} (${code(shown(host.address))})`;
}

/** The nodes that Terraform builds. */
export function machinesOf(nodes: readonly ConferencingNodeRecord[]): readonly { readonly node: ConferencingNodeRecord; readonly machine: MachineRecord }[] {
  return nodes.flatMap((node) => (node.machine === undefined ? [] : [{ node, machine: node.machine }]));
}

/** Are the nodes in the stack of their Management Node, so that one apply waits for the wizard in its middle? */
export function isOneStack({ platform: { managementNode, nodes, locations } }: PlatformContext): boolean {
  return managementNode.origin === "managed" && managementNode.mode === "api" && [...nodes, ...locations].some(({ stack }) => (stack ?? "") === (managementNode.stack ?? ""));
}

/** A word as it is written in a shell. */
export function shellWord(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
