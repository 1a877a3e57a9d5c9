import { run } from "../../../bin/program";
import { systemClock, type Clock } from "../../../lib/client/waiting";
import { DeploymentView, type DeploymentModel } from "../../../lib/deployment/model";
import { labFor, type Lab } from "../../../lib/lab";
import { writeConfiguration } from "../../../lib/lab/infinity/bootstrap-configuration";
import type { LabOptions } from "../../../lib/lab/options";
import { aLab, api, build, cli, type Ran } from "./a-lab";

/** A lab in which the Management Node of the model is installed, with a certificate unless it is to be self-signed. */
export async function installed(model: DeploymentModel, options: Partial<LabOptions> = {}, certificate = true): Promise<Lab> {
  const lab = await aLab({ ...labFor(model), ...options });
  await build(lab, model, "manager");
  await lab.finishWizard({ certificate });
  return lab;
}

/** Two locations, Oslo and Bergen, and the node oslo-1, as the API has them; anybody's certificate is believed. */
export async function enterLittle(lab: Lab): Promise<void> {
  const [oslo] = [await made(lab, "system_location/", { name: "Oslo" }), await made(lab, "system_location/", { name: "Bergen" })];
  await made(lab, "worker_vm/", { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.10.11", netmask: "255.255.255.0", gateway: "10.44.10.1", system_location: oslo });
}

/** The whole platform of a model in api mode, without Terraform: entered by hand, each node with its configuration, and SYNCED. */
export async function platform(model: DeploymentModel, options: Partial<LabOptions> = {}): Promise<Lab> {
  const lab = await installed(model, options);
  lab.enterByHand();
  const { nodes } = new DeploymentView(model);
  await Promise.all(nodes.filter(({ machine }) => machine !== undefined).map(({ name }) => build(lab, model, name)));
  await lab.settled();
  for (const { name } of nodes) expect(await bootstrap(lab, model, name)).toMatchObject({ code: 0, stderr: "" });
  await lab.until(() => nodes.every(({ name }) => lab.managementNode().nodeState(name)?.syncStatus === "SYNCED"));
  await lab.settled();
  return lab;
}

/** Gives a fresh node the configuration of its entry. */
export function bootstrap(lab: Lab, model: DeploymentModel, name: string, ...more: readonly string[]): Promise<Ran> {
  const { bootstrapAddress, address } = new DeploymentView(model).nodes.find((node) => node.name === name)!;
  return cli(lab, ["bootstrap-node", name, "--address", (bootstrapAddress ?? address) as string, "--timeout", "20s", ...more], { PEXIP_NODE_CONFIG: configuration(lab, name) });
}

export const configuration = (lab: Lab, name: string): string => writeConfiguration(lab.managementNode().issueNodeDisk(name)!);

/** Makes one object. @returns its URI */
export async function made(lab: Lab, collection: string, body: object): Promise<string> {
  const { status, headers, text } = await api(lab, collection, { method: "POST", body, trust: null });
  expect([status, text.startsWith("{")]).toEqual([201, false]);
  return headers.location!;
}

/** Our command line in the lab's environment. Its pauses are told, and last for a moment only, though its clock says otherwise. */
export async function commandLine(lab: Lab, argv: readonly string[], env: Readonly<Record<string, string>> = {}, paused: (ms: number) => void = () => undefined): Promise<Ran & { readonly pauses: readonly number[] }> {
  const pauses: number[] = [];
  let spared = 0;
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const clock: Clock = {
    now: () => systemClock.now() + spared,
    random: () => 0.5,
    sleep: (ms, signal) => {
      pauses.push(ms);
      paused(ms);
      spared += Math.max(0, ms - 5);
      return systemClock.sleep(Math.min(ms, 5), signal);
    },
  };
  const code = await run(argv, { env: { ...lab.environment, ...env }, cwd: "/", stdout: stream("stdout"), stderr: stream("stderr"), clock, signal: new AbortController().signal });
  expect(secretsIn(lab, `${written.stdout}${written.stderr}`)).toEqual([]);
  return { code, ...written, pauses };
}

/** Which of the lab's secrets are in a text. */
export function secretsIn(lab: Lab, text: string): readonly string[] {
  return Object.entries(lab.environment).flatMap(([name, value]) => (/^(TF_VAR_|PEXIP_PASSWORD$)/.test(name) && text.includes(value) ? [name] : []));
}
