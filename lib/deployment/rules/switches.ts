import { WindowsServer } from "../enums";
import type { ManagedSwitchRecord } from "../external-switch";
import type { HostRecord } from "../host";
import { adaptersOf, type DeploymentView } from "../model";
import type { Rule } from "./rule";
import { claim } from "./unique";

/** Every switch that Terraform makes, with its host. */
function* managedSwitches(view: DeploymentView): Iterable<{ readonly one: ManagedSwitchRecord; readonly host: HostRecord }> {
  for (const host of view.hosts) {
    for (const one of view.switchesOn(host)) if (one.origin === "managed") yield { one, host };
  }
}

const sameName = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();

const adapterInTwoSwitches: Rule = {
  id: "PXH060",
  severity: "error",
  title: "An adapter belongs to one switch.",
  why: "Windows binds an adapter to one external switch only: the second switch cannot be made.",
  source: 'guide page 4; Microsoft Learn, "Create and configure a virtual switch with Hyper-V"',
  *check(view) {
    const taken = new Map<string, ManagedSwitchRecord>();
    for (const { one, host } of managedSwitches(view)) {
      for (const adapter of one.netAdapterNames) {
        const first = claim(taken, `${host.path}\n${adapter.toLowerCase()}`, one);
        if (first !== undefined && first !== one) {
          yield { path: one.path, key: "netAdapterNames", message: `netAdapterNames ${adapter} on ${host.id} is already bound to ${first.path}; give another adapter, or use that switch with a VLAN` };
        }
      }
    }
  },
};

const adapterTwice: Rule = {
  id: "PXH061",
  severity: "error",
  title: "A switch names each adapter once.",
  why: "A team of one adapter with itself cannot be made.",
  source: 'Microsoft Learn, "New-VMSwitch"',
  *check(view) {
    for (const { one } of managedSwitches(view)) {
      const seen = new Set<string>();
      for (const adapter of one.netAdapterNames) {
        if (seen.has(adapter.toLowerCase())) yield { path: one.path, key: "netAdapterNames", message: `netAdapterNames has ${adapter} twice; name it once` };
        seen.add(adapter.toLowerCase());
      }
    }
  },
};

const adapterOnHost: Rule = {
  id: "PXH062",
  severity: "error",
  title: "A switch is bound to adapters that its host has.",
  why: "Virtual Switch Manager shows descriptions, Terraform needs names: a description fails in the middle of the apply.",
  source: "Microsoft Learn, Get-NetAdapter",
  *check(view) {
    for (const { one, host } of managedSwitches(view)) {
      for (const adapter of new Set(one.netAdapterNames)) {
        if (host.networkAdapters === undefined || host.networkAdapters.some((name) => sameName(name, adapter))) continue;
        yield { path: one.path, key: "netAdapterNames", message: `netAdapterNames ${adapter} is not an adapter of ${host.id} (${host.networkAdapters.join(", ")}); give a name that Get-NetAdapter shows there` };
      }
    }
  },
};

const switchNames: Rule = {
  id: "PXH063",
  severity: "error",
  title: "Switches of one host have names of their own.",
  why: "The provider finds a switch by its name, and refuses a second one.",
  source: "taliesins/hyperv 1.2.1, hyperv_network_switch",
  *check(view) {
    const taken = new Map<string, ManagedSwitchRecord>();
    for (const { one, host } of managedSwitches(view)) {
      const first = claim(taken, `${host.path}\n${one.switchName.toLowerCase()}`, one);
      if (first !== undefined) yield { path: one.path, key: "switchName", message: `switchName ${one.switchName} is already the name of ${first.path} on ${host.id}; every switch of a host needs its own` };
    }
  },
};

