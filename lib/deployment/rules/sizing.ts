import { logicalProcessorsOf, socketCapacity } from "../host";
import { MOST_DEFAULT_VCPUS } from "../conferencing-node";
import type { HostRecord } from "../host";
import { hasSoundFacts } from "./hosts";
import type { Rule } from "./rule";

/** A generation-1 VM has at most 64 vCPUs. Source: Microsoft Learn, "Plan for Hyper-V scalability", all versions. */
export const MOST_VCPUS = 64;
/** Source: Pexip worker_vm schema (2-128; the upper end is out of reach on Hyper-V generation 1). */
const FEWEST_VCPUS = 2;

/** `16 physical cores`, or `32 threads` with NUMA affinity. */
const capacityText = (host: HostRecord, sockets: number): string => `${sockets * socketCapacity(host)} ${host.numaAffinity ? "threads" : "physical cores"}`;

const vcpuRange: Rule = {
  id: "PXH010",
  severity: "error",
  title: "A node has 2 to 64 vCPUs.",
  why: "Pexip Infinity takes no node below two vCPUs, and Hyper-V gives a generation-1 VM at most 64.",
  source: 'Pexip worker_vm schema (2-128); Microsoft Learn, "Plan for Hyper-V scalability" (64 for generation 1)',
  *check(view) {
    for (const { node, machine } of view.machines) {
      if (machine.vcpus < FEWEST_VCPUS || machine.vcpus > MOST_VCPUS) {
        yield { path: node.path, key: "vcpus", message: `vcpus ${machine.vcpus} is out of range; a node has ${FEWEST_VCPUS} to ${MOST_VCPUS}` };
      }
    }
  },
};

const vcpusOfHost: Rule = {
  id: "PXH011",
  severity: "error",
  title: "A VM has no more vCPUs than its host has logical processors.",
  why: "Hyper-V refuses to start it.",
  source: 'Microsoft Learn, "Plan for Hyper-V scalability"',
  *check(view) {
    for (const { node, machine } of view.machines) {
      const host = view.host(machine.host);
      const most = logicalProcessorsOf(host);
      if (hasSoundFacts(host) && machine.vcpus > most) yield { path: node.path, key: "vcpus", message: `vcpus ${machine.vcpus} is more than the ${most} logical processors of ${host.id}; lower it` };
    }
  },
};

const vcpusOfOneSocket: Rule = {
  id: "PXH012",
  severity: "refusal",
  title: "A Conferencing Node has no more vCPUs than one socket has physical cores.",
  why: "A node that spans two NUMA nodes loses performance, and vCPUs beyond the physical cores bring no capacity.",
  source: 'guide page 12; docs.pexip.com, "Achieving high density deployments with NUMA"',
  *check(view) {
    for (const node of view.nodes) {
      if (node.machine === undefined) continue;
      const host = view.host(node.machine.host);
      const most = socketCapacity(host);
      if (node.machine.vcpus <= most || !hasSoundFacts(host) || node.machine.vcpus > logicalProcessorsOf(host)) continue;
      yield {
        path: node.path,
        key: "vcpus",
        message: host.numaAffinity
          ? `vcpus ${node.machine.vcpus} is more than the ${most} threads of one socket of ${host.id}; lower it to ${most}, or accept it with a reason`
          : `vcpus ${node.machine.vcpus} is more than the ${most} physical cores of one socket of ${host.id}; lower it to ${most}, or turn NUMA affinity on (Datacenter edition), or accept it with a reason`,
      };
    }
  },
};

