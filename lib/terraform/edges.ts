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
  // edges may be added twice, so what the getter gave so far is kept: the resource's own, or its class's
  const own = Object.getOwnPropertyDescriptor(resource, "terraformMetaArguments");
  const before = own === undefined ? (Object.getPrototypeOf(resource) as object) : (Object.create(null, { terraformMetaArguments: own }) as object);
  Object.defineProperty(resource, "terraformMetaArguments", {
    configurable: true,
    get(this: TerraformResource): Record<string, unknown> {
      const given = Reflect.get(before, "terraformMetaArguments", this) as Record<string, unknown>;
      const { dependsOn = [], replaceTriggeredBy = [] } = edges();
      const lifecycle = (given.lifecycle ?? {}) as { readonly replaceTriggeredBy?: readonly unknown[] };
      return {
        ...given,
        ...(dependsOn.length === 0 ? {} : { dependsOn: [...((given.dependsOn as readonly string[] | undefined) ?? []), ...dependsOn] }),
        ...(replaceTriggeredBy.length === 0 ? {} : { lifecycle: { ...lifecycle, replaceTriggeredBy: [...(lifecycle.replaceTriggeredBy ?? []), ...replaceTriggeredBy] } }),
      };
    },
  });
}
