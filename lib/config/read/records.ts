import { type ConferencingNodeFields, conferencingNodeRecord, type ConferencingNodeRecord, importedConferencingNodeRecord, type NodeFormFields } from "../../deployment/conferencing-node";
import { type ExternalSwitchFields, importedSwitchRecord, type ImportedSwitchFields, switchRecord } from "../../deployment/external-switch";
import { hostRecord, type HypervHostFields } from "../../deployment/host";
import { importedManagementNodeRecord, type ImportedManagementNodeFields, type ManagementNodeFields, managementNodeRecord, type ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentModel, DeploymentRecord } from "../../deployment/model";
import { type ExistingObjectFields, existingServiceRecord, type ServiceKind, serviceRecord, type ServiceSpec } from "../../deployment/service";
import { specOf } from "../../deployment/services";
import { selfSignedManagementNodeSettings } from "../../deployment/services/management-node-settings";
import { staticRouteRecord, type StaticRouteFields } from "../../deployment/static-route";
import { type ImportedLocationFields, importedLocationRecord, LOCATION_SERVICES, systemLocationRecord } from "../../deployment/system-location";
import { read, type Place } from "../../validation/schema";
import { type Problem, ValidationError } from "../../validation/validation-error";
import { type FileProblem, onceEach, positionOf } from "./file-node";
import { placeIn, type PlatformDescription } from "./platform";
import type { PlatformEntry } from "./platform-entry";

/** How records are named: by their place in the file, for whoever reads errors about it, or by their construct's path, as `synth` does. */
export type Naming = "file" | "construct";

/** What a platform file describes, as the rules see it. */
export interface PlatformModel {
  readonly model: DeploymentModel;
  /** What is wrong with single entries, in the order of the file's. */
  readonly problems: readonly FileProblem[];
  /** Entries without a record: they are wrong themselves, or name one that is. */
  readonly withoutRecord: readonly PlatformEntry[];
}

type RecordOf<K extends DeploymentRecord["kind"]> = Extract<DeploymentRecord, { kind: K }>;

const NEVER = (): boolean => false;

/** The name of an entry in records and messages. */
export function nameOf(entry: PlatformEntry, naming: Naming): string {
  return naming === "file" ? entry.path : `${entry.stack}/${entry.id}`;
}

/**
 * Makes the record of every entry that is sound. Nothing is thrown.
 *
 * @param isToken tells a Terraform token from a value; a file holds none
 */
export function platformModel(platform: PlatformDescription, naming: Naming, isToken: Place["isToken"] = NEVER): PlatformModel {
  const making = new Making(platform, naming, isToken);
  for (const entry of platform.entries) making.add(entry);
  making.linkLate();
  const acceptances = platform.acceptances.map(({ rule, at, reason }) => ({ rule, at: at === "" ? "" : nameOf(making.entry(at), naming), reason }));
  return { model: { records: making.records(), acceptances }, problems: onceEach(making.problems), withoutRecord: making.withoutRecord };
}

/** Places of which something is reported already: a value that is none, whatever it is a part of, or a key with a slip of the pen that stands for this one. */
function reportedPlaces(problems: readonly FileProblem[]): ReadonlySet<string> {
  return new Set(problems.flatMap(({ path, harmless, meant }) => (harmless === true ? (meant ?? []) : [path, ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index))])));
}

class Making {
  public readonly problems: FileProblem[] = [];
  public readonly withoutRecord: PlatformEntry[] = [];
  /** By the entry's place in the file. */
  private readonly made = new Map<string, DeploymentRecord>();
  private readonly hosts = new Map<string, RecordOf<"host">>();
  private readonly entries: ReadonlyMap<string, PlatformEntry>;
  private readonly reported: ReadonlySet<string>;

  constructor(
    private readonly platform: PlatformDescription,
    private readonly naming: Naming,
    private readonly isToken: Place["isToken"],
  ) {
    this.reported = reportedPlaces(platform.problems);
    this.entries = new Map(platform.entries.map((entry) => [entry.path, entry]));
  }

  public entry(path: string): PlatformEntry {
    return this.entries.get(path)!;
  }

  public records(): readonly DeploymentRecord[] {
    return [...this.made.values()];
  }

  public add(entry: PlatformEntry): void {
    const record = this.attempt(entry);
    if (record === undefined) this.withoutRecord.push(entry);
    else this.made.set(entry.path, { ...record, stack: entry.stack });
    if (record?.kind === "host") this.hosts.set(record.path, record);
  }

  /** Locations name their overflow locations after all of them exist. */
  public linkLate(): void {
    for (const entry of this.platform.entries) {
      const record = this.made.get(entry.path);
      if (record === undefined) continue;
      const late = Object.entries(entry.references).filter(([key]) => entry.form.references[key].late === true);
      for (const [key, path] of late) {
        const target = this.made.get(path as string);
        if (target !== undefined) this.made.set(entry.path, { ...this.made.get(entry.path)!, [key]: target.path });
      }
    }
  }

  private attempt(entry: PlatformEntry): DeploymentRecord | undefined {
    const place: Place = { path: nameOf(entry, this.naming), isToken: this.isToken };
    const complete = this.needed(entry).every((path) => this.made.has(path));
    try {
      if (entry.sound && complete) return this.record(entry, place);
      read(entry.form.fields as never, entry.props, place, [], "name" in entry.form.fields ? { name: entry.id } : {});
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      for (const problem of error.problems) this.report(entry, problem);
    }
    return undefined;
  }

