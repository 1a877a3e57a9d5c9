/** What `terraform providers schema -json` prints; descriptions may be missing. */
export interface ProviderSchemas {
  provider_schemas: Record<string, ProviderSchema>;
}

/** The schema of one provider. */
export interface ProviderSchema {
  provider: Schema;
  resource_schemas?: Record<string, Schema>;
  data_source_schemas?: Record<string, Schema>;
}

export interface Schema {
  version?: number;
  block: Block;
}

export interface Block {
  attributes?: Record<string, Attribute>;
  block_types?: Record<string, NestedBlock>;
  description?: string;
  deprecated?: boolean;
}

/** Has either a `type` or, with attributes of its own, a `nested_type`. */
export interface Attribute {
  type?: AttributeType;
  nested_type?: NestedType;
  description?: string;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
  deprecated?: boolean;
  write_only?: boolean;
}

/** "string", ["set", "string"], ["object", { name: "string" }] and so on. */
export type AttributeType = string | [string, AttributeType | AttributeType[] | Record<string, AttributeType>];

export interface NestedType {
  attributes: Record<string, Attribute>;
  nesting_mode: "single" | "list" | "set" | "map";
}

export interface NestedBlock {
  block: Block;
  nesting_mode: "single" | "list" | "set" | "map" | "group";
  min_items?: number;
  max_items?: number;
}

/** The answer to GetProviderSchema, without the server's capabilities. */
export function schemaMessage(schema: ProviderSchema): object {
  return {
    provider: versioned(schema.provider),
    resource_schemas: mapValues(schema.resource_schemas, versioned),
    data_source_schemas: mapValues(schema.data_source_schemas, versioned),
  };
}

function versioned({ version, block }: Schema): object {
  return { version, block: blockMessage(block) };
}

function blockMessage({ attributes, block_types, description, deprecated }: Block): object {
  return {
    attributes: attributeMessages(attributes),
    block_types: Object.entries(block_types ?? {}).map(([type_name, { block, nesting_mode, ...items }]) => ({
      type_name,
      block: blockMessage(block),
      nesting: nesting_mode.toUpperCase(),
      ...items,
    })),
    description,
    deprecated,
  };
}

function attributeMessages(attributes: Record<string, Attribute> = {}): object[] {
  return Object.entries(attributes).map(([name, { type, nested_type, ...flags }]) => ({
    name,
    type: type && Buffer.from(JSON.stringify(type)),
    nested_type: nested_type && {
      attributes: attributeMessages(nested_type.attributes),
      nesting: nested_type.nesting_mode.toUpperCase(),
    },
    ...flags,
  }));
}

function mapValues<From, To>(record: Record<string, From> = {}, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}
