import { Lazy, type TerraformResource } from "cdktf";

/**
 * The `id` of a resource, read when it is rendered: reading it earlier freezes the logical id. One token serves all that refer to it,
 * from other stacks too.
 */
export function lateId(resource: TerraformResource): string {
  return lateAttribute(resource, "id");
}

/** The same of another attribute that is text. */
export function lateAttribute(resource: TerraformResource, attribute: string): string {
  let value: string | undefined;
  return Lazy.stringValue({ produce: () => (value ??= resource.getStringAttribute(attribute)) });
}