const vcpusTogether: Rule = {
  id: "PXH013",
  severity: "refusal",
  title: "The VMs of a host have no more vCPUs together than it has physical cores.",
  why: "Nodes that share cores lose media when both are busy, however idle the rest of the host is.",
  source: 'guide page 12; docs.pexip.com, "Server design guidelines"',
  *check(view) {
    for (const host of view.hosts) {
      const machines = view.machinesOn(host);
      if (machines.length === 0 || !hasSoundFacts(host)) continue;
      const promised = machines.reduce((sum, { machine }) => sum + machine.vcpus, 0);
      if (promised + host.reservedVcpus <= host.sockets * socketCapacity(host)) continue;
      const reserved = host.reservedVcpus === 0 ? "" : ` and ${host.reservedVcpus} reserved`;
      yield { path: host.path, message: `${promised} vCPUs of ${counted(machines.length, "VM")}${reserved} are more than the ${capacityText(host, host.sockets)} of ${host.id}; make a node smaller or move it to another host, or accept it with a reason` };
    }
  },
};

const packing: Rule = {
  id: "PXH014",
  severity: "warning",
  title: "The VMs of a host fit into its sockets one by one.",
  why: "Where they do not, Hyper-V spreads one of them over two sockets, which costs performance.",
  source: 'docs.pexip.com, "Achieving high density deployments with NUMA"',
  *check(view) {
    for (const host of view.hosts) {
      if (!hasSoundFacts(host)) continue;
      const machines = view.machinesOn(host);
      const sizes = machines.map(({ machine }) => machine.vcpus).sort((a, b) => b - a);
      const capacity = socketCapacity(host);
      const total = sizes.reduce((sum, size) => sum + size, host.reservedVcpus);
      // said by PXH010, PXH012 and PXH013
      if (total > host.sockets * capacity || sizes.some((size) => size < FEWEST_VCPUS || size > MOST_VCPUS)) continue;
      if (machines.some(({ node, machine }) => node.kind === "conferencingNode" && machine.vcpus > capacity) || fits(sizes, host.sockets, capacity)) continue;
      const shown = sizes.length > 8 ? [...sizes.slice(0, 8), "..."] : sizes;
      yield {
        path: host.path,
        message: `VMs with ${shown.join(", ")} vCPUs do not fit into ${counted(host.sockets, "socket")} of ${capacityText(host, 1)} on ${host.id} without one spanning two; change a size or move a VM to another host`,
      };
    }
  },
};

/** First fit, largest first; exact where there are two sockets. What is reserved is spread: it fits whenever the sum does. */
function fits(sizes: readonly number[], sockets: number, capacity: number): boolean {
  const free: number[] = new Array<number>(Math.min(sockets, sizes.length)).fill(capacity);
  for (const size of sizes) {
    const socket = free.findIndex((left) => left >= size);
    if (socket < 0) return sockets === 2 && size <= capacity && splits(sizes, capacity);
    free[socket] -= size;
  }
  return true;
}

/** Can these be divided between two sockets? Bit n of `sums`: some of them have n vCPUs together. */
function splits(sizes: readonly number[], capacity: number): boolean {
  const sums = sizes.reduce((bits, size) => bits | (bits << BigInt(size)), 1n);
  const fewest = sizes.reduce((sum, size) => sum + size, 0) - capacity;
  return fewest <= capacity && ((sums >> BigInt(fewest)) & ((1n << BigInt(capacity - fewest + 1)) - 1n)) !== 0n;
}

const largeNodes: Rule = {
  id: "PXH018",
  severity: "warning",
  title: "A Conferencing Node has at most 48 vCPUs.",
  why: "Pexip recommends more nodes instead of larger ones; sizes above were tested on few processors.",
  source: "Pexip v39 hardware requirements as quoted by dougschaefer6/swamp-pexip (unverified)",
  *check(view) {
    for (const { path, machine } of view.nodes) {
      if (machine !== undefined && machine.vcpus > MOST_DEFAULT_VCPUS && machine.vcpus <= MOST_VCPUS) {
        yield { path, key: "vcpus", message: `vcpus ${machine.vcpus} is more than the recommended ${MOST_DEFAULT_VCPUS}; use two smaller nodes` };
      }
    }
  },
};

/** `1 VM`, `2 VMs` */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

export const sizingRules: readonly Rule[] = [vcpuRange, vcpusOfHost, vcpusOfOneSocket, vcpusTogether, packing, largeNodes];
