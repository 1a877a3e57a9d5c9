import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { run } from "../../../bin/program";
import { systemClock } from "../../../lib/client/waiting";
import { readPlatformFile } from "../../../lib/config/read/platform-file";
import { platformModel } from "../../../lib/config/read/records";
import { adaptersOf, DeploymentView, type DeploymentModel } from "../../../lib/deployment/model";
import { LabAuthority, startLab, type Lab, type LabOptions } from "../../../lib/lab";
import { MIB } from "../../../lib/lab/hyperv/host-spec";
import type { Login } from "../../../lib/lab/infinity/admission";
import { ideDisk, newAdapter, newSwitch, newVm } from "../hyperv/lab-host";

export const V1 = "/api/admin/configuration/v1";

/** The model of one of the examples. */
export function modelOf(example: string): DeploymentModel {
  return platformModel(readPlatformFile(join(__dirname, "../../../examples", example, "platform.yaml")), "construct").model;
}

const running = new Set<Lab>();
let authority: Promise<LabAuthority> | undefined;

/** A lab whose authority is that of all labs of a test file, because keys take a part of a second. */
export async function aLab(options: LabOptions): Promise<Lab> {
  authority ??= LabAuthority.create();
  const lab = await startLab({ authority: await authority, ...options });
  running.add(lab);
  return lab;
}

/** For afterEach. */
export async function stopLabs(): Promise<void> {
  const labs = [...running];
  running.clear();
  await Promise.all(labs.map((lab) => lab.stop()));
}

/** What Terraform does for a machine of the model, its switches included, by the methods of its host. */
export async function build(lab: Lab, model: DeploymentModel, name: string): Promise<void> {
  const view = new DeploymentView(model);
  const { machine } = view.machines.find((one) => one.machine.vmName === name)!;
  const host = lab.host(view.host(machine.host).address as string);
  for (const one of adaptersOf(machine).map((adapter) => view.externalSwitch(adapter.switch))) {
    if (one.origin === "imported" || host.switches.exists(one.switchName)) continue;
    host.switches.create(newSwitch({ name: one.switchName, netAdapterNames: one.netAdapterNames, enableEmbeddedTeaming: one.netAdapterNames.length > 1 }));
  }
  const { templateDisk: template, memoryMib, vcpus, diskPath } = machine;
  await host.disks.create({ path: diskPath, source: template.from === "host" ? template.path : (template.url as string) });
  host.machines.create(newVm(name, { processorCount: vcpus, memoryStartupBytes: memoryMib * MIB }));
  for (const [index, { switch: path, vlanId = 0, macAddress }] of adaptersOf(machine).entries()) {
    host.networkAdapters.add(name, newAdapter({ name: `Adapter ${index}`, switchName: view.externalSwitch(path).switchName, vlanAccess: vlanId !== 0, vlanId, staticMacAddress: macAddress }));
  }
  host.drives.addHardDisk(name, ideDisk(diskPath));
  await host.power.change(name, "Running");
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly login?: Login;
  /** PEM of whom to trust. @default - the lab's authority; null trusts anybody */
  readonly trust?: string | null;
}

/** JSON, as a test reads it. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

/** One request to a name or address of the simulated world, on a connection of its own. */
export function ask(lab: Lab, host: string, port: number, path: string, { method = "GET", headers = {}, body, login, trust = lab.authority.certificate }: Asked = {}): Promise<Answer> {
  const isPlain = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
  const options: RequestOptions = {
    host: "127.0.0.1",
    port: lab.localPort(host, port),
    servername: /^[\d.]+$/.test(host) ? "" : host,
    agent: new Agent({ keepAlive: false }),
    method,
    path,
    headers: { ...(isPlain ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(login && { auth: `${login.username}:${login.password}` }),
    ...(trust === null ? { rejectUnauthorized: false } : { ca: trust }),
  };
  return new Promise((resolve, reject) => {
    const request = httpsRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("error", reject);
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const isJson = response.headers["content-type"]?.startsWith("application/json") === true;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined });
      });
    });
    request.on("error", reject);
    request.end(isPlain ? body : JSON.stringify(body));
  });
}

/** The API of the Management Node, by HTTPS. */
export function api(lab: Lab, path: string, asked: Asked = {}, host = "manager.example.com"): Promise<Answer> {
  return ask(lab, host, 443, path.startsWith("/") ? path : `${V1}/${path}`, { login: lab.loginTo(host), ...asked });
}

/** The code of a refused connection or a failed handshake. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => ({ code: "nothing was refused" }), (reason: NodeJS.ErrnoException) => reason);
  return error.code ?? "without a code";
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Our command line, in this process, in the lab's environment. */
export async function cli(lab: Lab, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const world = { env: { ...lab.environment, ...env }, cwd: "/", stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal };
  return { code: await run(argv, world), ...written };
}

/** Everything that happened, as lines. */
export const events = (lab: Lab): readonly string[] => lab.journal.map(({ subject, event }) => `${subject} ${event}`);
