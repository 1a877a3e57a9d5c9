import { conferencingNodeFields, nodeFormFields } from "../../deployment/conferencing-node";
import { externalSwitchFields, importedSwitchFields } from "../../deployment/external-switch";
import { hypervHostFields } from "../../deployment/host";
import { importedManagementNodeFields, managementNodeFields } from "../../deployment/management-node";
import { type AnyServiceSpec, existingObjectFields, type ReferenceSpec, type ServiceKind } from "../../deployment/service";
import { SERVICES } from "../../deployment/services";
import { staticRouteFields } from "../../deployment/static-route";
import { importedLocationFields, LOCATION_SERVICES, systemLocationFields } from "../../deployment/system-location";
import type { AnyField } from "../../validation/fields";

export type Fields = Readonly<Record<string, AnyField>>;

/** A key of an entry that holds the id of another one, or a list of ids. */
export interface IdReference {
  /** Key of the section that the id is looked up in. */
  readonly to: string;
  readonly many?: true;
  readonly required?: true;
  /** A word that may stand in the place of an id, with a meaning of its own. */
  readonly word?: string;
  /** It is set after all entries exist, so that two may name each other. */
  readonly late?: true;
}

/** What an entry of a section may hold. */
export interface Form {
  readonly fields: Fields;
  readonly references: Readonly<Record<string, IdReference>>;
}

/** The Terraform stack that an entry stands in: first apply, wizard, second apply. */
export type StackName = "manager" | "platform";

/** What an entry becomes. */
export type EntryKind = "host" | "externalSwitch" | "managementNode" | "systemLocation" | "conferencingNode" | "staticRoute" | ServiceKind;

/** One top-level key of a platform file that describes things. */
export interface Section {
  readonly key: string;
  readonly kind: EntryKind;
  readonly stack: StackName;
  /** What it is called in an editor. */
  readonly title: string;
  /** Set where a platform has one of it: the key holds the entry itself, and this is its construct id. */
  readonly id?: string;
  readonly form: Form;
  /** What `existing: true` takes: a thing that this platform refers to and does not make. */
  readonly existing?: Form;
}

const LOCATION: IdReference = { to: "locations" };

const FORM: Readonly<Record<string, IdReference>> = {
  systemLocation: { ...LOCATION, required: true },
  staticRoutes: { to: "staticRoutes", many: true },
  tlsCertificate: { to: "tlsCertificates" },
};

const SWITCH: IdReference = { to: "switches", required: true };

/** Kinds of service of which a construct for an existing one exists (`fromResourceId`). */
const REFERABLE: readonly ServiceKind[] = ["h323Gatekeeper", "httpProxy", "ivrTheme", "mssipProxy", "sipProxy", "snmpNetworkManagementSystem", "stunServer", "syslogServer", "tlsCertificate", "turnServer"];

/** Every section, in the order of the guide. */
export const SECTIONS: readonly Section[] = [
  { key: "hosts", kind: "host", stack: "manager", title: "Hyper-V hosts", form: form(hypervHostFields) },
  {
    key: "switches",
    kind: "externalSwitch",
    stack: "manager",
    title: "External virtual switches",
    form: form(externalSwitchFields, { host: { to: "hosts", required: true } }),
    existing: form(importedSwitchFields, { host: { to: "hosts", required: true } }),
  },
  {
    key: "managementNode",
    kind: "managementNode",
    stack: "manager",
    title: "The Management Node",
    id: "manager",
    form: form(managementNodeFields, { externalSwitch: SWITCH }),
    existing: form(importedManagementNodeFields),
  },
  {
    key: "locations",
    kind: "systemLocation",
    stack: "platform",
    title: "System locations",
    form: form(systemLocationFields, {
      transcodingLocation: LOCATION,
      primaryOverflowLocation: { ...LOCATION, late: true },
      secondaryOverflowLocation: { ...LOCATION, late: true },
      ...idsOf(LOCATION_SERVICES),
    }),
    existing: form(importedLocationFields),
  },
  { key: "staticRoutes", kind: "staticRoute", stack: "platform", title: "Static routes", form: form(staticRouteFields) },
  {
    key: "conferencingNodes",
    kind: "conferencingNode",
    stack: "platform",
    title: "Conferencing Nodes",
    form: form(conferencingNodeFields, { externalSwitch: SWITCH, secondarySwitch: { to: "switches" }, ...FORM }),
    existing: form(nodeFormFields, FORM),
  },
  ...SERVICES.map(serviceSection),
];

const byKey: ReadonlyMap<string, Section> = new Map(SECTIONS.map((section) => [section.key, section]));

export function sectionOf(key: string): Section | undefined {
  return byKey.get(key);
}

/** `tlsCertificates`, `sipProxies`; the kind itself where a platform has one of it. */
export function sectionKeyOf({ service, singleton }: { readonly service: ServiceKind; readonly singleton?: true }): string {
  if (singleton === true) return service;
  return service.endsWith("y") ? `${service.slice(0, -1)}ies` : `${service}s`;
}

function serviceSection(spec: AnyServiceSpec): Section {
  const { service, title, singleton } = spec;
  const references = idsOf(spec.references);
  // in words, because leaving it out would take an uploaded certificate off
  const own = service === "managementNodeSettings" ? { ...references, tlsCertificate: { ...references.tlsCertificate, word: "self_signed" } } : references;
  return {
    key: sectionKeyOf(spec),
    kind: service,
    stack: "platform",
    title,
    ...(singleton === true ? { id: service.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) } : {}),
    form: { fields: spec.fields, references: own },
    ...(REFERABLE.includes(service) ? { existing: form(existingObjectFields) } : {}),
  };
}

/** References by id. What only a program can name, a generated class, has no place in a file. */
function idsOf(references: Readonly<Record<string, ReferenceSpec>>): Readonly<Record<string, IdReference>> {
  return Object.fromEntries(
    Object.entries(references).flatMap(([key, { to, many, required }]) => {
      const section = to === "systemLocation" ? "locations" : to === "staticRoute" ? "staticRoutes" : to.startsWith("pexip_infinity_") ? undefined : serviceKeyOf(to as ServiceKind);
      return section === undefined ? [] : [[key, { to: section, ...(many === true ? { many } : {}), ...(required === true ? { required } : {}) }]];
    }),
  );
}

function serviceKeyOf(kind: ServiceKind): string {
  return sectionKeyOf(SERVICES.find(({ service }) => service === kind)!);
}

function form(fields: object, references: Readonly<Record<string, IdReference>> = {}): Form {
  return { fields: fields as Fields, references };
}
