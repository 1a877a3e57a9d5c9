import { PowerState } from "../../../lib/deployment/enums";
import type { DeploymentModel, DeploymentView, PlatformView } from "../../../lib/deployment/model";
import { LabAuthority, labFor, type Lab, type ManagementNodeSpec } from "../../../lib/lab";
import { SimulatedManagementNode } from "../../../lib/lab/infinity/management-node";
import { ManualClock } from "../../../lib/lab/world/clock";
import { Faults } from "../../../lib/lab/world/faults";
import { Journal } from "../../../lib/lab/world/journal";
import { actualHosts, expectedHosts } from "./world-hosts";
import { actualConfiguration, expectedConfiguration } from "./world-platform";

/**
 * The simulated world and the deployment model are the same: nothing is missing, and nothing is there that the model does not explain.
 *
 * @param more objects on the Management Node that stand in no model: those of generated classes, by collection
 */
export async function expectWorld(lab: Lab, view: DeploymentView, more: ReturnType<typeof actualConfiguration> = {}): Promise<void> {
  await lab.until(() => isAtRest(lab, view));
  const { hosts, managementNodes, conferencingNodes } = lab.dump();
  expect(actualHosts(hosts)).toEqual(expectedHosts(view));
  expect(byName(conferencingNodes)).toEqual(byName(view.platforms.flatMap(expectedNodes)));
  expect(managementNodes.map(({ name }) => name)).toEqual(view.managementNodes.map(({ fqdn }) => fqdn));
  for (const platform of view.platforms) {
    const { fqdn, infinityVersion } = platform.managementNode;
    const manager = managementNodes.find(({ name }) => name === fqdn)!;
    expect({ ...manager, nodes: byName(manager.nodes), configuration: actualConfiguration(manager) }).toEqual({
      name: fqdn,
      version: infinityVersion,
      state: "answering",
      nodes: byName(platform.nodes.map((node) => ({ name: node.name, syncStatus: isOn(node, platform) ? "SYNCED" : "OUT_OF_SYNC" }))),
      configuration: { ...expectedConfiguration(platform, await afterWizard(view.model, fqdn)), ...more },
    });
  }
}

/** What starts and replicates by itself has done so. */
function isAtRest(lab: Lab, { platforms }: DeploymentView): boolean {
  const states = platforms.flatMap(({ managementNode, nodes }) => nodes.map(({ name }) => lab.managementNode(managementNode.fqdn).nodeState(name)?.syncStatus));
  return !states.includes("SYNCING") && lab.conferencingNodes.every(({ state }) => state !== "restarting");
}

type Node = PlatformView["nodes"][number];

/** In runbook mode a VM whose power Terraform does not manage is made, and left off. */
function isOn({ machine }: Node, { managementNode }: PlatformView): boolean {
  return machine === undefined || machine.powerState === PowerState.RUNNING || managementNode.mode === "api";
}

/** Who each node is. One that was never on is nobody that the lab knows. */
function expectedNodes(platform: PlatformView): readonly { readonly name: string }[] {
  return platform.nodes
    .filter((node) => isOn(node, platform))
    .map(({ name, fqdn, address, secondaryAddress }) => ({
      name,
      version: platform.managementNode.infinityVersion,
      state: "running",
      fqdn,
      address,
      ...(secondaryAddress === undefined ? {} : { secondaryAddress }),
      configured: true,
      participants: [],
    }));
}

/** What the installation wizard alone makes of the answers that are in the runbook. */
export async function afterWizard(model: DeploymentModel, fqdn: string): Promise<ReturnType<typeof actualConfiguration>> {
  const spec = labFor(model).managementNodes!.find((one: ManagementNodeSpec) => one.fqdn === fqdn)!;
  const authority = await LabAuthority.create();
  const clock = new ManualClock();
  const manager = new SimulatedManagementNode({ name: fqdn, version: "40", clock, journal: new Journal(clock), faults: new Faults(), selfSign: (names) => authority.selfSigned(names) });
  manager.start();
  expect(manager.finishWizard(spec.answers!)).toBeUndefined();
  return actualConfiguration(manager.dump());
}

const byName = <T extends { readonly name: string }>(all: readonly T[]): Readonly<Record<string, T>> => Object.fromEntries(all.map((one) => [one.name, one]));
