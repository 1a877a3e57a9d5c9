import { textOf, type JsonValue } from "./fields";
import type { LabClock } from "../world/clock";
import type { Faults } from "../world/faults";
import type { Journal } from "../world/journal";
import { Admission, type Login } from "./admission";
import { empty, json, notSimulated, plain, printable, type ApiBody, type ApiResponse } from "./api-response";
import type { NodeIdentity } from "./bootstrap-configuration";
import { CONFIGURATION } from "./collection";
import { fqdn } from "./collections/platform";
import { takesLocalPasswords } from "./collections/settings";
import { ConfigurationApi } from "./configuration-api";
import { uuidOf } from "./identifiers";
import { certificateOf, type ServedCertificate } from "./node-configuration";
import { NodeRegistry, type ManagedNode, type NodeState } from "./node-registry";
import { TIMING } from "./node-timing";
import { dumpOf, type DumpedObject } from "./presentation";
import { seed } from "./seed";
import { STATUS, statusAnswer } from "./status";
import { Store } from "./store";
import { LAB_EPOCH } from "./time";
import { runWizard, type TypedAnswer, type WizardRefusal } from "./wizard-run";

/** Makes a certificate that nobody vouches for, for these names and addresses. */
export type SelfSign = (names: readonly string[]) => ServedCertificate;

export interface ManagementNodeOptions {
  /** In the journal, and what faults are aimed at. */
  readonly name: string;
  /** What is on its disk: `21.1`, `40`. */
  readonly version: string;
  readonly clock: LabClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly selfSign: SelfSign;
  /** Does this host answer it? NTP servers in the wizard and the licence server are asked. @default all do */
  readonly reaches?: (host: string) => boolean;
  /** When the lab begins, in milliseconds since 1970. @default 2026-01-01, midnight UTC */
  readonly epoch?: number;
  /** DELETE on a whole collection removes everything in it, as the real API does. @default false: refused by name */
  readonly allowCollectionDelete?: boolean;
}

/** `off`, at the wizard's first question, restarting (after the wizard, power on or an upgrade), or answering. */
export type ManagementNodeState = "off" | "awaiting the wizard" | "restarting" | "answering";

/** Everything about a Management Node as plain data, without secrets and without times. */
export interface ManagementNodeDump {
  readonly name: string;
  readonly version: string;
  readonly state: ManagementNodeState;
  /** Its entries of Conferencing Nodes: `SYNCED`, `SYNCING`, `OUT_OF_SYNC`. */
  readonly nodes: readonly { readonly name: string; readonly syncStatus: string }[];
  /** By collection, in the API's words: `system_location`, `worker_vm`, `conference`. */
  readonly configuration: Readonly<Record<string, readonly DumpedObject[]>>;
}

/** A request was made to something that does not answer. */
export class NotAnsweringError extends Error {
  /** @internal */
  constructor(name: string) {
    super(`${name} does not answer: connection refused`);
    this.name = "NotAnsweringError";
  }
}

/** A Management Node: an installation wizard, then a configuration behind the management API. */
export class SimulatedManagementNode {
  private store: Store;
  private registry: NodeRegistry;
  private api: ConfigurationApi;
  private admission: Admission;
  private ownCertificate?: ServedCertificate;
  private currentVersion: string;
  private current: ManagementNodeState = "off";
  private boots = 0;

  /** @internal */
  constructor(private readonly options: ManagementNodeOptions) {
    this.currentVersion = options.version;
    this.admission = new Admission(options);
    [this.store, this.registry, this.api] = this.blank();
  }

  /** Its FQDN, and its name in the journal: `manager.example.com`. */
  public get name(): string {
    return this.options.name;
  }

  /** Of the software: `21.1`, `40`. */
  public get version(): string {
    return this.currentVersion;
  }

  /** Off, at the wizard's first question, restarting, or answering. */
  public get state(): ManagementNodeState {
    return this.current;
  }

  /** Can it be reached at its address, on 443? */
  public get answersRequests(): boolean {
    return this.current === "answering";
  }

  /** Its address; undefined until the wizard has been told. */
  public get address(): string | undefined {
    return this.own === undefined ? undefined : textOf(this.own.values.address);
  }

  /** `manager.example.com`; undefined until the wizard has been told. */
  public get fqdn(): string | undefined {
    return this.own === undefined ? undefined : fqdn(this.own.values);
  }

