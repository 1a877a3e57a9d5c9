import { domainProblem, hostnameProblem, MAX_DOMAIN } from "../../validation/network";
import { platformNodes } from "./interfaces";
import type { Rule } from "./rule";
import { claim } from "./unique";

/** Source: Pexip worker_vm and static_route schemas. */
const MAX_NAME = 32;
/** Source: Pexip system_location schema. */
const MAX_LOCATION_NAME = 250;
/** Source: Pexip worker_vm and system_location schemas. */
const MAX_DESCRIPTION = 250;
/** Source: RFC 1035 section 2.3.4 (255 octets with the length bytes). */
const MAX_FQDN = 253;

const nodeNames: Rule = {
  id: "PXH050",
  severity: "error",
  title: "Every Conferencing Node has a name of its own.",
  why: "The Management Node refuses a second one of the same name.",
  source: "guide page 12; docs.pexip.com, admin/creating_conferencing_nodes",
  *check(view) {
    for (const { nodes } of view.platforms) {
      const taken = new Map<string, string>();
      for (const { path, name } of nodes) {
        const first = claim(taken, name, path);
        if (first !== undefined) yield { path, key: "name", message: `name ${name} is already used by ${first}; every node needs its own` };
      }
    }
  },
};

const hostnames: Rule = {
  id: "PXH051",
  severity: "error",
  title: "Every node has a hostname of its own, the Management Node included.",
  why: "Hostname and FQDN identify a node in the platform.",
  source: 'guide page 12; docs.pexip.com, "Assigning hostnames and FQDNs"',
  *check(view) {
    for (const platform of view.platforms) {
      const taken = new Map<string, string>();
      for (const { path, hostname } of platformNodes(platform)) {
        const first = claim(taken, hostname.toLowerCase(), path);
        if (first !== undefined) yield { path, key: "hostname", message: `hostname ${hostname} is already used by ${first}; every node needs its own` };
      }
    }
  },
};

const sipTlsFqdns: Rule = {
  id: "PXH052",
  severity: "error",
  title: "A SIP TLS FQDN stands for one node.",
  why: "Callers that answer to it must reach the node that named it.",
  source: "guide page 13 (a unique identity)",
  *check(view) {
    for (const platform of view.platforms) {
      const owners = new Map<string, string>();
      for (const { path, fqdn } of platformNodes(platform)) claim(owners, fqdn.toLowerCase(), path);
      const taken = new Map<string, string>();
      for (const { path, sipTlsFqdn, fqdn } of platform.nodes) {
        if (sipTlsFqdn === undefined) continue;
        const first = claim(taken, sipTlsFqdn.toLowerCase(), path);
        const owner = owners.get(sipTlsFqdn.toLowerCase());
        if (first !== undefined) yield { path, key: "sipTlsFqdn", message: `sipTlsFqdn ${sipTlsFqdn} is already used by ${first}; every node needs its own` };
        else if (owner !== undefined && owner !== path && fqdn.toLowerCase() !== sipTlsFqdn.toLowerCase()) yield { path, key: "sipTlsFqdn", message: `sipTlsFqdn ${sipTlsFqdn} is the FQDN of ${owner}; give a name of this node` };
      }
    }
  },
};

const vmNames: Rule = {
  id: "PXH053",
  severity: "error",
  title: "VMs of one host have names of their own.",
  why: "The provider finds a VM by its name, and its folder is named after it.",
  source: "taliesins/hyperv 1.2.1, hyperv_machine_instance",
  *check(view) {
    for (const host of view.hosts) {
      const taken = new Map<string, { readonly path: string; readonly name: string; readonly platform: string }>();
      for (const { node, machine } of view.machinesOn(host)) {
        const platform = node.kind === "conferencingNode" ? node.managementNode : "";
        const first = claim(taken, machine.vmName.toLowerCase(), { path: node.path, name: machine.vmName, platform });
        // two Conferencing Nodes of one name are PXH050
        if (first === undefined || (platform !== "" && first.platform === platform && first.name === machine.vmName)) continue;
        yield { path: node.path, key: "name", message: `name ${machine.vmName} is already the name of ${first.path} on ${host.id}; every VM of a host needs its own` };
      }
    }
  },
};

