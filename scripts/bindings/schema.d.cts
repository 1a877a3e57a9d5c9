export interface SchemaDocument {
  readonly format_version?: string;
  readonly provider_schemas: { readonly [address: string]: ProviderSchema };
}

export interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas: { readonly [type: string]: Schema };
  readonly data_source_schemas: { readonly [type: string]: Schema };
}

export interface Schema {
  readonly version?: number;
  readonly block: Block;
}

export interface Block {
  readonly deprecated?: true;
  readonly attributes?: { readonly [name: string]: Attribute };
  readonly block_types?: { readonly [name: string]: BlockType };
}

export interface Nesting {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface BlockType extends Nesting {
  readonly block: Block;
}

/** Either `type` or `nested_type` is there. */
export interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: Nesting & { readonly attributes?: { readonly [name: string]: Attribute } };
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly write_only?: true;
  readonly deprecated?: true;
}

export class SchemaError extends Error {}
export function readProvider(document: unknown, address: string): { schema: SchemaDocument; leftOut: string[] };
export function formatSchema(value: unknown): string;
