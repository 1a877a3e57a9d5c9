import { TimeSource } from "../../deployment/enums";
import type { HostRecord } from "../../deployment/host";
import type { DeploymentView } from "../../deployment/model";
import { isDeferred, known } from "../../validation/fields";
import { DOTTED } from "../text";
import { party, rule, type FirewallRule, type Party } from "./rule";

/** The machine that the pipeline runs on; the model does not know it. */
const TERRAFORM: Party = { name: "Machine that runs Terraform", address: DOTTED };

/** What building needs: WinRM to the hosts, their downloads and clocks, and what talks to a Management Node and to fresh nodes. */
export function* building(view: DeploymentView): Iterable<FirewallRule> {
  for (const host of view.hosts) {
    yield rule({ source: TERRAFORM, destination: hostParty(host), protocol: "TCP", ports: String(host.winrm.port), purpose: `WinRM over ${host.winrm.https ? "HTTPS" : "HTTP"}`, fact: "taliesins/hyperv 1.2; Microsoft Learn, Installation and configuration for Windows Remote Management" });
    yield* downloads(view, host);
    const ntp = known(host.ntpServers);
    if (host.timeSource === TimeSource.NTP && host.ntpServers !== undefined) {
      yield rule({ source: hostParty(host), destination: party("Time servers of the host", isDeferred(host.ntpServers) ? [host.ntpServers] : ntp), protocol: "UDP", ports: "123", purpose: "Time of the host, before any VM is built", fact: "guide page 4" });
    }
  }
  for (const { managementNode, nodes } of view.platforms) {
    const { mode, commands } = managementNode;
    if (mode === "runbook" && !commands.enabled) continue;
    const manager = party(`Management Node ${managementNode.fqdn}`, [managementNode.address]);
    const purpose = mode === "api" ? "Management API, which Terraform configures the platform through" : "Waiting for the installation wizard to be finished";
    yield rule({ source: TERRAFORM, destination: manager, protocol: "TCP", ports: "443", purpose, fact: "docs.pexip.com, v14/admin/port_usage" });
    const fresh = nodes.map(({ bootstrapAddress, address }) => bootstrapAddress ?? address);
    if (mode === "api" && nodes.length > 0) {
      yield rule({ source: TERRAFORM, destination: party(`Fresh Conferencing Nodes of ${managementNode.fqdn}`, fresh), protocol: "TCP", ports: "8443", purpose: "A fresh node's configuration, once", fact: "colinbruner/pexip-transcoder-client (unverified for Hyper-V)" });
    }
  }
}

function hostParty({ id, address }: HostRecord): Party {
  return party(`Hyper-V host ${id}`, [address]);
}

/** Each server that template disks come from, once per host. */
function* downloads(view: DeploymentView, host: HostRecord): Iterable<FirewallRule> {
  const servers = new Map<string, { readonly destination: Party; readonly ports: string }>();
  for (const { machine } of view.machinesOn(host)) {
    const { templateDisk } = machine;
    if (templateDisk.from === "host") continue;
    const { hostname, port, protocol } = isDeferred(templateDisk.url) ? { hostname: DOTTED, port: DOTTED, protocol: "" } : new URL(templateDisk.url);
    servers.set(`${hostname} ${port} ${protocol}`, { destination: { name: "Server of the template disks", address: hostname.replace(/^\[|\]$/g, "") }, ports: port === "" ? (protocol === "http:" ? "80" : "443") : port });
  }
  for (const { destination, ports } of servers.values()) yield rule({ source: hostParty(host), destination, protocol: "TCP", ports, purpose: "Download of template disks", fact: "taliesins/hyperv 1.2, hyperv_vhd source" });
}
