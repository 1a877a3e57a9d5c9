import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Attributes, SchemaPath } from "../engine/behaviour";
import { asText, isRecord } from "../engine/members";
import { canonical } from "./enums";

/** A host's settings from attributes of the same names, and back: `camelCase` there, `snake_case` here. */
export function settingsOf<Settings extends object>(attributes: Attributes): Settings {
  return renamed(attributes, (name) => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())) as Settings;
}

export function attributesOf(settings: object): Attributes {
  return renamed(settings as Attributes, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** The blocks of a list. */
export function blocksOf(attributes: Attributes, name: string): Attributes[] {
  const blocks = attributes[name];
  return Array.isArray(blocks) ? blocks.filter(isRecord) : [];
}

/** A text, "" when there is none: what d.Get gives the provider. */
export function textOf(attributes: Attributes, name: string): string {
  return asText(attributes[name]);
}

export function numberOf(attributes: Attributes, name: string): number {
  const value = attributes[name] ?? null;
  return value === null || isUnknown(value) ? 0 : Number(value);
}

export function flagOf(attributes: Attributes, name: string): boolean {
  return attributes[name] === true;
}

export function textsOf(attributes: Attributes, name: string): string[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

/** Attributes with the names of enums as the provider sends them, whatever the case that was written. */
export function withCanonicalNames(attributes: Attributes, enums: Readonly<Record<SchemaPath, readonly string[]>>, within = ""): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const names = enums[within + name];
      return [name, names !== undefined && typeof value === "string" ? canonical(names, value) : value];
    }),
  );
}

function renamed(attributes: Attributes, rename: (name: string) => string): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [rename(name), value]));
}
