import type { SystemLocationRecord } from "../../deployment/system-location";
import { managementNodeSettings } from "../../deployment/services/management-node-settings";
import { ServerKind } from "../../deployment/management-node";
import { valuesOf } from "../../deployment/service";
import { isDeferred, type DeferredForm } from "../../validation/fields";
import { bullets, code, table, text } from "../markdown";
import { DOTTED, shown } from "../text";
import type { PlatformContext } from "./context";
import { locationSteps } from "./locations";
import type { ServiceSteps } from "./services";
import { settingsNameRoutes, staticRouteSteps } from "./static-routes";
import type { Chapter, Step } from "./step";
import { typed } from "./values";

/** Guide pages 10 and 11. */
export function initialConfigurationChapter(context: PlatformContext, services: ServiceSteps): Chapter {
  const api = context.platform.managementNode.mode === "api";
  return {
    title: "Initial platform configuration",
    pages: "pages 10 and 11",
    intro: api
      ? ["Terraform enters what follows without a box, when the stacks of the next chapter are applied. The order is the guide's."]
      : ["All of it in the Administrator interface, never on a VM's terminal (guide page 10). Labels of forms that the guide does not show are ours, and may differ a little (unverified); what is not listed keeps its default."],
    parts: [
      logIn(context),
      ...(api ? [managementNodeCertificate(context)] : []),
      servers(context, ServerKind.DNS),
      servers(context, ServerKind.NTP),
      ...licences(context, services),
      ...locations(context, services),
      ...certificates(context, services),
      ...(settingsNameRoutes(context) ? staticRouteSteps(context) : []),
      ...services.of("managementNodeSettings"),
      ...rooms(context, services),
    ],
  };
}

function logIn({ platform: { managementNode } }: PlatformContext): Step {
  const username = managementNode.origin === "managed" ? managementNode.webAdminUsername : managementNode.api?.username;
  return {
    title: "Log in to the Administrator interface",
    page: "10",
    by: "person",
    body: [
      `Open ${code(`https://${managementNode.fqdn}/`)}, or ${code(`https://${shown(managementNode.address)}/`)} as long as DNS does not know the name. The browser warns of the self-signed certificate until it is replaced; proceed.`,
      "",
      `Username ${typed(username)}, password ${managementNode.api !== undefined && "variable" in managementNode.api.password ? code(`TF_VAR_${managementNode.api.password.variable}`) : managementNode.origin === "managed" ? "the one of the wizard's answer 9" : "its web administration password"}.`,
    ],
  };
}

/** The design of this package: the certificate comes before the stack that signs in with a password. */
function managementNodeCertificate({ platform, nameOf }: PlatformContext): Step {
  const { managementNode } = platform;
  const settings = platform.services.find(({ service }) => service === "managementNodeSettings");
  const path = settings?.references.tlsCertificate;
  const named = typeof path === "string" ? code(nameOf(path)) : "a certificate";
  return {
    title: "Upload the Management Node's TLS certificate now",
    page: "11",
    by: "person",
    body: [
      `Terraform signs in to ${code(`https://${managementNode.fqdn}/`)} with a password, and verifies the certificate first${managementNode.api?.insecureTls === true ? "; this program has `insecureTls`, so that the first apply works without: take it out afterwards" : ""}.`,
      "",
      ...bullets([
        "**Platform > Trusted CA Certificates**: the issuing authorities, if the certificate does not bring its chain.",
        `**Platform > TLS Certificates**: ${named}, with its private key, for the name ${code(managementNode.fqdn)}.`,
        "**Platform > Management Node**: choose it as TLS certificate. The interface restarts for a moment (unverified).",
      ]),
      "",
      "Terraform may add the same certificate again as an object of its own; then delete the one that you uploaded (whether both may stay is unverified).",
    ],
  };
}

/** Servers that the Management Node and its locations use, each once. */
function servers(context: PlatformContext, kind: ServerKind): Step {
  const { managementNode } = context.platform;
  const dns = kind === ServerKind.DNS;
  const title = dns ? "Enable DNS" : "Enable NTP";
  const page = dns ? "10" : "11";
  const menu = dns ? "System > DNS Servers" : "System > NTP Servers";
  const users = usersOf(context, kind);
  const wizard = new Set(managementNode.origin === "managed" ? known(dns ? managementNode.dnsServers : managementNode.ntpServers) : []);
  const existing = new Map((managementNode.api?.existingServers ?? []).filter((server) => server.kind === kind).map(({ address, resourceId }) => [address.toLowerCase(), resourceId]));
  const api = managementNode.mode === "api";
  const state = (address: string): string => {
    if (existing.has(address.toLowerCase())) return `exists already (number ${existing.get(address.toLowerCase())})`;
    if (!api && wizard.has(address)) return "exists already, from the wizard";
    return api ? "Terraform" : managementNode.origin === "managed" ? "add it" : "add it, unless it is there";
  };
  const rows = [...users].map(([address, by]) => [address === DOTTED ? DOTTED : code(address), [...by].join(", "), address === DOTTED ? (api ? "Terraform" : "add it") : state(address)]);
  const advice = dns
    ? "Servers are named by IPv4 address; of those assigned to a location or the Management Node, three are used (docs.pexip.com, \"Enabling DNS\")."
    : "At least three distinct servers; each location and the Management Node is assigned its own.";
  const body = [...(rows.length === 0 ? ["The program names none here."] : table(["Server", "Used by", ""], rows)), "", advice];
  if (api && existing.size > 0) {
    const numbers = `**${menu}**: compare the number at the end of each server's address there with the table; the program names the servers by it. A wrong number assigns another server. Terraform makes what does not exist.`;
    return { title, page, by: "person", body: [numbers, "", ...body] };
  }
  if (api) {
    const collide = [...wizard].filter((address) => users.has(address) && !existing.has(address.toLowerCase()));
    const warning = collide.length === 0 ? [] : ["", `The wizard made ${collide.map(code).join(", ")} already, and making a server twice is refused: name them under ${code("api.existingServers")} with their numbers (the end of their address under **${menu}**), or delete them there first.`];
    return { title, page, by: { terraform: [dns ? "pexip_infinity_dns_server" : "pexip_infinity_ntp_server"] }, body: [...body, ...warning] };
  }
  return { title, page, by: "person", body: [`**${menu}**:`, "", ...body] };
}