const cutOff: Rule = {
  id: "PXH064",
  severity: "error",
  title: "A switch on the management adapter leaves it to the host too.",
  why: "Without allowManagementOs the host loses its address in the middle of the apply, and Terraform its connection.",
  source: 'Microsoft Learn, "New-VMSwitch" (AllowManagementOS)',
  *check(view) {
    for (const { one, host } of managedSwitches(view)) {
      const adapter = one.allowManagementOs ? undefined : one.netAdapterNames.find((name) => sameName(name, host.managementAdapter));
      if (adapter === undefined) continue;
      yield { path: one.path, key: "allowManagementOs", message: `allowManagementOs false cuts ${host.id} off: ${adapter} is its management adapter; set it to true, or give another adapter` };
    }
  },
};

const managementAdapter: Rule = {
  id: "PXH065",
  severity: "warning",
  title: "A switch has an adapter of its own, apart from management.",
  why: "WinRM drops while the host's address moves from the adapter to the switch, and the apply may have to be repeated.",
  source: 'Microsoft Learn, "Create and configure a virtual switch with Hyper-V"',
  *check(view) {
    for (const { one, host } of managedSwitches(view)) {
      const adapter = one.allowManagementOs ? one.netAdapterNames.find((name) => sameName(name, host.managementAdapter)) : undefined;
      if (adapter === undefined) continue;
      yield { path: one.path, key: "netAdapterNames", message: `netAdapterNames ${adapter} is the management adapter of ${host.id}: WinRM drops while its address moves to the switch; give another adapter, or be ready to apply twice` };
    }
  },
};

const lbfoTeam: Rule = {
  id: "PXH066",
  severity: "warning",
  title: "No switch is bound to an LBFO team on Server 2022 or later.",
  why: "Server 2022 and later refuse such a switch; embedded teaming takes the adapters themselves.",
  source: 'Microsoft Learn, "Features removed or no longer developed starting with Windows Server 2022" (LBFO and Hyper-V vSwitch)',
  *check(view) {
    for (const { one, host } of managedSwitches(view)) {
      if (host.windowsServer !== WindowsServer.V2022 && host.windowsServer !== WindowsServer.V2025) continue;
      const team = one.netAdapterNames.find((name) => /\bteam|lbfo/i.test(name));
      if (team === undefined) continue;
      yield { path: one.path, key: "netAdapterNames", message: `netAdapterNames ${team} looks like an LBFO team, which Windows Server ${host.windowsServer} on ${host.id} does not bind; give the team's adapters one by one` };
    }
  },
};

const secondarySwitchHost: Rule = {
  id: "PXH067",
  severity: "error",
  title: "Both switches of a node are on its host.",
  why: "A VM cannot be connected to another host's switch.",
  source: "guide page 4",
  *check(view) {
    for (const { node, machine } of view.machines) {
      if (machine.secondary === undefined) continue;
      const other = view.externalSwitch(machine.secondary.switch);
      if (other.host === machine.host) continue;
      yield { path: node.path, key: "secondarySwitch", message: `secondarySwitch ${other.path} is on ${view.host(other.host).id}, and the node is on ${view.host(machine.host).id}; give a switch of ${view.host(machine.host).id}` };
    }
  },
};

/** Source: IEEE 802.1Q, clause 9.6 (0 and 4095 are reserved). */
const LAST_VLAN = 4094;

const vlanRange: Rule = {
  id: "PXH068",
  severity: "error",
  title: "A VLAN is 1 to 4094.",
  why: "Hyper-V takes no other number for an access VLAN.",
  source: "IEEE 802.1Q clause 9.6; Microsoft Learn, Set-VMNetworkAdapterVlan",
  *check(view) {
    for (const { node, machine } of view.machines) {
      for (const [index, { vlanId }] of adaptersOf(machine).entries()) {
        const key = index === 0 ? "vlanId" : "secondaryVlanId";
        if (vlanId !== undefined && (vlanId < 1 || vlanId > LAST_VLAN)) yield { path: node.path, key, message: `${key} ${vlanId} is out of range; a VLAN is 1 to ${LAST_VLAN}, leave it out for untagged` };
      }
    }
  },
};

export const switchRules: readonly Rule[] = [adapterInTwoSwitches, adapterTwice, adapterOnHost, switchNames, cutOff, managementAdapter, lbfoTeam, secondarySwitchHost, vlanRange];
