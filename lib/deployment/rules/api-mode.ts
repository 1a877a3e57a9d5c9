import { known } from "../../validation/fields";
import { ServerKind } from "../management-node";
import { atLeast, VERSIONS } from "../versions";
import type { Finding, Rule } from "./rule";
import { partOfOneNode } from "./templates";

const versionForApi: Rule = {
  id: "PXH160",
  severity: "error",
  title: "Api mode is for Infinity v38 and later.",
  why: "The provider speaks the management API of v38 and later.",
  source: "pexip/terraform-provider-infinity, README",
  *check(view) {
    for (const { path, mode, infinityVersion } of view.managementNodes) {
      if (mode === "api" && !atLeast(infinityVersion, VERSIONS.apiMode)) yield { path, key: "api", message: `api is for Infinity v${VERSIONS.apiMode} and later, and infinityVersion is ${infinityVersion}; leave api out, and the runbook says what to enter by hand` };
    }
  },
};

const genericDisk: Rule = {
  id: "PXH161",
  severity: "error",
  title: "In api mode a node's disk is a generic one.",
  why: "The ZIP that a Management Node makes for one node is configured already, and refuses the configuration that Terraform delivers.",
  source: "guide page 13; docs.pexip.com, admin/deploy_manual_vmware (specific to the node, single use)",
  *check(view) {
    const fqdns = new Set(view.nodes.map(({ fqdn }) => fqdn.toLowerCase()));
    for (const { managementNode, nodes } of view.platforms) {
      if (managementNode.mode !== "api") continue;
      for (const { path, machine } of nodes) {
        const part = machine === undefined ? undefined : partOfOneNode(machine.templateDisk, fqdns);
        if (part === undefined) continue;
        yield { path, key: "templateDisk", message: `templateDisk ${part} is named like the ZIP of one node, and in api mode a node starts from a generic disk of the platform's version; give that one (a node that is built already keeps its disk when diskPath names it as it is: ${machine!.diskPath})` };
      }
    }
  },
};

/** Range of a node's memory in the management API, in MB. Source: pexip/infinity 40.0.0, worker_vm. */
const API_MEMORY = { least: 2000, most: 64000 };

const memoryForApi: Rule = {
  id: "PXH162",
  severity: "error",
  title: "In api mode a node has 2000 to 64000 MB of memory.",
  why: "The management API takes no other value.",
  source: "pexip/infinity 40.0.0, worker_vm",
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (managementNode.mode !== "api") continue;
      for (const { path, machine } of nodes) {
        if (machine === undefined || (machine.memoryMib >= API_MEMORY.least && machine.memoryMib <= API_MEMORY.most)) continue;
        yield { path, key: "memoryMib", message: `memoryMib ${machine.memoryMib} is out of range; in api mode a node has ${API_MEMORY.least} to ${API_MEMORY.most}` };
      }
    }
  },
};