function usersOf({ platform }: PlatformContext, kind: ServerKind): ReadonlyMap<string, ReadonlySet<string>> {
  const { managementNode, locations, services } = platform;
  const users = new Map<string, Set<string>>();
  const note = (list: DeferredForm<readonly string[]> | undefined, by: string): void => {
    if (list === undefined) return;
    for (const server of isDeferred(list) ? [list] : list) {
      const key = isDeferred(server) ? DOTTED : server;
      const entry = users.get(key) ?? new Set();
      users.set(key, entry.add(by));
    }
  };
  const dns = kind === ServerKind.DNS;
  const of = (record: SystemLocationRecord): DeferredForm<readonly string[]> => (dns ? record.dnsServers : record.ntpServers);
  if (managementNode.origin === "managed") note(dns ? managementNode.dnsServers : managementNode.ntpServers, "Management Node");
  for (const settings of services.filter(({ service }) => service === "managementNodeSettings")) {
    const values = valuesOf(managementNodeSettings, settings);
    note(dns ? values.dnsServers : values.ntpServers, "Management Node");
    if (!dns) note(values.additionalNtpServers, "Management Node");
  }
  for (const location of locations) if (location.origin === "managed") note(of(location), text(location.name));
  return users;
}

function known(list: DeferredForm<readonly string[]>): readonly string[] {
  return isDeferred(list) ? [] : list.filter((entry): entry is string => !isDeferred(entry));
}

function licences({ platform }: PlatformContext, services: ServiceSteps): readonly Step[] {
  const steps = services.of("licence");
  if (steps.length > 0) return steps;
  if (platform.managementNode.origin === "imported") return [{ title: "Check the licenses", page: "11", by: "person", body: ["**Platform > Licenses**: enough concurrent calls for what is added here."] }];
  return [
    {
      title: "Add licenses",
      page: "11",
      by: "person",
      body: ["**Platform > Licenses**: the program names no licence. License entitlement key: ..........", "", "Before the first room and the first call."],
    },
  ];
}

function locations(context: PlatformContext, services: ServiceSteps): readonly Step[] {
  const { managementNode, locations: all } = context.platform;
  if (all.length === 0) return [{ title: "Add a system location", page: "11", by: "person", body: ["**Platform > Locations**: the program has none, and a Conferencing Node needs one. Name: .........."] }];
  if (managementNode.mode === "runbook") return locationSteps(context, services);
  const made = all.filter(({ origin }) => origin === "managed");
  const there = all.filter(({ origin }) => origin === "imported");
  return [
    ...services.of("syslogServer", "httpProxy"),
    ...(made.length === 0 ? [] : [{ title: "Add system locations", page: "11", by: { terraform: ["pexip_infinity_system_location"] }, body: [`${made.map(({ name }) => code(name)).join(", ")}.`] }]),
    ...(there.length === 0 ? [] : [{ title: "Add system locations", page: "11", by: { nobody: `${there.map(({ name }) => code(name)).join(", ")} exists already.` } }]),
  ];
}

function certificates(context: PlatformContext, services: ServiceSteps): readonly Step[] {
  const steps = services.of("caCertificate", "tlsCertificate");
  if (context.platform.services.some(({ service }) => service === "tlsCertificate")) return steps;
  if (context.platform.managementNode.origin === "imported") {
    return [...steps, { title: "Check the TLS certificates", page: "11", by: "person", body: (stepOf) => [`**Platform > TLS Certificates**: one for each new node, with its SIP TLS FQDN (${stepOf("certificates")}), and its chain under **Platform > Trusted CA Certificates**.`] }];
  }
  return [
    ...steps,
    {
      title: "Upload TLS certificates",
      page: "11",
      by: "person",
      body: (stepOf) => [
        `**Platform > TLS Certificates**: the program names none. Upload those of ${stepOf("certificates")}, for the Management Node and each node, and their chain under **Platform > Trusted CA Certificates**. Self-signed ones work meanwhile, with warnings; the mobile apps refuse them (docs.pexip.com, "Certificate management").`,
      ],
    },
  ];
}

function rooms({ platform }: PlatformContext, services: ServiceSteps): readonly Step[] {
  const steps = services.of("virtualMeetingRoom", "virtualAuditorium");
  const alias: Step = {
    title: "Add an alias for the Virtual Meeting Room",
    page: "11",
    by: { nobody: "done while the room is added." },
  };
  if (steps.length > 0) return [...steps, alias];
  if (platform.managementNode.origin === "imported") return [{ title: "Choose a Virtual Meeting Room for the test call", page: "11", by: "person", body: [`**Services > Virtual Meeting Rooms**: its alias is ${DOTTED}`] }];
  return [
    {
      title: "Add Virtual Meeting Rooms",
      page: "11",
      by: "person",
      body: ["**Services > Virtual Meeting Rooms**: the program has none. One is needed for the test call.", "", ...table(["Field", "Value"], [["Name", typed(undefined)], ["Host PIN", typed(undefined)], ["Alias", typed(undefined)]])],
    },
    alias,
  ];
}
