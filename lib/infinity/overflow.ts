import type { PexipInfinitySystemLocation } from "@cdktf/provider-pexip/lib/pexip-infinity-system-location";
import { type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { SystemLocationRecord } from "../deployment/system-location";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { Registry } from "../terraform/registry";
import { StackScope } from "../terraform/stack-scope";
import { runLocally, TerraformData } from "../terraform/terraform-data";
import type { PlatformConnection } from "./platform-connection";

/** Attributes of pexip_infinity_system_location. */
export type OverflowAttribute = "overflow_location1" | "overflow_location2";

/** Does `to` already lead to `from`, so that an edge back would close a circle? Edges that are steps count too: one of a circle is enough. */
export function closesCircle(locations: readonly SystemLocationRecord[], from: SystemLocationRecord, to: SystemLocationRecord): boolean {
  const byPath = new Map(locations.map((location) => [location.path, location]));
  const seen = new Set<string>();
  const pending = [to.path];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (path === from.path) return true;
    if (seen.has(path)) continue;
    seen.add(path);
    const location = byPath.get(path);
    for (const next of [location?.transcodingLocation, location?.primaryOverflowLocation, location?.secondaryOverflowLocation]) {
      if (next !== undefined) pending.push(next);
    }
  }
  return false;
}

/**
 * The edge that closes a circle, written after both locations exist and taken back before either is destroyed. The attribute is left alone by the location itself.
 * The half that takes it back can only use what it carries, so its password comes from the environment of the run.
 */
export function createOverflowStep(location: Construct, resource: PexipInfinitySystemLocation, attribute: OverflowAttribute, to: string, connection: PlatformConnection): void {
  resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...((resource.lifecycle?.ignoreChanges as string[] | undefined) ?? []), attribute] };
  const from = lateId(resource);
  const step = new TerraformData(location, attribute === "overflow_location1" ? "PrimaryOverflow" : "SecondaryOverflow", { triggersReplace: [from, to], input: { from, to } });
  const { variableName } = connection.password;
  const line = (target: string): string =>
    [
      connection.command("set-overflow", ["--manager", connection.target, "--username", connection.record.api!.username, ...connection.tlsOptions(), ...(variableName === undefined ? [] : ["--password-variable", variableName]), "--attribute", attribute]),
      "--from ${self.input.from}",
      `--to ${target}`,
    ].join(" ");
  const environment = variableName === undefined ? { PEXIP_PASSWORD: StackScope.of(TerraformStack.of(location)).expressionOf(connection.password) } : undefined;
  runLocally(step, [
    { command: line("${self.input.to}"), environment },
    // without a password in the environment it cannot be taken back; then the Management Node decides
    { command: line("none"), when: "destroy", onFailure: variableName === undefined ? "continue" : undefined },
  ]);
  behindSettings(step, location, connection.record.path);
}

/**
 * Written after the settings of the Management Node, and so taken back before these are destroyed: that takes its certificate away, and nothing that verifies
 * certificates reaches it any more. Source: pexip/infinity 40.0.0, resource_infinity_management_vm.go (Delete sends null), tried with the real provider.
 */
function behindSettings(step: TerraformData, location: Construct, managementNode: string): void {
  const stack = TerraformStack.of(location).node.path;
  const settings = () => Registry.of(location).servicesIn(stack, "managementNodeSettings", managementNode);
  addLateEdges(step, () => ({ dependsOn: settings().flatMap(({ node }) => (node.defaultChild === undefined ? [] : [addressOf(node.defaultChild as TerraformResource)])) }));
}