const namesForCommands: Rule = {
  id: "PXH163",
  severity: "error",
  title: "In api mode a node's name holds nothing that a shell would expand.",
  why: "Terraform gives the name to a command through the shell of the machine that applies, which may be sh or cmd.exe.",
  source: "Terraform language, local-exec provisioner",
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (managementNode.mode !== "api" || !managementNode.commands.enabled) continue;
      for (const { path, name } of nodes) {
        const sign = /[$`%!^]/.exec(name)?.[0];
        if (sign !== undefined) yield { path, key: "name", message: `name ${name} contains ${sign}, which a shell would expand; choose another name` };
      }
    }
  },
};

const providerVersion: Rule = {
  id: "PXH164",
  severity: "warning",
  title: "The platform has the version that the provider is made for.",
  why: "The provider's major version follows Infinity's: fields that came later are missing, and fields that are gone are refused.",
  source: "pexip/terraform-provider-infinity, tags (that other versions fail is unverified)",
  *check(view) {
    for (const { path, mode, infinityVersion } of view.managementNodes) {
      if (mode !== "api" || !atLeast(infinityVersion, VERSIONS.apiMode)) continue;
      if (Number.parseInt(infinityVersion, 10) !== VERSIONS.provider) yield { path, key: "infinityVersion", message: `infinityVersion ${infinityVersion} is not the v${VERSIONS.provider} that the provider pexip/infinity ~> ${VERSIONS.provider}.0 is made for; try it on a test platform first` };
    }
  },
};

const onePlatform: Rule = {
  id: "PXH165",
  severity: "error",
  title: "What is configured on a Management Node refers to nothing of another one.",
  why: "A Management Node knows nothing of another one's objects.",
  source: "Pexip management API (references are addresses on the same Management Node)",
  *check(view) {
    const owner = new Map([...view.locations, ...view.staticRoutes, ...view.services].map(({ path, managementNode }) => [path, managementNode]));
    for (const { path, managementNode, references } of view.services) yield* foreign(owner, path, managementNode, references);
    for (const { path, managementNode, services } of view.locations) yield* foreign(owner, path, managementNode, services);
    for (const { path, managementNode, tlsCertificate } of view.nodes) if (tlsCertificate !== undefined) yield* foreign(owner, path, managementNode, { tlsCertificate });
  },
};

function* foreign(owner: ReadonlyMap<string, string>, path: string, managementNode: string, references: Readonly<Record<string, string | readonly string[]>>): Iterable<Finding> {
  for (const [key, targets] of Object.entries(references)) {
    for (const target of [targets].flat()) {
      const other = owner.get(target);
      if (other !== undefined && other !== managementNode) yield { path, key, message: `${key} ${target} belongs to ${other}, and this belongs to ${managementNode}; name one of the same Management Node` };
    }
  }
}

const serversOfTheWizard: Rule = {
  id: "PXH166",
  severity: "warning",
  title: "In api mode the servers that the installation wizard made are named by their numbers.",
  why: "Making a server again that the Management Node knows is refused (400, already exists), and the apply stops.",
  source: "pexip/terraform-provider-infinity, FAQ; Terraform 1.11.4, tried",
  *check(view) {
    for (const { managementNode, locations, services } of view.platforms) {
      if (managementNode.origin !== "managed" || managementNode.api === undefined) continue;
      // its settings name the wizard's servers too
      const adopted = services.some(({ service }) => service === "managementNodeSettings");
      const listed = new Set(managementNode.api.existingServers.map(({ kind, address }) => `${kind} ${address.toLowerCase()}`));
      for (const [kind, key] of [[ServerKind.DNS, "dnsServers"], [ServerKind.NTP, "ntpServers"]] as const) {
        const named = new Set(locations.flatMap((location) => known<string>(location[key])));
        const made = known<string>(managementNode[key]).filter((address) => (adopted || named.has(address)) && !listed.has(`${kind} ${address.toLowerCase()}`));
        if (made.length > 0) yield { path: managementNode.path, key: "api", message: `${made.join(", ")}: made by the wizard, and named again, so the first apply would make them again; list them in api.existingServers with their numbers (System > ${kind === ServerKind.DNS ? "DNS" : "NTP"} Servers), or run pexip-hyperv adopt after the wizard` };
      }
    }
  },
};

const offlineLicence: Rule = {
  id: "PXH167",
  severity: "warning",
  title: "In api mode a licence is activated over the Internet.",
  why: "An offline licence is only requested at first, and the provider looks at once for one that is there: the apply stops with \"Fulfillment ID Not Found\".",
  source: "pexip/infinity 40.0.0, licence (the list after the POST holds no request); inferred, and seen in the lab",
  *check(view) {
    for (const { managementNode, services } of view.platforms) {
      if (managementNode.api === undefined) continue;
      for (const { path, service, values } of services) {
        if (service === "licence" && values.offlineMode === true) yield { path, key: "offlineMode", message: "offlineMode true cannot be applied by Terraform, which looks for the licence before it is granted; install it in the Administrator interface (Platform > Licenses), and leave it out here" };
      }
    }
  },
};

export const apiModeRules: readonly Rule[] = [versionForApi, genericDisk, memoryForApi, namesForCommands, providerVersion, onePlatform, serversOfTheWizard, offlineLicence];
