import schemas from "../../../lib/bindings/pexip/schema.json";

interface Block {
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const [provider] = Object.values(schemas.provider_schemas) as unknown as readonly { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }[];

/** The attributes of a resource of the official provider. */
export const readSchema = (type: string): readonly string[] => Object.keys(provider.resource_schemas[type].block.attributes ?? {});
