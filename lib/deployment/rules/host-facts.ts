import { isDeferred } from "../../validation/fields";
import type { HostRecord } from "../host";
import type { PlatformView } from "../model";
import { hasSoundFacts } from "./hosts";
import { serverKey } from "./ip";
import type { Rule } from "./rule";
import { claim } from "./unique";

const NUMA_SOURCE = 'docs.pexip.com, "Achieving high density deployments with NUMA" (Hyper-V NUMA affinity and hyper-threading)';

const hostIds: Rule = {
  id: "PXH070",
  severity: "error",
  title: "Every host has an id of its own.",
  why: "The id is the alias of the host's provider and a part of its VMs' Terraform addresses.",
  source: "design of this package",
  *check(view) {
    const taken = new Map<string, HostRecord>();
    for (const host of view.hosts) {
      const first = claim(taken, host.id, host);
      if (first !== undefined) yield { path: host.path, message: `the id ${host.id} is already used by ${first.path}; give this host another id, or use that one if it is the same server` };
    }
  },
};

const managementAdapter: Rule = {
  id: "PXH071",
  severity: "error",
  title: "The management adapter is one of the host's network adapters.",
  why: "Rules that keep a switch from cutting the host off compare names: a misspelt one protects nothing.",
  source: "design of this package",
  *check(view) {
    for (const { path, managementAdapter: name, networkAdapters } of view.hosts) {
      if (name === undefined || networkAdapters === undefined || networkAdapters.some((adapter) => adapter.toLowerCase() === name.toLowerCase())) continue;
      yield { path, key: "managementAdapter", message: `managementAdapter ${name} is not one of networkAdapters (${networkAdapters.join(", ")}); give a name from there, or add it` };
    }
  },
};

const sameServer: Rule = {
  id: "PXH072",
  severity: "warning",
  title: "A server is declared once.",
  why: "Cores, memory, VM names and folders of a server that is declared twice are judged as if there were two servers.",
  source: "design of this package",
  *check(view) {
    const taken = new Map<string, HostRecord>();
    for (const host of view.hosts) {
      if (isDeferred(host.address)) continue;
      const address = host.address;
      const first = claim(taken, `${serverKey(address)} ${host.winrm.port}`, host);
      if (first !== undefined) yield { path: host.path, key: "address", message: `address ${address} is already the address of ${first.id}; use that host in both places` };
    }
  },
};

const managerOnPinnedHost: Rule = {
  id: "PXH073",
  severity: "refusal",
  title: "A host with NUMA affinity is for Conferencing Nodes only.",
  why: "The Management Node would take processor time from a node that is pinned to the same socket.",
  source: NUMA_SOURCE,
  *check(view) {
    for (const node of view.managementNodes) {
      if (node.origin === "imported") continue;
      const host = view.host(node.machine.host);
      if (host.numaAffinity) yield { path: node.path, key: "externalSwitch", message: `${host.id} has NUMA affinity, which leaves it to Conferencing Nodes; put the Management Node on another host, or accept it with a reason` };
    }
  },
};

const oneNodePerSocket: Rule = {
  id: "PXH074",
  severity: "refusal",
  title: "With NUMA affinity a host has one Conferencing Node for each socket.",
  why: "Each node is pinned to a socket of its own; two on one compete for its cores.",
  source: NUMA_SOURCE,
  *check(view) {
    for (const host of view.hosts) {
      if (!host.numaAffinity || !hasSoundFacts(host)) continue;
      const nodes = view.machinesOn(host).filter(({ node }) => node.kind === "conferencingNode").length;
      if (nodes > host.sockets) {
        yield { path: host.path, message: `${nodes} Conferencing Nodes are more than the ${host.sockets} sockets of ${host.id}, which has NUMA affinity; move ${nodes - host.sockets} to another host, or accept it with a reason` };
      }
    }
  },
};

