import { testWithTerraform } from "../../support/test-with-terraform";
import type { Definition } from "./definition";
import { Scene } from "./scene";

/** Where the nodes' disks are copied from: a generic one of v40. */
export const NODE_TEMPLATE = "D:\\node.vhd";

/**
 * Three nodes on two hosts, under a Management Node that is there already: all of it one stack, `platform`, in api mode.
 * Nothing is protected but what a test protects.
 */
export function estate(definition: Definition): void {
  const node = { ...definition.conferencingNodes["oslo-1"], vcpus: 4, templateDisk: NODE_TEMPLATE };
  // what DHCP gives to a MAC address stays what it is, whatever the node is called later
  const fresh = (number: number): Definition => ({ macAddress: `02-50-58-00-00-1${number}`, bootstrapAddress: `10.44.0.21${number}` });
  definition.hosts = { hv1: { ...definition.hosts.hv1, vmDirectory: "D:\\VMs" } };
  definition.hosts.hv2 = { ...definition.hosts.hv1, address: "hv2.oslo.example.com" };
  definition.switches = {
    lan1: { host: "hv1", netAdapterNames: ["Ethernet 1"], deletionProtection: false },
    lan2: { host: "hv2", netAdapterNames: ["Ethernet 1"], deletionProtection: false },
  };
  definition.managementNode = { existing: true, api: {}, address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: "40" };
  definition.locations.oslo = { name: "Oslo", dnsServers: ["10.44.0.53"], ntpServers: ["ntp1.example.com"] };
  // one node behind NAT beside others is a step of a test, and none of an operator
  definition.accept = [{ rule: "PXH120", at: "locations.oslo", reason: "a rehearsal" }];
  definition.conferencingNodes = {
    "oslo-1": { ...node, ...fresh(1), externalSwitch: "lan1" },
    "oslo-2": { ...node, ...fresh(2), externalSwitch: "lan1", hostname: "oslo-2", address: "10.44.0.12", sipTlsFqdn: "oslo-2.example.com" },
    "oslo-3": { ...node, ...fresh(3), externalSwitch: "lan2", hostname: "oslo-3", address: "10.44.0.13", sipTlsFqdn: "oslo-3.example.com" },
  };
}

/** The same with one node, and nothing on the second host. */
export function oneNode(definition: Definition): void {
  estate(definition);
  delete definition.conferencingNodes["oslo-2"];
  delete definition.conferencingNodes["oslo-3"];
}

export interface EstateOptions {
  /** @default estate */
  readonly edit?: (definition: Definition) => void;
  /** Changes to come whose names, addresses and templates the lab must know from the beginning. @default - none */
  readonly later?: readonly ((definition: Definition) => void)[];
}

/** A test on an estate that is installed; skipped, with a word about it, where there is no Terraform. */
export function onEstate(title: string, body: (scene: Scene) => Promise<void>, options: EstateOptions = {}): void {
  onBareEstate(title, async (scene) => {
    await scene.rehearsal.install();
    await body(scene);
  }, options);
}

/** A test on an estate of which nothing is built yet. */
export function onBareEstate(title: string, body: (scene: Scene) => Promise<void>, { edit = estate, later = [] }: EstateOptions = {}): void {
  const inScene = async (): Promise<void> => {
    const scene = new Scene("single-host");
    try {
      edit(scene.definition);
      await scene.begin({ others: later.map((change) => scene.modelWith(change)) });
      await body(scene);
    } finally {
      await scene.end();
    }
  };
  testWithTerraform(title, inScene);
}

const diskOf = (name: string): string => `D:\\VMs\\${name}\\${name}.vhd`;

/** What is written in the lab's journal when a node of the estate is made, changed and removed; lines as `rollOut` gives them. */
export const events = {
  vmRemoved: (name: string, host = "hv1") => [`${host}: shut the VM ${name} down`, `${host}: removed the VM ${name}`],
  diskRemoved: (name: string, host = "hv1") => [`${host}: removed ${diskOf(name)}`],
  diskCopied: (name: string, { host = "hv1", from = NODE_TEMPLATE } = {}) => [`${host}: copied ${from} to ${diskOf(name)}`],
  vmMade: (name: string, host = "hv1", adapters: readonly string[] = ["Primary on Pexip External"]) => [
    `${host}: made the VM ${name}`,
    `${host}: set the processor of the VM ${name}`,
    ...adapters.map((adapter) => `${host}: gave the VM ${name} the network adapter ${adapter}`),
    `${host}: attached ${diskOf(name)} to the VM ${name} at IDE 0:0`,
    `${host}: switched the VM ${name} on`,
  ],
  entryRemoved: ["manager: removed worker_vm"],
  entered: (name: string) => ["manager: made worker_vm", `${name}: took the configuration of ${name}`],
  /** In place, around which the VM is off. */
  powerCycled: (name: string, changes: readonly string[], host = "hv1") => [`${host}: shut the VM ${name} down`, ...changes.map((change) => `${host}: ${change}`), `${host}: switched the VM ${name} on`],
};

/** A node that is made anew as a whole. */
export function redeployed(name: string, host = "hv1"): readonly string[] {
  return [...events.entryRemoved, ...events.vmRemoved(name, host), ...events.diskRemoved(name, host), ...events.diskCopied(name, { host }), ...events.vmMade(name, host), ...events.entered(name)];
}

/** Words of Terraform for what a plan does. */
export const REPLACED = {
  byTrigger: "delete,create replace_by_triggers",
  becauseChanged: "delete,create replace_because_cannot_update",
  becauseTainted: "delete,create replace_because_tainted",
};

/** The five resources of a node that is redeployed. */
export function redeployment(name: string, host = "hv1"): Readonly<Record<string, string>> {
  return {
    [`${name} Identity`]: REPLACED.becauseChanged,
    [`${name} Disk-${host}`]: REPLACED.byTrigger,
    [`${name} Vm-${host}`]: REPLACED.byTrigger,
    [`${name} NodeEntry`]: REPLACED.byTrigger,
    [`${name} Synced`]: REPLACED.becauseChanged,
  };
}
