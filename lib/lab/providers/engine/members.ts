import type { Attribute, AttributeType, Block } from "../../plugin/schema";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Attributes, SchemaPath } from "./behaviour";

/** An attribute or a block of a schema, with what is in it. */
export interface Member {
  readonly name: string;
  readonly path: SchemaPath;
  /** Undefined for a block. */
  readonly attribute?: Attribute;
  /** What each of its elements has, for a block and for an attribute with attributes of its own. */
  readonly nested?: { readonly nesting: "single" | "list" | "set" | "map" | "group"; readonly members: readonly Member[] };
}

/** The members of a block, attributes first. */
export function membersOf({ attributes = {}, block_types = {} }: Block, within = ""): Member[] {
  const blocks = Object.entries(block_types).map(([name, { block, nesting_mode }]): Member => {
    const path = within + name;
    return { name, path, nested: { nesting: nesting_mode, members: membersOf(block, `${path}.`) } };
  });
  const leaves = Object.entries(attributes).map(([name, attribute]): Member => {
    const path = within + name;
    const nested = attribute.nested_type && {
      nesting: attribute.nested_type.nesting_mode,
      members: membersOf({ attributes: attribute.nested_type.attributes }, `${path}.`),
    };
    return { name, path, attribute, nested };
  });
  return [...leaves, ...blocks];
}

export function isRecord(value: Value | undefined): value is Attributes {
  return value !== null && value !== undefined && typeof value === "object" && !Array.isArray(value) && !isUnknown(value);
}

/** A text, number or flag as text; "" for everything else. */
export function asText(value: Value | undefined): string {
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

/** Each element of a nested value, changed; null and unknown values stay as they are. */
export function mapElements(nested: NonNullable<Member["nested"]>, value: Value, change: (element: Attributes, index: number | string) => Value): Value {
  if (Array.isArray(value)) return value.map((element, index) => (isRecord(element) ? change(element, index) : element));
  if (!isRecord(value)) return value;
  if (nested.nesting !== "map") return change(value, 0);
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, isRecord(element) ? change(element, key) : element]));
}

/** The elements of a nested value in their order. */
export function elementsOf(nested: NonNullable<Member["nested"]>, value: Value): { readonly index: number | string; readonly element: Attributes }[] {
  const elements: { index: number | string; element: Attributes }[] = [];
  mapElements(nested, value, (element, index) => {
    elements.push({ index, element });
    return element;
  });
  return elements;
}

/**
 * A value with every member of the schema and nothing else, as the wire wants it: what is missing is null, of a
 * block that may be there several times an empty list.
 */
export function conformed(members: readonly Member[], value: Attributes): Attributes {
  return Object.fromEntries(
    members.map(({ name, attribute, nested }) => {
      const given = value[name] ?? null;
      if (nested === undefined) return [name, given];
      if (given === null) return [name, attribute === undefined ? emptyBlock(nested.nesting) : null];
      return [name, mapElements(nested, given, (element) => conformed(nested.members, element))];
    }),
  );
}

function emptyBlock(nesting: NonNullable<Member["nested"]>["nesting"]): Value {
  if (nesting === "list" || nesting === "set") return [];
  return nesting === "map" ? {} : null;
}

/** Unknown values, however deep, become null. */
export function withoutUnknown(value: Value): Value {
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) return value.map(withoutUnknown);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutUnknown(member)]));
}

/** Are two values of a type the same? The order in a set means nothing; an unknown value is the same as no other. */
export function same(type: AttributeType | undefined, one: Value, other: Value): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    const inside = Array.isArray(type) ? (type[1] as AttributeType) : undefined;
    if (!Array.isArray(type) || type[0] !== "set") return one.every((element, index) => same(inside, element, other[index]));
    const rest = [...other];
    return one.every((element) => {
      const found = rest.findIndex((candidate) => same(inside, element, candidate));
      return found >= 0 && rest.splice(found, 1).length === 1;
    });
  }
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => same(undefined, one[name] ?? null, other[name] ?? null));
  }
  if (isUnknown(one) || isUnknown(other)) return false;
  return one === other;
}

/** Are two objects the same, as their schema sees it? */
export function sameMembers(members: readonly Member[], one: Attributes, other: Attributes): boolean {
  return members.every(({ name, attribute, nested }) => {
    const [left, right] = [one[name] ?? null, other[name] ?? null];
    if (nested === undefined) return same(attribute?.type, left, right);
    if (!Array.isArray(left) || !Array.isArray(right)) return same(undefined, left, right);
    if (nested.nesting === "list") return left.length === right.length && left.every((element, index) => sameElement(nested.members, element, right[index]));
    const rest = [...right];
    return (
      left.length === right.length &&
      left.every((element) => {
        const found = rest.findIndex((candidate) => sameElement(nested.members, element, candidate));
        return found >= 0 && rest.splice(found, 1).length === 1;
      })
    );
  });
}

function sameElement(members: readonly Member[], one: Value, other: Value): boolean {
  return isRecord(one) && isRecord(other) ? sameMembers(members, one, other) : same(undefined, one, other);
}
