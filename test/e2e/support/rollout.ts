import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RehearsedPlan } from "../../../lib/lab";
import type { Definition } from "./definition";
import type { Scene } from "./scene";

/** What one change comes to: as Terraform plans it, and as it then happens. */
export interface Rollout {
  /** Each resource that the plan does not leave alone, without the hash of its name: `{ "oslo-1 Disk-hv1": "delete,create replace_by_triggers" }`. */
  readonly planned: Readonly<Record<string, string>>;
  /** What was done to hosts, to the Management Node's objects, and given to nodes, in its order; without what guests do by themselves. */
  readonly happened: readonly string[];
  /** Machines of the deployment, as it is then, that anything was done to. */
  readonly touched: readonly string[];
}

export interface RolloutOptions {
  readonly stack?: string;
  /** More arguments of `terraform plan`. */
  readonly args?: readonly string[];
}

/** Changes the platform file, plans, applies that very plan, and sees that nothing is left to do in the stack. */
export async function rollOut(scene: Scene, edit?: (definition: Definition) => void, { stack = "platform", args = [] }: RolloutOptions = {}): Promise<Rollout> {
  if (edit !== undefined) scene.change(edit);
  const plan = await scene.rehearsal.plan(stack, ...args);
  const planned = await plannedBy(scene, plan.file, stack);
  const told = await during(scene, () => applyPlan(scene, plan, stack));
  expect(await pendingIn(scene, [], stack)).toEqual({});
  return { planned, ...told };
}

/** What happens in the lab while something is done. */
export async function during(scene: Scene, action: () => Promise<unknown>): Promise<Omit<Rollout, "planned">> {
  const from = scene.lab.journal.length;
  const machines = scene.view.machines.map(({ machine }) => machine.vmName);
  await action();
  const happened = scene.lab.journal.slice(from).flatMap(({ subject, event }) => (BY_THEMSELVES.test(event) ? [] : `${subject.split(".")[0]}: ${event.replace(NUMBERED, "$1")}`));
  const mentions = (name: string): boolean => happened.some((line) => line.split(/[\s\\]/).includes(name));
  return { happened, touched: machines.filter(mentions) };
}

/** Applies a plan as it was made. @throws Error with what Terraform printed when it fails */
export async function applyPlan(scene: Scene, { file }: Pick<RehearsedPlan, "file">, stack = "platform"): Promise<void> {
  const { code, stdout, stderr } = await scene.rehearsal.terraform(stack, ["apply", file]);
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
}

/** What a plan does, as `Rollout.planned`; also one that Terraform stopped with an error. */
export async function plannedBy(scene: Scene, file: string, stack = "platform"): Promise<Readonly<Record<string, string>>> {
  const { resource_changes: changes } = JSON.parse((await terraform(scene, stack, ["show", "-json", file])).stdout) as { readonly resource_changes: readonly Change[] };
  const notable = changes.filter(({ change }) => change.actions.join() !== "no-op" || change.importing !== undefined);
  return Object.fromEntries(notable.map(({ address, change, action_reason: reason }) => [nameOf(address), [change.actions.join(), reason, change.importing && "import"].filter((word) => word !== undefined).join(" ")]));
}

/** Why Terraform refuses to plan a change, as it prints it, on one line; what it had planned till then; and the file with what `terraform show -json` says of it. */
export async function refusal(scene: Scene, edit: (definition: Definition) => void, stack = "platform"): Promise<{ readonly text: string; readonly planned: Readonly<Record<string, string>>; readonly json: string }> {
  scene.change(edit);
  await terraform(scene, stack, ["init"]);
  const file = join(scene.rehearsal.folder, "refused.tfplan");
  const { code, stderr } = await scene.rehearsal.terraform(stack, ["plan", `-out=${file}`]);
  expect(code).toBe(1);
  return { text: folded(stderr), planned: await plannedBy(scene, file, stack), json: await shown(scene, file, stack) };
}

/** Writes what `terraform show -json` says of a plan to a file, as `explain-plan` reads it. */
export async function shown(scene: Scene, plan: string, stack = "platform"): Promise<string> {
  const json = `${plan}.json`;
  writeFileSync(json, (await terraform(scene, stack, ["show", "-json", plan])).stdout);
  return json;
}

/** What the next plan of a stack would do, as `Rollout.planned`, without doing it. */
export async function pendingIn(scene: Scene, args: readonly string[] = [], stack = "platform"): Promise<Readonly<Record<string, string>>> {
  return plannedBy(scene, (await scene.rehearsal.plan(stack, ...args)).file, stack);
}

/** Terraform, which must succeed. */
export async function terraform(scene: Scene, stack: string, args: readonly string[]): ReturnType<Scene["rehearsal"]["terraform"]> {
  const ended = await scene.rehearsal.terraform(stack, args);
  if (ended.code !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
  return ended;
}

/** The address in Terraform's state of what is called like this in a rollout: `oslo-1 Disk-hv1`. */
export async function addressOf(scene: Scene, name: string, stack = "platform"): Promise<string> {
  const { values } = (await scene.rehearsal.show(stack)) as { readonly values: { readonly root_module: { readonly resources: readonly { readonly address: string }[] } } };
  const found = values.root_module.resources.filter(({ address }) => nameOf(address) === name);
  if (found.length !== 1) throw new Error(`the state of ${stack} has ${found.length} of ${name}`);
  return found[0].address;
}

/** `terraform taint`. */
export async function taint(scene: Scene, name: string): Promise<void> {
  await onState(scene, ["taint", await addressOf(scene, name)]);
}

/** `terraform state rm`: Terraform forgets it, and nothing happens to it. */
export async function forget(scene: Scene, name: string): Promise<void> {
  await onState(scene, ["state", "rm", await addressOf(scene, name)]);
}

/** These take none of the options of plan and apply. */
async function onState({ rehearsal }: Scene, args: readonly string[]): Promise<void> {
  await promisify(execFile)("terraform", [...args], { cwd: join(rehearsal.folder, "stacks", "platform"), env: rehearsal.environment });
}

/** One line, as if the terminal were endless. */
export function folded(text: string): string {
  return text.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ").trim();
}

interface Change {
  readonly address: string;
  readonly action_reason?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}

/** What starts, stops and replicates on its own, at a time of its own. */
const BY_THEMSELVES = /^(was |is up|lost its disk|answers$|did not synchronize)/;

/** Which number an object gets depends on who is first. */
const NUMBERED = /\b(worker_vm|system_location|dns_server|ntp_server) \d+/;

function nameOf(address: string): string {
  return (address.split(".").at(-1) ?? "").replace(/_[0-9A-F]{8}$/, "").replace(/^cdktf-pexip-hyperv_/, "").replaceAll("_", " ");
}
