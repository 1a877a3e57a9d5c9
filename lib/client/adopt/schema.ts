/** An attribute as the provider's schema has it (`terraform providers schema -json`). */
export interface AttributeSchema {
  readonly type?: unknown;
  readonly nested_type?: { readonly attributes: Readonly<Record<string, AttributeSchema>> };
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

export type ResourceSchema = Readonly<Record<string, AttributeSchema>>;