  /** What it shows on 443: self-signed until a TLS certificate is assigned to it; undefined until the wizard has been told. @internal */
  public get servedCertificate(): ServedCertificate | undefined {
    return this.own === undefined ? undefined : (certificateOf(this.own, this.store) ?? this.ownCertificate);
  }

  /** Its VM was switched on. @internal */
  public start(): void {
    if (this.current !== "off") return;
    if (this.own === undefined) this.current = "awaiting the wizard";
    else this.restart(TIMING.managerBootMs);
    this.note("was switched on");
  }

  /** Its VM was switched off. @internal */
  public stop(): void {
    this.current = "off";
    this.boots += 1;
    this.note("was switched off");
  }

  /** Its disk is gone, and with it everything: the next one begins at the wizard. @internal */
  public wipe(): void {
    this.admission = new Admission(this.options);
    this.ownCertificate = undefined;
    this.currentVersion = this.options.version;
    [this.store, this.registry, this.api] = this.blank();
    this.current = this.current === "off" ? "off" : "awaiting the wizard";
    this.boots += 1;
    this.note("lost its disk");
  }

  /**
   * Types the answers into the installation wizard, and lets it install.
   *
   * @returns the first answer that it does not take; undefined when it is content
   * @internal
   */
  public finishWizard(answers: readonly TypedAnswer[]): WizardRefusal | undefined {
    if (this.current !== "awaiting the wizard") return { label: "installation wizard", problem: this.current === "off" ? "is not there: the VM is off" : "has been run; to run it again is not simulated" };
    const result = runWizard(answers, this.reaches);
    if ("problem" in result) {
      this.note(`the installation wizard refused "${printable(result.label)}"`);
      return result;
    }
    this.ownCertificate = this.options.selfSign([`${result.hostname}.${result.domain}`, result.address]);
    seed(this.store, result, this.ownCertificate, uuidOf(this.name));
    this.admission.add(result, true);
    this.note("the installation wizard was finished");
    this.restart(TIMING.managerBootMs);
    return undefined;
  }

  /** Another administrator, who may only look unless said otherwise. */
  public addAccount(login: Login, mayWrite = false): void {
    this.admission.add(login, mayWrite);
  }

  /** Upgrades the platform in place: the Management Node first, then each Conferencing Node at its next contact. */
  public upgrade(version: string): void {
    this.note(`is upgraded to ${version}`);
    this.restart(TIMING.upgradeMs, () => {
      this.currentVersion = version;
      this.registry.upgradeNodes();
    });
  }

  /**
   * What the endpoint on 443 answers, the login page included. Somebody who changes something in the Administrator interface: what Terraform later finds as drift.
   *
   * @param method `GET`, `POST`, `PUT`, `PATCH`, `DELETE`
   * @param path with its query: `/api/admin/configuration/v1/conference/?limit=100`
   * @param body JSON, as the API takes it. @default - none
   * @param login who asks; `loginTo` of the lab is the administrator. @default - nobody, who gets 401
   * @throws NotAnsweringError when answersRequests is false
   */
  public request(method: string, path: string, body?: JsonValue, login?: Login): ApiResponse;
  /** @internal */
  public request(method: string, path: string, body?: ApiBody, login?: Login): ApiResponse;
  public request(method: string, path: string, body?: ApiBody, login?: Login): ApiResponse {
    if (!this.answersRequests) throw new NotAnsweringError(this.name);
    const [pathname, query = ""] = path.split("?", 2);
    if (pathname === "/admin/login/") return loginPage(method);
    if (!pathname.startsWith("/api/admin/")) return this.refuse(method, pathname, empty(404));
    const barred = this.admission.judge(method, login, takesLocalPasswords(this.store.all("authentication")[0].values));
    if (barred !== undefined) return this.refuse(method, pathname, barred);
    // SKL: a path without the slash at its end names nothing
    if (!pathname.endsWith("/")) return this.refuse(method, pathname, empty(404));
    const answer = this.answer(method, pathname, new URLSearchParams(query), body);
    if (method === "GET" || answer.status >= 400 || !this.options.faults.strikes("half-way", this.name)) return answer.status >= 400 ? this.refuse(method, pathname, answer) : answer;
    return this.refuse(method, pathname, json(500, { error_message: "Sorry, this request could not be processed. Please try again later." }));
  }