  /** What must have a record before this one can have one. */
  private needed(entry: PlatformEntry): readonly string[] {
    const named = Object.entries(entry.references).flatMap(([key, paths]) => (entry.form.references[key].late === true ? [] : paths));
    return entry.section.stack === "manager" ? named : [...named, "managementNode"];
  }

  private report(entry: PlatformEntry, { key = "", message }: Problem): void {
    const at = positionOf(entry.node, key) ?? entry.node.at;
    const path = placeIn(entry, `${entry.path}.${key}`);
    const shared = `defaults.${entry.section.key}.${key}`;
    if (this.reported.has(path) || this.reported.has(shared)) return;
    const isSecret = entry.form.fields[key]?.shape.is === "value" && entry.form.fields[key].shape.hidden;
    this.problems.push({ path: path === shared ? `defaults.${entry.section.key}` : entry.path, message: isSecret && message.endsWith("is required") ? `${message}: { variable: NAME }, the Terraform variable that holds it` : message, at });
  }

  private record(entry: PlatformEntry, place: Place): DeploymentRecord {
    const { id, existing, props } = entry;
    switch (entry.section.kind) {
      case "host":
        return hostRecord(place, id, props as unknown as HypervHostFields);
      case "externalSwitch": {
        const host = this.required<"host">(entry, "host");
        return existing ? importedSwitchRecord(place, props as unknown as ImportedSwitchFields, host) : switchRecord(place, props as unknown as ExternalSwitchFields, host);
      }
      case "managementNode": {
        if (existing) return importedManagementNodeRecord(place, id, props as unknown as ImportedManagementNodeFields);
        const externalSwitch = this.required<"externalSwitch">(entry, "externalSwitch");
        return managementNodeRecord(place, id, props as unknown as ManagementNodeFields, { externalSwitch, host: this.hostOf(externalSwitch.host) });
      }
      case "systemLocation":
        if (existing) return importedLocationRecord(place, props as unknown as ImportedLocationFields, this.managementNode());
        return systemLocationRecord(place, id, props, this.managementNode(), { transcodingLocation: this.optional<"systemLocation">(entry, "transcodingLocation"), services: this.paths(entry, Object.keys(LOCATION_SERVICES)) });
      case "staticRoute":
        return staticRouteRecord(place, id, props as unknown as StaticRouteFields, this.managementNode());
      case "conferencingNode":
        return this.node(entry, place);
      default:
        return this.service(entry, entry.section.kind, place);
    }
  }

  private node(entry: PlatformEntry, place: Place): ConferencingNodeRecord {
    const to = {
      systemLocation: this.required<"systemLocation">(entry, "systemLocation"),
      staticRoutes: (entry.references.staticRoutes as readonly string[] | undefined)?.map((path) => this.made.get(path) as RecordOf<"staticRoute">) ?? [],
      tlsCertificate: this.optional<"service">(entry, "tlsCertificate"),
      mode: this.managementNode().mode,
    };
    if (entry.existing) return importedConferencingNodeRecord(place, entry.id, entry.props as unknown as NodeFormFields, to);
    const externalSwitch = this.required<"externalSwitch">(entry, "externalSwitch");
    const secondarySwitch = this.optional<"externalSwitch">(entry, "secondarySwitch");
    return conferencingNodeRecord(place, entry.id, entry.props as unknown as ConferencingNodeFields, { ...to, externalSwitch, secondarySwitch, host: this.hostOf(externalSwitch.host) });
  }

  private service(entry: PlatformEntry, kind: ServiceKind, place: Place): DeploymentRecord {
    const managementNode = this.managementNode();
    if (entry.existing) return existingServiceRecord(place, entry.id, kind, entry.props as unknown as ExistingObjectFields, managementNode);
    const spec = (entry.words.tlsCertificate === undefined ? specOf(kind) : selfSignedManagementNodeSettings) as unknown as ServiceSpec<object>;
    return serviceRecord(place, entry.id, spec, entry.props, managementNode, this.paths(entry, Object.keys(entry.form.references)));
  }

  /** Names of what the given references lead to. */
  private paths(entry: PlatformEntry, keys: readonly string[]): Readonly<Record<string, string | readonly string[]>> {
    const given = keys.filter((key) => entry.references[key] !== undefined);
    return Object.fromEntries(given.map((key) => [key, typeof entry.references[key] === "string" ? this.made.get(entry.references[key])!.path : entry.references[key].map((path) => this.made.get(path)!.path)]));
  }

  private managementNode(): ManagementNodeRecord {
    return this.made.get("managementNode") as ManagementNodeRecord;
  }

  private hostOf(name: string): RecordOf<"host"> {
    return this.hosts.get(name)!;
  }

  private required<K extends DeploymentRecord["kind"]>(entry: PlatformEntry, key: string): RecordOf<K> {
    return this.optional<K>(entry, key)!;
  }

  private optional<K extends DeploymentRecord["kind"]>(entry: PlatformEntry, key: string): RecordOf<K> | undefined {
    const path = entry.references[key] as string | undefined;
    return path === undefined ? undefined : (this.made.get(path) as RecordOf<K>);
  }
}
