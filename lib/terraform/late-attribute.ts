import { Lazy, type TerraformResource } from "cdktf";

/**
 * The `id` of a resource, read when it is rendered: reading it earlier freezes the logical id. One token serves all that refer to it,
 * from other stacks too.
 */
export function lateId(resource: TerraformResource): string {
  let id: string | undefined;
  return Lazy.stringValue({ produce: () => (id ??= resource.getStringAttribute("id")) });
}
