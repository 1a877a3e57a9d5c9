import { HostEdition, WindowsServer, WinrmAuthentication } from "../enums";
import type { HostRecord } from "../host";
import type { Rule } from "./rule";

/** Are the numbers of a host such that one can count with them? Rules that add up leave out a host where they are not. */
export function hasSoundFacts(host: HostRecord): boolean {
  return positive(host.sockets) && positive(host.coresPerSocket) && isThreadCount(host.threadsPerCore) && host.memoryGib > 0 && isReserve(host) && host.reservedVcpus >= 0;
}

const positive = (count: number): boolean => Number.isSafeInteger(count) && count > 0;
const isThreadCount = (count: number): boolean => count === 1 || count === 2;
const isReserve = ({ memoryReserveGib, memoryGib }: HostRecord): boolean => memoryReserveGib >= 0 && memoryReserveGib < memoryGib;

const positiveFacts: Rule = {
  id: "PXH002",
  severity: "error",
  title: "A host has at least one socket, one core for each socket, and memory.",
  why: "Every size is counted from these three numbers.",
  source: "guide pages 17-18 (checklist and datasheet)",
  *check(view) {
    for (const host of view.hosts) {
      for (const key of ["sockets", "coresPerSocket"] as const) {
        if (!positive(host[key])) yield { path: host.path, key, message: `${key} ${host[key]} is out of range; give a whole number from 1` };
      }
      if (!(host.memoryGib > 0)) yield { path: host.path, key: "memoryGib", message: `memoryGib ${host.memoryGib} is out of range; give the server's memory in GiB` };
    }
  },
};

const threadsPerCore: Rule = {
  id: "PXH003",
  severity: "error",
  title: "A core has one thread, or two with hyper-threading.",
  why: "The number of vCPUs that a host can give is counted from it.",
  source: 'Intel Hyper-Threading Technology; Microsoft Learn, "Managing Hyper-V hypervisor scheduler types"',
  *check(view) {
    for (const host of view.hosts) {
      if (!isThreadCount(host.threadsPerCore)) yield { path: host.path, key: "threadsPerCore", message: `threadsPerCore ${host.threadsPerCore} is out of range; give 1, or 2 with hyper-threading switched on` };
    }
  },
};

const reserves: Rule = {
  id: "PXH004",
  severity: "error",
  title: "What a host keeps back is not negative, and less than what it has.",
  why: "The rest is what nodes can be given.",
  source: "design of this package",
  *check(view) {
    for (const host of view.hosts) {
      if (host.memoryGib > 0 && !isReserve(host)) {
        yield { path: host.path, key: "memoryReserveGib", message: `memoryReserveGib ${host.memoryReserveGib} is out of range; give 0 or more, and less than the ${host.memoryGib} GiB of ${host.id}` };
      }
      if (!(host.reservedVcpus >= 0)) yield { path: host.path, key: "reservedVcpus", message: `reservedVcpus ${host.reservedVcpus} is out of range; give 0 or more` };
    }
  },
};

const numaAffinityEdition: Rule = {
  id: "PXH005",
  severity: "error",
  title: "NUMA affinity needs the Datacenter edition.",
  why: "Nodes cannot be pinned to a socket on other editions.",
  source: 'docs.pexip.com, "Achieving high density deployments with NUMA" (Hyper-V NUMA affinity and hyper-threading)',
  *check(view) {
    for (const host of view.hosts) {
      if (host.numaAffinity && host.edition !== HostEdition.DATACENTER) {
        yield { path: host.path, key: "numaAffinity", message: `numaAffinity true needs the Datacenter edition, and ${host.id} has ${host.edition}; set edition to ${HostEdition.DATACENTER} if it is, or numaAffinity to false` };
      }
    }
  },
};

const hypervServerVersion: Rule = {
  id: "PXH006",
  severity: "error",
  title: "Hyper-V Server ended with version 2019.",
  why: "There is no such host: edition or version is wrong, and other rules build on both.",
  source: 'Microsoft Learn, "Features removed or no longer developed starting with Windows Server 2022"',
  *check(view) {
    for (const host of view.hosts) {
      if (host.edition === HostEdition.HYPERV_SERVER && (host.windowsServer === WindowsServer.V2022 || host.windowsServer === WindowsServer.V2025)) {
        yield { path: host.path, key: "edition", message: `edition ${host.edition} does not exist for ${host.windowsServer}, the last one is 2019; give ${HostEdition.STANDARD} or ${HostEdition.DATACENTER}, or windowsServer 2019` };
      }
    }
  },
};

const serverVersion: Rule = {
  id: "PXH007",
  severity: "error",
  title: "Terraform builds on Windows Server 2016 and later.",
  why: "Server 2012 and 2012 R2, which the guide supports, lack cmdlet parameters that the Hyper-V provider always passes.",
  source: "guide page 4; taliesins/hyperv 1.2.1, api/hyperv-winrm",
  *check(view) {
    const old = (host: HostRecord): boolean => host.windowsServer === WindowsServer.V2012 || host.windowsServer === WindowsServer.V2012_R2;
    const text = (host: HostRecord, what: string): string => `${what} cannot be built by Terraform on ${host.id} (Windows Server ${host.windowsServer}; the provider needs 2016 or later)`;
    for (const host of view.hosts) {
      if (!old(host)) continue;
      for (const one of view.switchesOn(host)) {
        if (one.origin === "managed") yield { path: one.path, message: `${text(host, "a switch")}; make it by hand and declare it with ExternalSwitch.fromSwitchName` };
      }
      for (const { node } of view.machinesOn(host)) {
        const name = node.kind === "managementNode" ? "ManagementNode" : "ConferencingNode";
        yield { path: node.path, message: `${text(host, "a VM")}; import it by hand from the runbook and declare it with ${name}.fromAddress` };
      }
    }
  },
};

const winrmPort: Rule = {
  id: "PXH008",
  severity: "error",
  title: "The WinRM port is 1 to 65535.",
  why: "Terraform reaches the host through it.",
  source: "RFC 9293 section 3.1 (ports are 16-bit numbers)",
  *check(view) {
    for (const { path, winrm } of view.hosts) {
      if (winrm.port < 1 || winrm.port > 65535) yield { path, key: "winrm", message: `winrm.port ${winrm.port} is out of range; a port is 1 to 65535` };
    }
  },
};

const kerberosRealm: Rule = {
  id: "PXH009",
  severity: "error",
  title: "Kerberos needs a realm, and a realm is for Kerberos only.",
  why: "The provider chooses Kerberos by the realm: without one it would sign in by NTLM, with one it ignores the other choice.",
  source: "taliesins/hyperv 1.2.1, internal/provider/config.go",
  *check(view) {
    for (const { path, winrm } of view.hosts) {
      const kerberos = winrm.authentication === WinrmAuthentication.KERBEROS;
      if (kerberos && winrm.kerberosRealm === undefined) {
        yield { path, key: "winrm", message: `winrm.authentication ${winrm.authentication} needs kerberosRealm; give the realm, in upper case as a rule (EXAMPLE.COM)` };
      } else if (!kerberos && winrm.kerberosRealm !== undefined) {
        yield { path, key: "winrm", message: `winrm.kerberosRealm ${winrm.kerberosRealm} contradicts authentication ${winrm.authentication}; remove it, or set authentication to ${WinrmAuthentication.KERBEROS}` };
      }
    }
  },
};

export const hostRules: readonly Rule[] = [positiveFacts, threadsPerCore, reserves, numaAffinityEdition, hypervServerVersion, serverVersion, winrmPort, kerberosRealm];
