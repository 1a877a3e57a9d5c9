import type { AttributePath, Diagnostic, ProviderHandler } from "./handler";
import type { Attribute, Block, NestedBlock, NestedType, ProviderSchema, Schema } from "./schema";
import type { Value } from "./values";
import { isUnknown } from "./values";

/**
 * Refuses values for attributes that only the provider sets. Terraform leaves this to the providers, and the
 * frameworks of both do it from the schema alone, in words of their own.
 */
export function readOnlyRules(schema: ProviderSchema): ProviderHandler {
  const judged = (schemas: Record<string, Schema> | undefined, typeName: string, config: Value) => ({
    diagnostics: inBlock(schemas?.[typeName]?.block, config, []),
  });
  return {
    validateResourceConfig: ({ typeName, config }) => judged(schema.resource_schemas, typeName, config),
    validateDataSourceConfig: ({ typeName, config }) => judged(schema.data_source_schemas, typeName, config),
  };
}

function inBlock({ attributes, block_types = {} }: Block = {}, value: Value, path: AttributePath): Diagnostic[] {
  const nested = Object.entries(block_types).flatMap(([name, { block, nesting_mode }]) =>
    elements(member(value, name), nesting_mode, [...path, name]).flatMap((element) =>
      inBlock(block, element.value, element.path),
    ),
  );
  return [...inAttributes(attributes, value, path), ...nested];
}

function inAttributes(attributes: Record<string, Attribute> = {}, value: Value, path: AttributePath): Diagnostic[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const set = member(value, name);
    if (set === null) return [];
    if (isReadOnly(attribute)) return [refusal(name, [...path, name])];
    if (!attribute.nested_type) return [];
    const { attributes: inner, nesting_mode } = attribute.nested_type;
    return elements(set, nesting_mode, [...path, name]).flatMap((element) =>
      inAttributes(inner, element.value, element.path),
    );
  });
}

function isReadOnly({ computed, optional, required }: Attribute): boolean {
  return computed === true && !optional && !required;
}

function refusal(name: string, attribute: AttributePath): Diagnostic {
  const detail = `The provider decides the value of "${name}"; remove it from the configuration.`;
  return { summary: "Value for a read-only attribute", detail, attribute };
}

type NestingMode = NestedBlock["nesting_mode"] | NestedType["nesting_mode"];

function elements(value: Value, nesting: NestingMode, path: AttributePath): { value: Value; path: AttributePath }[] {
  // an element of a set has no path of its own
  if (Array.isArray(value)) {
    return value.map((element, index) => ({ value: element, path: nesting === "list" ? [...path, index] : path }));
  }
  if (nesting !== "map") return [{ value, path }];
  return Object.entries(record(value)).map(([key, element]) => ({ value: element, path: [...path, { key }] }));
}

function member(value: Value, name: string): Value {
  return record(value)[name] ?? null;
}

function record(value: Value): { [name: string]: Value } {
  const isRecord = value !== null && typeof value === "object" && !Array.isArray(value) && !isUnknown(value);
  return isRecord ? value : {};
}