const hostnameShape: Rule = {
  id: "PXH054",
  severity: "error",
  title: "A hostname is up to 63 letters, digits and hyphens, and not digits alone.",
  why: "Pexip Infinity takes no other, and other systems would take digits for an address.",
  source: 'docs.pexip.com, "Assigning hostnames and FQDNs"; RFC 1123 section 2.1',
  *check(view) {
    for (const { path, hostname } of [...view.managementNodes, ...view.nodes]) {
      const problem = hostnameProblem(hostname);
      if (problem !== undefined) yield { path, key: "hostname", message: `hostname ${hostname} ${problem}` };
    }
  },
};

const domainShape: Rule = {
  id: "PXH055",
  severity: "error",
  title: "A domain is labels joined by dots, up to 192 characters.",
  why: "Pexip Infinity takes no other, and no DNS server could hold it.",
  source: `Pexip management_vm and worker_vm schemas (${MAX_DOMAIN}); RFC 1035 section 2.3.4`,
  *check(view) {
    for (const { path, hostname, domain, fqdn } of [...view.managementNodes, ...view.nodes]) {
      const problem = domainProblem(domain);
      if (problem !== undefined) yield { path, key: "domain", message: `domain ${domain} ${problem}` };
      else if (fqdn.length > MAX_FQDN && hostnameProblem(hostname) === undefined) yield { path, key: "domain", message: `domain ${domain} makes an FQDN of ${fqdn.length} characters with the hostname; DNS takes ${MAX_FQDN}` };
    }
  },
};

const lengths: Rule = {
  id: "PXH056",
  severity: "error",
  title: "Names and descriptions are as long as Pexip Infinity's fields.",
  why: "The Management Node refuses longer ones, after the VM has been built.",
  source: "Pexip worker_vm and static_route schemas (name 32), system_location schema (name 250), both descriptions 250",
  *check(view) {
    const longest = { conferencingNode: MAX_NAME, staticRoute: MAX_NAME, systemLocation: MAX_LOCATION_NAME };
    for (const record of [...view.locations, ...view.nodes, ...view.staticRoutes]) {
      if (record.name.length > longest[record.kind]) yield { path: record.path, key: "name", message: `name ${record.name} has ${record.name.length} characters; shorten it to ${longest[record.kind]}` };
      const description = record.kind === "staticRoute" ? undefined : record.description;
      if (description !== undefined && description.length > MAX_DESCRIPTION) yield { path: record.path, key: "description", message: `description has ${description.length} characters; shorten it to ${MAX_DESCRIPTION}` };
    }
  },
};

/** A rule on the names of one kind of thing in a platform. */
const uniqueIn = (id: string, of: "locations" | "staticRoutes", thing: string, source: string): Rule => ({
  id,
  severity: "error",
  title: `Every ${thing} has a name of its own.`,
  why: "The Management Node refuses a second one of the same name.",
  source,
  *check(view) {
    for (const platform of view.platforms) {
      const taken = new Map<string, string>();
      for (const { path, name } of platform[of]) {
        const first = claim(taken, name, path);
        if (first !== undefined) yield { path, key: "name", message: `name ${name} is already used by ${first}; every ${thing} needs its own` };
      }
    }
  },
});

const sipTlsFqdnGiven: Rule = {
  id: "PXH059",
  severity: "warning",
  title: "A Conferencing Node has a SIP TLS FQDN.",
  why: "Without one it signs SIP messages with its address, which no certificate holds: calls over TLS are refused.",
  source: "guide page 13",
  *check(view) {
    for (const { path, sipTlsFqdn, fqdn } of view.nodes) {
      if (sipTlsFqdn === undefined) yield { path, key: "sipTlsFqdn", message: `sipTlsFqdn is not given; give the name in the node's certificate, as a rule ${fqdn}` };
    }
  },
};

export const nameRules: readonly Rule[] = [
  nodeNames,
  hostnames,
  sipTlsFqdns,
  vmNames,
  hostnameShape,
  domainShape,
  lengths,
  uniqueIn("PXH057", "locations", "location", "Pexip system_location schema (name is unique)"),
  uniqueIn("PXH058", "staticRoutes", "static route", "Pexip static_route schema (that its name is unique is unverified)"),
  sipTlsFqdnGiven,
];
