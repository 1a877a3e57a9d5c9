import { formatMac, isHypervDynamicMac, isMulticastMac, normalizeMac } from "../../validation/mac";
import type { AdapterRecord } from "../machine";
import { adaptersOf, type DeploymentView, type MachineOf } from "../model";
import type { Rule } from "./rule";
import { claim } from "./unique";

interface Nic {
  readonly node: MachineOf["node"];
  readonly adapter: AdapterRecord;
  readonly key: "macAddress" | "secondaryMacAddress";
}

function* nics(view: DeploymentView): Iterable<Nic> {
  for (const { node, machine } of view.machines) {
    for (const [index, adapter] of adaptersOf(machine).entries()) yield { node, adapter, key: index === 0 ? "macAddress" : "secondaryMacAddress" };
  }
}

const isMac = (text: string): boolean => normalizeMac(text) !== undefined;

const macShape: Rule = {
  id: "PXH080",
  severity: "error",
  title: "A MAC address is 12 hexadecimal digits.",
  why: "Hyper-V takes no other.",
  source: 'Microsoft Learn, "Set-VMNetworkAdapter" (StaticMacAddress)',
  *check(view) {
    for (const { node, adapter, key } of nics(view)) {
      if (!isMac(adapter.macAddress)) yield { path: node.path, key, message: `${key} ${adapter.macAddress} is no MAC address; give 12 hexadecimal digits, such as 02:8C:11:22:33:6A, or leave it out` };
    }
  },
};

const macUsable: Rule = {
  id: "PXH081",
  severity: "error",
  title: "A MAC address belongs to one adapter: it is neither multicast nor zero.",
  why: "Hyper-V refuses a group's address, and zero means none.",
  source: "IEEE 802-2014 section 8.2",
  *check(view) {
    for (const { node, adapter, key } of nics(view)) {
      if (!isMac(adapter.macAddress)) continue;
      const problem = /^0+$/.test(adapter.macAddress) ? "is all zero" : isMulticastMac(adapter.macAddress) ? "is a multicast address (its first byte is odd)" : undefined;
      if (problem !== undefined) yield { path: node.path, key, message: `${key} ${formatMac(adapter.macAddress)} ${problem}; give one that begins with 02, or leave it out` };
    }
  },
};

const uniqueMacs: Rule = {
  id: "PXH082",
  severity: "error",
  title: "Every adapter has a MAC address of its own.",
  why: "Two adapters with one address take each other's traffic; licences are bound to the address.",
  source: "guide page 4",
  *check(view) {
    const taken = new Map<string, Nic>();
    for (const nic of nics(view)) {
      const { node, adapter, key } = nic;
      if (!isMac(adapter.macAddress)) continue;
      const first = claim(taken, adapter.macAddress, nic);
      if (first === undefined || sameFqdn(first, nic)) continue;
      const other = first.node === node ? "the node's primary interface" : first.node.path;
      yield { path: node.path, key, message: `${key} ${formatMac(adapter.macAddress)} is already used by ${other}; every adapter needs its own` };
    }
  },
};

/** Both derived from one FQDN in one platform: PXH051 says what is to change. */
function sameFqdn(a: Nic, b: Nic): boolean {
  return a.adapter.macOrigin === "derived" && b.adapter.macOrigin === "derived" && platformOf(a) === platformOf(b);
}

function platformOf({ node }: Nic): string {
  return node.kind === "managementNode" ? node.path : node.managementNode;
}

const dynamicRange: Rule = {
  id: "PXH083",
  severity: "warning",
  title: "A MAC address is outside of Hyper-V's dynamic range.",
  why: "A host hands out addresses from 00-15-5D by itself, and one day this one.",
  source: 'Microsoft Learn, "Default limit of 256 dynamic MAC addresses"',
  *check(view) {
    for (const { node, adapter, key } of nics(view)) {
      if (isMac(adapter.macAddress) && isHypervDynamicMac(adapter.macAddress)) {
        yield { path: node.path, key, message: `${key} ${formatMac(adapter.macAddress)} is in the range that hosts hand out (00:15:5D); give one that begins with 02, or leave it out` };
      }
    }
  },
};

export const macRules: readonly Rule[] = [macShape, macUsable, uniqueMacs, dynamicRange];