  /** Takes a one-time configuration for the node that it was sent to; undefined when it is not ours, used up, or its entry is gone. @internal */
  public redeem(xml: string): NodeIdentity | undefined {
    return this.registry.redeem(xml);
  }

  /** Who the disk in the ZIP of this node's entry is; undefined when there is no entry of this name. A disk that was made before is worth nothing then. @internal */
  public issueNodeDisk(entryName: string): NodeIdentity | undefined {
    const entry = this.store.all("worker_vm").find(({ values }) => values.name === entryName);
    return entry === undefined ? undefined : this.registry.issueIdentity(entry);
  }

  /** A Conferencing Node tries to reach it. @returns whether it is one of its own. @internal */
  public contact(node: ManagedNode): boolean {
    return this.registry.contact(node);
  }

  /** A Conferencing Node was switched off. @internal */
  public lost(node: ManagedNode): void {
    this.registry.lost(node);
  }

  /** What it knows of the node of this entry; undefined when there is none of this name. */
  public nodeState(entryName: string): Readonly<NodeState> | undefined {
    const uri = this.entryOf(entryName);
    return uri === undefined ? undefined : this.registry.stateOf(uri);
  }

  /** Does the node of this entry run now, with all that it is to know? While it restarts, as for an upgrade, a Management Node knows of none. @internal */
  public isSynchronized(entryName: string): boolean {
    const uri = this.entryOf(entryName);
    return uri !== undefined && this.answersRequests && this.registry.isSynchronized(uri);
  }

  /** The whole state as plain data, without secrets. */
  public dump(): ManagementNodeDump {
    return {
      name: this.name,
      version: this.version,
      state: this.state,
      nodes: this.store.all("worker_vm").map(({ uri, values }) => ({ name: textOf(values.name), syncStatus: this.registry.stateOf(uri).syncStatus })),
      configuration: dumpOf(this.store),
    };
  }

  private entryOf(entryName: string): string | undefined {
    return this.store.all("worker_vm").find(({ values }) => values.name === entryName)?.uri;
  }

  private get own(): ReturnType<Store["find"]> {
    return this.store.all("management_vm")[0];
  }

  private readonly reaches = (host: string): boolean => this.options.reaches?.(host) ?? true;

  private readonly dateOf = (time: number): number => (this.options.epoch ?? LAB_EPOCH) + time;

  private blank(): [Store, NodeRegistry, ConfigurationApi] {
    const store = new Store(() => this.dateOf(this.options.clock.now()), this.reaches);
    const registry = new NodeRegistry(store, this.options, () => this.answersRequests, () => this.version);
    const consequences = { issue: registry.issue.bind(registry), note: (event: string) => this.note(event), changed: () => registry.configurationChanged() };
    return [store, registry, new ConfigurationApi(store, consequences, this.options.allowCollectionDelete === true)];
  }

  private restart(milliseconds: number, then?: () => void): void {
    this.current = "restarting";
    const boot = ++this.boots;
    this.options.clock.after(milliseconds, () => {
      if (boot !== this.boots) return;
      this.current = "answering";
      this.note("answers");
      then?.();
    });
  }

  private answer(method: string, pathname: string, query: URLSearchParams, body: ApiBody): ApiResponse {
    if (pathname.startsWith(CONFIGURATION)) return this.api.request(method, pathname.slice(CONFIGURATION.length), query, body);
    if (pathname.startsWith(STATUS)) return statusAnswer(method, pathname.slice(STATUS.length), query, { store: this.store, registry: this.registry, version: this.version, dateOf: this.dateOf });
    return notSimulated(`the API ${printable(pathname)}`);
  }

  private refuse(method: string, pathname: string, answer: ApiResponse): ApiResponse {
    this.note(`answered ${answer.status} to ${printable(method)} ${printable(pathname)}`);
    return answer;
  }

  private note(event: string): void {
    this.options.journal.note(this.name, event);
  }
}

function loginPage(method: string): ApiResponse {
  if (method !== "GET" && method !== "HEAD") return notSimulated("logging in through the login page");
  return plain(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Pexip Infinity Conferencing Platform (simulated)</title><h1>Pexip Infinity Conferencing Platform (simulated)</h1>");
}