const spreadOverHosts: Rule = {
  id: "PXH075",
  severity: "warning",
  absence: true,
  title: "Conferencing Nodes are spread over the hosts.",
  why: "When the host that carries all of them fails, every meeting ends although another host is there.",
  source: "docs.pexip.com, admin/resilience (n+1)",
  *check(view) {
    for (const platform of view.platforms) {
      const used = new Set(machineHosts(platform));
      const [only, ...others] = used;
      const nodes = platform.nodes.filter((node) => node.machine !== undefined);
      if (only === undefined || others.length > 0 || nodes.length < 2 || nodes.length < platform.nodes.length) continue;
      const manager = platform.managementNode.origin === "managed" ? platform.managementNode.machine.host : undefined;
      const alternative = view.hosts.find((host) => host.path !== only && (host.path === manager || view.machinesOn(host).length === 0));
      if (alternative === undefined) continue;
      const { id } = view.host(only);
      yield { path: platform.managementNode.path, message: `all ${nodes.length} Conferencing Nodes are on ${id}, which ends every meeting when it fails; put one on ${alternative.id}` };
    }
  },
};

function* machineHosts(platform: PlatformView): Iterable<string> {
  for (const { machine } of platform.nodes) if (machine !== undefined) yield machine.host;
}

const disksOnSystemDrive: Rule = {
  id: "PXH076",
  severity: "warning",
  title: "Disks of VMs are not on drive C.",
  why: "A system drive that fills up stops the host and every VM on it.",
  source: "practice of Windows administration (no vendor text: unverified)",
  *check(view) {
    for (const host of view.hosts) {
      const onC = view.machinesOn(host).filter(({ machine }) => /^c:/i.test(machine.diskPath));
      const folder = `${host.vmDirectory}\\`.toLowerCase();
      const below = onC.filter(({ machine }) => machine.diskPath.toLowerCase().startsWith(folder));
      if (below.length > 0) yield { path: host.path, key: "vmDirectory", message: `vmDirectory ${host.vmDirectory} puts ${below.length === 1 ? "a VM" : `${below.length} VMs`} on the system drive of ${host.id}; give a folder on another drive (D:\\Pexip)` };
      for (const { node, machine } of onC) {
        if (!machine.diskPath.toLowerCase().startsWith(folder)) yield { path: node.path, key: "diskPath", message: `diskPath ${machine.diskPath} is on the system drive of ${host.id}; give a path on another drive` };
      }
    }
  },
};

/** Processors made before AVX: Intel's of before Sandy Bridge, AMD's of before Bulldozer. From both makers' model numbers; no list by Pexip is public. */
const WITHOUT_AVX = [
  /\bXeon(\(R\))?( CPU)?\s+[ELWX]?(3[0-4]|5[0-6]|7[0-5])\d\d\b/i,
  /\bE7-\s?[248]8\d\d\b(?!\s*v\d)/i,
  /\bOpteron(\(tm\))?( Processor)?\s+(13|23|24|41|61|83|84)\d\d\b/i,
  /\bCore(\(TM\))?\s*2\b/i,
];

const withoutAvx: Rule = {
  id: "PXH077",
  severity: "warning",
  title: "The processors of a host have AVX.",
  why: "A node on a processor without the instructions it needs puts itself into maintenance mode and takes no call.",
  source: "guide page 14; docs.pexip.com, admin/maintenance_mode; v39 release notes (AVX is still enough); model numbers: unverified",
  *check(view) {
    for (const { path, cpuModel } of view.hosts) {
      if (cpuModel !== undefined && WITHOUT_AVX.some((model) => model.test(cpuModel))) {
        yield { path, key: "cpuModel", message: `cpuModel ${cpuModel} looks like a processor without AVX, on which nodes take no calls; check it before buying licences` };
      }
    }
  },
};

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

const operationTimeout: Rule = {
  id: "PXH078",
  severity: "warning",
  title: "A WinRM operation may take longer than 60 seconds.",
  why: "When Terraform gives up before the host does, the provider takes a disk that is still being copied for a finished one.",
  source: "taliesins/hyperv issue 23; Microsoft Learn, WinRM MaxTimeoutms (60000 by default)",
  *check(view) {
    for (const { path, winrm } of view.hosts) {
      const parts = [...winrm.operationTimeout.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
      const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit], 0);
      if (seconds <= 60) yield { path, key: "winrm", message: `winrm.operationTimeout ${winrm.operationTimeout} is not above the host's own 60 seconds; leave it at 10m` };
    }
  },
};

export const hostFactRules: readonly Rule[] = [hostIds, managementAdapter, sameServer, managerOnPinnedHost, oneNodePerSocket, spreadOverHosts, disksOnSystemDrive, withoutAvx, operationTimeout];
