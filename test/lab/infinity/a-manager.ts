import { wizardAnswers, type WizardSettings } from "../../../lib/deployment/wizard";
import { type ApiBody, type ApiResponse } from "../../../lib/lab/infinity/api-response";
import { SimulatedManagementNode, type ManagementNodeOptions } from "../../../lib/lab/infinity/management-node";
import type { ServedCertificate } from "../../../lib/lab/infinity/node-configuration";
import { SimulatedConferencingNode, type ConferencingNodeOptions } from "../../../lib/lab/infinity/conferencing-node";
import { typedAnswers } from "../../../lib/lab/infinity/wizard-run";
import { ManualClock } from "../../../lib/lab/world/clock";
import { Faults } from "../../../lib/lab/world/faults";
import { Journal } from "../../../lib/lab/world/journal";
import { certificate, privateKey } from "../../support/certificates";

export const MINUTE = 60_000;
export const LOGIN = { username: "admin", password: "wizard-secret" };
export const V1 = "/api/admin/configuration/v1";

export const SETTINGS: WizardSettings = {
  address: "10.44.0.10",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  hostname: "manager",
  domain: "example.com",
  dnsServers: ["10.44.0.53"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com"],
  webAdminUsername: "admin",
  incidentReporting: true,
  usageStatistics: false,
};

/** JSON, as a test reads it. */
export type Json = ReturnType<typeof JSON.parse>;

const signed = new Map<string, string>();

/** The same certificate for the same names: signing takes its time. */
export function selfSign(names: readonly string[]): ServedCertificate {
  const known = signed.get(names.join()) ?? certificate(names);
  signed.set(names.join(), known);
  return { certificate: known, privateKey };
}

/** A Management Node on a clock that stands still, and short words for what is asked of it. */
export class Bench {
  public readonly clock = new ManualClock();
  public readonly journal = new Journal(this.clock);
  public readonly faults = new Faults();
  public readonly manager: SimulatedManagementNode;

  constructor(options: Partial<ManagementNodeOptions> = {}) {
    this.manager = new SimulatedManagementNode({ name: "manager.example.com", version: "40", clock: this.clock, journal: this.journal, faults: this.faults, selfSign, ...options });
  }

  public node(options: Partial<ConferencingNodeOptions> = {}): SimulatedConferencingNode {
    return new SimulatedConferencingNode({ name: "oslo-1", version: "40", bootstrapAddress: "10.44.0.111", managers: () => [this.manager], clock: this.clock, journal: this.journal, selfSign, ...options });
  }

  public ask(method: string, path: string, body?: ApiBody, login = LOGIN): ApiResponse {
    return this.manager.request(method, path.startsWith("/") ? path : `${V1}/${path}`, body, login);
  }

  /** Makes an object and gives its URI. */
  public make(collection: string, body: ApiBody): string {
    const answer = this.ask("POST", `${collection}/`, body);
    if (answer.status !== 201) throw new Error(`${collection}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.headers.Location;
  }

  public read(uri: string): Json {
    return this.ask("GET", uri).body;
  }

  public get events(): readonly string[] {
    return this.journal.entries.map(({ subject, event }) => `${subject} ${event}`);
  }
}

/** One that answers: switched on, its wizard finished. */
export function answering(options: Partial<ManagementNodeOptions> = {}): Bench {
  const bench = new Bench(options);
  bench.manager.start();
  const refusal = bench.manager.finishWizard(typedAnswers(wizardAnswers(SETTINGS), LOGIN.password));
  if (refusal !== undefined) throw new Error(`${refusal.label} ${refusal.problem}`);
  bench.clock.advance(MINUTE);
  return bench;
}

export const NODE = { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.0.11", netmask: "255.255.255.0", gateway: "10.44.0.1", password: "node-secret" };

/** A location, and the entry of a node in it. */
export function withEntry(bench: Bench, more: Readonly<Record<string, string | boolean>> = {}): { readonly uri: string; readonly configuration: string } {
  const location = bench.read(`${V1}/system_location/?name=Oslo`).objects[0]?.resource_uri ?? bench.make("system_location", { name: "Oslo" });
  const answer = bench.ask("POST", "worker_vm/", { ...NODE, system_location: location, ...more });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { uri: answer.headers.Location, configuration: answer.body as string };
}

export const HARDWARE = { vcpus: 12, memoryMib: 12_288 };
