import { X509Certificate } from "node:crypto";
import type { ConferencingNodeRecord } from "../../../lib/deployment/conferencing-node";
import { NodeRole } from "../../../lib/deployment/enums";
import type { ManagedManagementNodeRecord, ManagementNodeRecord } from "../../../lib/deployment/management-node";
import type { PlatformView } from "../../../lib/deployment/model";
import type { ConferenceAlias } from "../../../lib/deployment/services/conference";
import type { CertificateFacts } from "../../../lib/deployment/pem";
import type { SystemLocationRecord } from "../../../lib/deployment/system-location";
import type { ManagementNodeDump } from "../../../lib/lab";
import { DEFAULTS } from "./world-defaults";
import { expectedService, expectedSnmp, secretless } from "./world-services";

type Values = Readonly<Record<string, unknown>>;
type Configuration = Readonly<Record<string, readonly Values[]>>;

/** Settings, of which a Management Node has one each: what nobody names in the deployment is as the wizard left it. */
const SETTINGS = ["authentication", "autobackup", "registration", "global"];

/** What must be on the Management Node: no less, and no more. `afterWizard` is what the installation wizard alone makes. */
export function expectedConfiguration(platform: PlatformView, afterWizard: Configuration): Configuration {
  const manager = platform.managementNode;
  const found = new Map<string, Values[]>();
  const add = (collection: string, values: Values): void => void found.set(collection, [...(found.get(collection) ?? []), { ...DEFAULTS[collection], ...values }]);
  const settings = new Map<string, Values>(["management_vm", ...SETTINGS].map((name) => [name, {}]));
  const names = namesIn(platform);
  const nameOf = (path: string): string => {
    const name = names.get(path);
    if (name === undefined) throw new Error(`nothing in the deployment is at ${path}`);
    return name;
  };

  for (const name of ["ivr_theme", "webapp_alias"]) for (const values of afterWizard[name]) add(name, values);
  for (const [kind, addresses] of Object.entries(serversOf(platform, afterWizard))) for (const address of addresses) add(kind, { address });
  // the one that the installation signs, and the one that a person uploads after it
  for (const certificate of [`${manager.fqdn}, by itself`, manager.fqdn]) add("tls_certificate", { certificate });
  for (const record of platform.services) {
    if (record.service === "tlsCertificate" || record.service === "caCertificate") {
      const { commonName, names: dnsNames } = record.values.certificate as CertificateFacts;
      if (record.service === "tlsCertificate") add("tls_certificate", { certificate: dnsNames[0] });
      else add("ca_certificate", { certificate: commonName, trusted_intermediate: record.values.trustedIntermediate ?? false });
      continue;
    }
    const { collection, values } = expectedService(record, nameOf);
    if (settings.has(collection)) settings.set(collection, { ...values, ...(collection === "management_vm" ? expectedSnmp(record.values.snmp as object | undefined) : {}) });
    else add(collection, values);
    for (const alias of (record.values.aliases ?? []) as readonly ConferenceAlias[]) add("conference_alias", { alias: alias.alias, description: alias.description ?? "", conference: `conference ${record.name}` });
  }
  for (const { name, address, prefix, gateway } of platform.staticRoutes) add("static_route", { name, address, prefix, gateway });
  for (const location of platform.locations) add("system_location", expectedLocation(location, nameOf));
  for (const node of platform.nodes) add("worker_vm", expectedNode(node, nameOf));
  const own = { ...expectedManager(manager, afterWizard.management_vm[0]), tls_certificate: `tls_certificate ${manager.fqdn}` };
  add("management_vm", { ...own, ...settings.get("management_vm") });
  for (const name of SETTINGS) add(name, { ...afterWizard[name][0], ...settings.get(name) });
  return sorted(Object.fromEntries(found));
}

/** Of one that was there before nothing else is in the model. */
function expectedManager(manager: ManagementNodeRecord, before: Values): Values {
  if (manager.origin === "imported") return before;
  const { hostname, domain, address, netmask, gateway, dnsServers, ntpServers } = manager;
  return { name: hostname, hostname, domain, address, netmask, gateway, dns_servers: servers("dns_server", dnsServers), ntp_servers: servers("ntp_server", ntpServers) };
}

function expectedLocation(location: SystemLocationRecord, nameOf: (path: string) => string): Values {
  const { name, description = "", dnsServers, ntpServers, mtu, mediaQos, signallingQos, services } = location;
  const to = (path: string | undefined): string | null => (path === undefined ? null : nameOf(path));
  const given = services as Readonly<Record<string, string & readonly string[]>>;
  return {
    name,
    description,
    mtu,
    media_qos: mediaQos,
    signalling_qos: signallingQos,
    dns_servers: servers("dns_server", dnsServers),
    ntp_servers: servers("ntp_server", ntpServers),
    transcoding_location: to(location.transcodingLocation),
    overflow_location1: to(location.primaryOverflowLocation),
    overflow_location2: to(location.secondaryOverflowLocation),
    syslog_servers: (given.syslogServers ?? []).map(nameOf).sort(),
    sip_proxy: to(given.sipProxy),
    snmp_network_management_system: to(given.snmpNetworkManagementSystem),
  };
}

