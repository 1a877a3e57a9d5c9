import { MEMORY_MIB_PER_VCPU } from "../machine";
import { hasSoundFacts } from "./hosts";
import type { Rule } from "./rule";

const MIB_PER_GIB = 1024;
/** Source: guide page 12 ("must be a multiple of 4"). Hyper-V itself takes even numbers only. */
const MEMORY_STEP_MIB = 4;

const memoryStep: Rule = {
  id: "PXH015",
  severity: "error",
  title: "Memory is a multiple of 4 MiB.",
  why: "Pexip Infinity takes no other amount, and Hyper-V none that is odd.",
  source: 'guide page 12; Hyper-V: "Invalid memory value ... is not properly aligned"',
  *check(view) {
    for (const { node, machine } of view.machines) {
      const { memoryMib } = machine;
      if (memoryMib > 0 && memoryMib % MEMORY_STEP_MIB === 0) continue;
      const below = Math.floor(memoryMib / MEMORY_STEP_MIB) * MEMORY_STEP_MIB;
      const advice = memoryMib > MEMORY_STEP_MIB ? `give ${below} or ${below + MEMORY_STEP_MIB}` : `give ${MEMORY_MIB_PER_VCPU} for each vCPU`;
      yield { path: node.path, key: "memoryMib", message: `memoryMib ${memoryMib} is not a positive multiple of ${MEMORY_STEP_MIB}; ${advice}` };
    }
  },
};

const memoryTogether: Rule = {
  id: "PXH016",
  severity: "error",
  title: "The VMs of a host fit into its memory.",
  why: "Their memory is static: the one that starts last does not start.",
  source: "Hyper-V allots static memory when a VM starts",
  *check(view) {
    for (const host of view.hosts) {
      if (!hasSoundFacts(host)) continue;
      const machines = view.machinesOn(host);
      const promised = machines.reduce((sum, { machine }) => sum + machine.memoryMib, 0);
      const most = (host.memoryGib - host.memoryReserveGib) * MIB_PER_GIB;
      if (promised <= most) continue;
      yield {
        path: host.path,
        key: "memoryGib",
        message: `memoryGib ${host.memoryGib} leaves ${gib(most)} GiB for VMs on ${host.id} (memoryReserveGib ${host.memoryReserveGib}), and ${machines.length === 1 ? "its VM needs" : `its ${machines.length} VMs need`} ${gib(promised)} GiB; make a node smaller or move it to another host`,
      };
    }
  },
};

const recommendedMemory: Rule = {
  id: "PXH017",
  severity: "warning",
  title: "A node has 1024 MB of memory for each vCPU.",
  why: "Less starves calls, more is not used.",
  source: "guide page 12",
  *check(view) {
    for (const { node, machine } of view.machines) {
      const recommended = machine.vcpus * MEMORY_MIB_PER_VCPU;
      if (machine.memoryMib !== recommended) {
        yield { path: node.path, key: "memoryMib", message: `memoryMib ${machine.memoryMib} is not the recommended ${recommended} (1024 for each of ${machine.vcpus} vCPUs)` };
      }
    }
  },
};

const memoryOfSocket: Rule = {
  id: "PXH019",
  severity: "error",
  title: "With NUMA affinity a Conferencing Node fits into the memory of one socket.",
  why: "A pinned node takes its memory from its own socket, and does not start when that has too little.",
  source: 'docs.pexip.com, "Achieving high density deployments with NUMA"',
  *check(view) {
    for (const { path, machine } of view.nodes) {
      if (machine === undefined) continue;
      const host = view.host(machine.host);
      if (!host.numaAffinity || !hasSoundFacts(host)) continue;
      const most = Math.floor((host.memoryGib * MIB_PER_GIB) / host.sockets);
      if (machine.memoryMib > most) yield { path, key: "memoryMib", message: `memoryMib ${machine.memoryMib} is more than the ${most} of one socket of ${host.id}, which has NUMA affinity; lower it` };
    }
  },
};

/** At most two decimals. */
function gib(mib: number): number {
  return Math.round((mib / MIB_PER_GIB) * 100) / 100;
}

export const memoryRules: readonly Rule[] = [memoryStep, memoryTogether, recommendedMemory, memoryOfSocket];
