import type { Scene } from "./scene";

/** By resource, without the hash of its name: what happens to it as a whole (`create`), or the attributes that an update changes (`network_adaptors.0.vlan_id`). */
export type Drift = Readonly<Record<string, string | readonly string[]>>;

/** What Terraform would do now, attribute by attribute. */
export async function driftIn(scene: Scene, stack = "platform"): Promise<Drift> {
  const plan = (await scene.rehearsal.show(stack, await scene.rehearsal.plan(stack))) as { readonly resource_changes: readonly Change[] };
  return Object.fromEntries(
    plan.resource_changes.flatMap(({ address, change }) => {
      const actions = change.actions.join();
      return actions === "no-op" ? [] : [[nameOf(address), actions === "update" ? differences(change.before, change.after, change.after_unknown) : actions] as const];
    }),
  );
}

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly before: unknown; readonly after: unknown; readonly after_unknown: unknown };
}

/** What stays unknown until the apply is left out: nobody changed that. */
function differences(before: unknown, after: unknown, unknown: unknown, path = ""): readonly string[] {
  if (unknown === true || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isTree(before) || !isTree(after)) return [path];
  const below = isTree(unknown) ? unknown : {};
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((key) => differences(before[key], after[key], below[key], path === "" ? key : `${path}.${key}`));
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** `hyperv_machine_instance.oslo-1_Vm-hv1_0A1B2C3D` is `oslo-1 Vm-hv1`. */
const nameOf = (address: string): string => address.split(".").at(-1)!.replace(/_[0-9A-F]{8}$/, "").replace(/^cdktf-pexip-hyperv_/, "").replaceAll("_", " ");