/** Every field of the form. */
function expectedNode(node: ConferencingNodeRecord, nameOf: (path: string) => string): Values {
  return {
    name: node.name,
    description: node.description ?? "",
    node_type: node.role === NodeRole.PROXYING ? "PROXYING" : "CONFERENCING",
    hostname: node.hostname,
    domain: node.domain,
    address: node.address,
    netmask: node.netmask,
    gateway: node.gateway,
    secondary_address: node.secondaryAddress ?? null,
    secondary_netmask: node.secondaryNetmask ?? null,
    alternative_fqdn: node.sipTlsFqdn ?? "",
    ipv6_address: node.ipv6Address ?? null,
    ipv6_gateway: node.ipv6Gateway ?? null,
    static_nat_address: node.staticNatAddress ?? null,
    enable_distributed_database: node.distributedDatabase,
    enable_ssh: node.ssh.toUpperCase(),
    system_location: nameOf(node.systemLocation),
    static_routes: node.staticRoutes.map(nameOf).sort(),
    tls_certificate: node.tlsCertificate === undefined ? null : nameOf(node.tlsCertificate),
    ...(node.machine === undefined ? {} : { vm_cpu_count: node.machine.vcpus, vm_system_memory: node.machine.memoryMib }),
    ...(node.sshPassword === undefined ? {} : { password: secretless(node.sshPassword) }),
    ...expectedSnmp(node.snmp),
  };
}

/** DNS and NTP servers: those of the wizard, and those that locations name. */
function serversOf({ managementNode, locations }: PlatformView, afterWizard: Configuration): Readonly<Record<"dns_server" | "ntp_server", readonly string[]>> {
  const of = (key: "dnsServers" | "ntpServers", collection: string): readonly string[] => {
    const first = managementNode.origin === "managed" ? managementNode[key] : afterWizard[collection].map(({ address }) => address);
    return [...new Set([first, ...locations.map((location) => location[key])].flatMap((all) => all as readonly string[]))];
  };
  return { dns_server: of("dnsServers", "dns_server"), ntp_server: of("ntpServers", "ntp_server") };
}

const servers = (collection: string, addresses: ManagedManagementNodeRecord["dnsServers"]): readonly string[] => (addresses as readonly string[]).map((address) => `${collection} ${address}`).sort();

/** How a reference to each record is shown. */
function namesIn({ services, staticRoutes, locations }: PlatformView): ReadonlyMap<string, string> {
  const labelled = services.map((record) => {
    const { collection, values } = record.service === "tlsCertificate" || record.service === "caCertificate" ? certificateName(record.values.certificate as CertificateFacts) : expectedService(record, () => "");
    return [record.path, labelOf(collection, values)] as const;
  });
  return new Map([...labelled, ...staticRoutes.map(({ path, name }) => [path, `static_route ${name}`] as const), ...locations.map(({ path, name }) => [path, `system_location ${name}`] as const)]);
}

const certificateName = ({ names }: CertificateFacts): { readonly collection: string; readonly values: Values } => ({ collection: "tls_certificate", values: { certificate: names[0] } });

/** Where the provider writes an empty text for nothing at all (pexip/infinity 40.0.0, global_configuration). */
const EMPTY_OR_NONE = ["gcp_private_key"];

/** The configuration as it is: what refers to something goes by its name, and a certificate by whom it is for. */
export function actualConfiguration({ configuration }: ManagementNodeDump): Configuration {
  const readable = Object.entries(configuration).map(([collection, objects]) => [collection, objects.map(({ uri, values }) => ({ uri, values: withoutText(collection, values) }))] as const);
  const labels = new Map(readable.flatMap(([collection, objects]) => objects.map(({ uri, values }) => [uri, labelOf(collection, values)] as const)));
  const named = (value: unknown): unknown => {
    if (typeof value === "string") return labels.get(value) ?? value;
    // none of the API's lists has an order
    return Array.isArray(value) ? value.map((one) => labels.get(one as string) ?? (one as unknown)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;
  };
  return sorted(Object.fromEntries(readable.map(([collection, objects]) => [collection, objects.map(({ values }) => Object.fromEntries(Object.entries(values).map(([field, value]) => [field, EMPTY_OR_NONE.includes(field) && value === "" ? null : named(value)])))])));
}

function withoutText(collection: string, values: Values): Values {
  if (collection !== "tls_certificate" && collection !== "ca_certificate") return values;
  const { subject, issuer, subjectAltName = "" } = new X509Certificate(values.certificate as string);
  const name = (/DNS:([^,]+)/.exec(subjectAltName)?.[1] ?? /CN=(.+)/.exec(subject)![1]).toLowerCase();
  return { ...values, certificate: collection === "tls_certificate" && subject === issuer ? `${name}, by itself` : name };
}

const labelOf = (collection: string, { name, alias, slug, certificate, address }: Values): string => `${collection} ${String(name ?? alias ?? slug ?? certificate ?? address)}`;

/** In an order that does not depend on who was first. */
function sorted(configuration: Configuration): Configuration {
  const textOf = (values: Values): string => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(Object.entries(configuration).map(([collection, objects]) => [collection, [...objects].sort((a, b) => (labelOf(collection, a) + textOf(a) < labelOf(collection, b) + textOf(b) ? -1 : 1))]));
}
