import { fieldsOf, flag, list, opt, powershellText, windowsName } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import type { HostRecord } from "./host";

/** An external virtual switch (guide page 4). */
export interface ExternalSwitchFields {
  /** Its name in Virtual Switch Manager. @default "Pexip External" */
  readonly switchName?: string;
  /** Names of the adapters it is bound to. Two or more make an embedded team, of which the provider changes nothing in place: make such a change on the host too. */
  readonly netAdapterNames: readonly string[];
  /** May the host itself use the adapter too? @default true */
  readonly allowManagementOs?: boolean;
  /** Notes in Virtual Switch Manager. @default - none */
  readonly notes?: string;
  /** Refuse to destroy the switch, which all VMs on it would notice. @default true */
  readonly deletionProtection?: boolean;
}

export const externalSwitchFields = fieldsOf<ExternalSwitchFields>()({
  switchName: opt(windowsName()),
  netAdapterNames: list(powershellText(), 1),
  allowManagementOs: opt(flag()),
  notes: opt(powershellText()),
  deletionProtection: opt(flag()),
});

/** A switch that exists already. */
export interface ImportedSwitchFields {
  readonly switchName: string;
}

export const importedSwitchFields = fieldsOf<ImportedSwitchFields>()({ switchName: windowsName() });

interface AnySwitchRecord {
  readonly kind: "externalSwitch";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  /** Path of the host. */
  readonly host: string;
  readonly switchName: string;
}

/** A switch that Terraform makes. */
export interface ManagedSwitchRecord extends AnySwitchRecord {
  readonly origin: "managed";
  readonly netAdapterNames: readonly string[];
  readonly allowManagementOs: boolean;
  readonly notes?: string;
  readonly deletionProtection: boolean;
}

/** A switch that somebody else made. */
export interface ImportedSwitchRecord extends AnySwitchRecord {
  readonly origin: "imported";
}

export type SwitchRecord = ManagedSwitchRecord | ImportedSwitchRecord;

/** @throws ValidationError with every problem of the switch's props */
export function switchRecord(place: Place, fields: ExternalSwitchFields, host: HostRecord): ManagedSwitchRecord {
  const given = read(externalSwitchFields, fields, place, ["host"]);
  return {
    kind: "externalSwitch",
    path: place.path,
    origin: "managed",
    host: host.path,
    switchName: given.switchName ?? "Pexip External",
    netAdapterNames: [...given.netAdapterNames],
    allowManagementOs: given.allowManagementOs ?? true,
    notes: given.notes,
    deletionProtection: given.deletionProtection ?? true,
  };
}

/** @throws ValidationError with every problem of the props */
export function importedSwitchRecord(place: Place, fields: ImportedSwitchFields, host: HostRecord): ImportedSwitchRecord {
  const given = read(importedSwitchFields, fields, place, ["host"]);
  return { kind: "externalSwitch", path: place.path, origin: "imported", host: host.path, switchName: given.switchName };
}
