import type { SchemaDocument } from "./schema.cjs";

export function schemaChanges(before: SchemaDocument, after: SchemaDocument, address: string): string[];
