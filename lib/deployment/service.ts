import { fieldsOf, isDeferred, value, whole, type AnyField, type Field, type Read, type Table } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import { lineProblem } from "../validation/text";
import type { ManagementNodeRecord } from "./management-node";
import { Secret } from "./secret";

/** The things that are configured on a Management Node, besides locations, nodes and static routes. */
export type ServiceKind =
  | "automaticBackup"
  | "caCertificate"
  | "callRoutingRule"
  | "device"
  | "globalSettings"
  | "h323Gatekeeper"
  | "httpProxy"
  | "ivrTheme"
  | "licence"
  | "managementNodeSettings"
  | "mssipProxy"
  | "registrationSettings"
  | "sipProxy"
  | "smtpServer"
  | "snmpNetworkManagementSystem"
  | "stunServer"
  | "syslogServer"
  | "tlsCertificate"
  | "turnServer"
  | "virtualAuditorium"
  | "virtualMeetingRoom"
  | "webappBranding";

/** What a reference names. */
export interface ReferenceSpec {
  /** A construct of ours, or the type of a generated class for what has none. */
  readonly to: ServiceKind | "systemLocation" | "staticRoute" | `pexip_infinity_${string}`;
  /** A list of them. */
  readonly many?: true;
  /** It cannot be left out. */
  readonly required?: true;
}

/** What Pexip takes as a value: characters of a text (or of each text of a list), or a range of numbers. */
export interface Limit {
  /** Fewest characters. */
  readonly shortest?: number;
  /** Most characters. */
  readonly longest?: number;
  /** Smallest number. */
  readonly least?: number;
  /** Largest number. */
  readonly most?: number;
  /** Numbers outside the range that are taken too, such as a 0 that means "off". */
  readonly also?: readonly number[];
}

/** One kind of service: what rules, documents and constructs know of it without Terraform. */
export interface ServiceSpec<P, D extends keyof P = never> {
  readonly service: ServiceKind;
  /** The Administrator interface's word for it. */
  readonly title: string;
  /** Where it is in the Administrator interface: `Call Control > SIP Proxies`. */
  readonly menu: string;
  /** Page of the v21 installation guide that asks for it. */
  readonly page: number;
  readonly fields: Table<P, D>;
  /** What Pexip takes, judged by PXH130; a comment at the spec cites the source. What a Secret holds cannot be judged. */
  readonly limits?: { readonly [K in keyof P]?: Limit };
  /** Values of props that may be left out, where we say more than the provider. */
  readonly defaults?: Partial<P>;
  /** What a record holds of a value that is known now, where that is not the value itself. */
  readonly recorded?: { readonly [K in keyof P]?: (value: Exclude<P[K], undefined>) => unknown };
  /** Fills in what the Management Node knows. Throws a ValidationError when it must be given, because it does not. */
  readonly complete?: (fields: P, managementNode: ManagementNodeRecord, path: string) => P;
  /** A Management Node has one of it, which a second one would overwrite (PXH133). */
  readonly singleton?: true;
  /** Props that name other constructs. */
  readonly references: Readonly<Record<string, ReferenceSpec>>;
}

/** A kind of service, whatever its fields are. */
export type AnyServiceSpec = Omit<ServiceSpec<object>, "fields" | "limits" | "defaults" | "recorded" | "complete"> & {
  readonly fields: Readonly<Record<string, AnyField>>;
  readonly limits?: Readonly<Record<string, Limit | undefined>>;
};

export const serviceOf =
  <P, D extends keyof P = never>() =>
  (spec: ServiceSpec<P, D>): ServiceSpec<P, D> =>
    spec;

/** A service as rules and documents see it. */
export interface ServiceRecord {
  readonly kind: "service";
  readonly service: ServiceKind;
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  readonly origin: "managed" | "imported";
  /** Path of the Management Node. */
  readonly managementNode: string;
  /** Its name, where it has one; else the id. */
  readonly name: string;
  /** The fields that were given, secrets as `{ variable }`, tokens as `{ deferred: true }`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Paths of what it refers to. */
  readonly references: Readonly<Record<string, string | readonly string[]>>;
}

/** The values of a record, typed by its fields. */
export function valuesOf<P, D extends keyof P>(_spec: ServiceSpec<P, D>, record: ServiceRecord): Partial<Read<P, D>> {
  return record.values as Partial<Read<P, D>>;
}

/** @throws ValidationError with every problem of the props */
export function serviceRecord<P, D extends keyof P>(
  place: Place,
  id: string,
  spec: ServiceSpec<P, D>,
  fields: P,
  managementNode: ManagementNodeRecord,
  references: Readonly<Record<string, string | readonly string[]>>,
): ServiceRecord {
  const complete = spec.complete === undefined ? fields : spec.complete(fields, managementNode, place.path);
  const given = readService(place, id, spec, complete) as Readonly<Record<string, unknown>>;
  const recorded = (spec.recorded ?? {}) as Readonly<Record<string, ((value: unknown) => unknown) | undefined>>;
  const values = Object.fromEntries(Object.entries(given).map(([key, entry]) => [key, recorded[key] === undefined || isDeferred(entry) ? withoutSecrets(entry) : recorded[key](entry)]));
  return {
    kind: "service",
    service: spec.service,
    path: place.path,
    origin: "managed",
    managementNode: managementNode.path,
    name: typeof given.name === "string" ? given.name : id,
    values,
    references,
  };
}

/** Plain data: a secret, also one inside an object, is only named. */
function withoutSecrets(entry: unknown): unknown {
  if (entry instanceof Secret) return entry.toRecord();
  if (typeof entry !== "object" || entry === null || Object.getPrototypeOf(entry) !== Object.prototype) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** Reads the props of a service; a name that is left out is the id. */
export function readService<P, D extends keyof P>(place: Place, id: string, spec: ServiceSpec<P, D>, fields: P): Read<P, D> {
  const defaults = { ...("name" in spec.fields ? { name: id } : {}), ...spec.defaults } as Partial<P>;
  return read(spec.fields, fields, place, ["managementNode", ...Object.keys(spec.references)], defaults);
}

/** What names an object that exists on the Management Node already. */
export interface ExistingObjectFields {
  /** Its number: the last part of its address in the Administrator interface or in the management API. */
  readonly resourceId: number;
}

export const existingObjectFields = fieldsOf<ExistingObjectFields>()({ resourceId: whole() });

/** @throws ValidationError with every problem of the props */
export function existingServiceRecord(place: Place, id: string, service: ServiceKind, fields: ExistingObjectFields, managementNode: ManagementNodeRecord): ServiceRecord {
  const { resourceId } = read(existingObjectFields, fields, place, ["managementNode"]);
  return { kind: "service", service, path: place.path, origin: "imported", managementNode: managementNode.path, name: id, values: { resourceId }, references: {} };
}

/** A PIN or another text that may be a Secret, or, with a warning, in clear. */
export type SecretOrText = Secret | string;

/** Text of one line, in clear or as a Secret. */
export const secretOrLine = (): Field<SecretOrText> =>
  value("text, or better a Secret (Secret.fromVariable(name))", "secretOrText", (given): given is SecretOrText => given instanceof Secret || typeof given === "string", {
    hidden: true,
    problem: (given, isToken) => {
      if (given instanceof Secret) return given.token === undefined || isToken(given.token) ? undefined : "must be a Secret that holds a token: Secret.fromToken was given plain text";
      return isToken(given) ? "must be text or a Secret (a token: Secret.fromToken(token))" : lineProblem(given);
    },
  });

