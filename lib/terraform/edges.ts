import type { TerraformResource } from "cdktf";

/** Dependencies that are written as plain strings when the stack is rendered. */
export interface LateEdges {
  readonly dependsOn?: readonly string[];
  readonly replaceTriggeredBy?: readonly string[];
}

/**
 * `hyperv_vhd.oslo-1_Disk-hv1`: the only form that `replace_triggered_by` takes. Read it late: it freezes the
 * logical id, and an `overrideLogicalId` after that would be lost silently.
 */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/**
 * Adds edges that are computed each time the resource is rendered. What its user put into `dependsOn` or `lifecycle`
 * stays, and so does a logical id that was overridden after construction.
 */
export function addLateEdges(resource: TerraformResource, edges: () => LateEdges): void {
  const inherited = metaArgumentsOf(resource);
  Object.defineProperty(resource, "terraformMetaArguments", {
    configurable: true,
    get(this: TerraformResource): Record<string, unknown> {
      const own = inherited.call(this);
      const { dependsOn = [], replaceTriggeredBy = [] } = edges();
      const lifecycle = (own.lifecycle ?? {}) as { readonly replaceTriggeredBy?: readonly unknown[] };
      return {
        ...own,
        ...(dependsOn.length === 0 ? {} : { dependsOn: [...((own.dependsOn as readonly string[] | undefined) ?? []), ...dependsOn] }),
        ...(replaceTriggeredBy.length === 0 ? {} : { lifecycle: { ...lifecycle, replaceTriggeredBy: [...(lifecycle.replaceTriggeredBy ?? []), ...replaceTriggeredBy] } }),
      };
    },
  });
}

function metaArgumentsOf(resource: TerraformResource): (this: TerraformResource) => Record<string, unknown> {
  for (let at: object | null = resource; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const getter = Object.getOwnPropertyDescriptor(at, "terraformMetaArguments")?.get;
    if (getter !== undefined) return getter as (this: TerraformResource) => Record<string, unknown>;
  }
  throw new Error("TerraformResource has no terraformMetaArguments in this version of cdktf");
}
