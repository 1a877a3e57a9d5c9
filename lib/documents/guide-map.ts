import type { ConferencingNodeFields } from "../deployment/conferencing-node";
import type { ExternalSwitchFields } from "../deployment/external-switch";
import type { HypervHostFields } from "../deployment/host";
import type { ManagementNodeFields } from "../deployment/management-node";
import type { AnyServiceSpec, ServiceKind } from "../deployment/service";
import { SERVICES } from "../deployment/services";
import type { StaticRouteFields } from "../deployment/static-route";
import type { SystemLocationFields } from "../deployment/system-location";
import { SERVICE_RESOURCES } from "./service-resources";

/** Props by construct, so that a prop named here that is renamed there does not compile. */
interface PropsOf {
  readonly HypervHost: HypervHostFields;
  readonly ExternalSwitch: ExternalSwitchFields;
  readonly ManagementNode: ManagementNodeFields & { readonly wizardAnswers: unknown; readonly "fromAddress()": unknown };
  readonly SystemLocation: SystemLocationFields;
  readonly ConferencingNode: ConferencingNodeFields & Record<"systemLocation" | "staticRoutes" | "tlsCertificate" | "fromAddress()", unknown>;
  readonly StaticRoute: StaticRouteFields;
}

/** One line of the table. */
export interface GuideRow {
  /** Page of the guide for v21. */
  readonly page: number;
  /** What the guide asks for, in a few words. */
  readonly asks: string;
  /** The construct that says it, with its props; empty when nothing of ours does. */
  readonly construct: string;
  /** Types of what Terraform makes of it; those of the Pexip provider in api mode only. */
  readonly resources: readonly string[];
  /** What a person does in runbook mode, or in either mode when there are no resources. */
  readonly step: string;
}

const code = (text: string): string => `\`${text}\``;

function of<K extends keyof PropsOf>(construct: K, ...props: readonly (keyof PropsOf[K] & string)[]): string {
  return [code(construct), ...(props.length === 0 ? [] : [props.map(code).join(", ")])].join(": ");
}

const row = (page: number, asks: string, construct: string, resources: readonly string[], step: string): GuideRow => ({ page, asks, construct, resources, step });

const SWITCH = "hyperv_network_switch";
const DISK = "hyperv_vhd";
const VM = "hyperv_machine_instance";
const STEP = "terraform_data";
const NODE = "pexip_infinity_worker_vm";
const FORM = "Add Conferencing Node";

/** What the guide says where it asks for a service; the other services have their title only. */
const ASKED: Readonly<Partial<Record<ServiceKind, string>>> = {
  syslogServer: "Syslog servers, which need DNS when they are named by name",
  licence: "Add licenses",
  tlsCertificate: "Upload TLS certificates",
  caCertificate: "The chain of intermediate CA certificates (page 17 asks for it again)",
  managementNodeSettings: "The Management Node's own certificate (page 17: any additional DNS and NTP servers)",
  globalSettings: "The global SSH setting, beside all other global settings",
  virtualMeetingRoom: "Add Virtual Meeting Rooms, with their PINs and aliases",
  virtualAuditorium: "Virtual Auditoriums, with their PINs and aliases",
  snmpNetworkManagementSystem: "Enabling SNMP: where the traps go",
  sipProxy: "Integrating with a call control system: SIP",
  h323Gatekeeper: "Integrating with a call control system: H.323",
  mssipProxy: "Integrating with Skype for Business",
  callRoutingRule: "Configuring the Pexip Distributed Gateway",
  registrationSettings: "Registering devices directly: how they register",
  device: "Registering devices directly: their aliases",
  webappBranding: "Customizing the user experience: the web app",
  ivrTheme: "Customizing the user experience: pictures and voice prompts",
  automaticBackup: "Backup your Management Node VM (this one saves its configuration, not the VM)",
};

/** All that is no service. */
const ROWS: readonly GuideRow[] = [
  row(4, "A supported version of Hyper-V", of("HypervHost", "windowsServer", "edition"), [], "install Hyper-V; Server 2012 and 2012 R2 by import (page 6) and `fromAddress`"),
  row(4, "Host servers synchronized with accurate time", of("HypervHost", "timeSource", "ntpServers"), [], "configure the host, or the domain controller that it follows"),
  row(4, "At least three NTP servers on the Management Node", of("ManagementNode", "ntpServers"), [], "answer 7 of the installation wizard (page 8)"),
  row(4, "A static MAC address for the Management Node", of("ManagementNode", "macAddress"), [VM], ""),
  row(4, "An external virtual switch", of("ExternalSwitch", "switchName", "netAdapterNames"), [SWITCH], ""),
  row(5, "The options that are appropriate for your environment, and a lab deployment to look at", of("ExternalSwitch", "allowManagementOs"), [SWITCH], ""),
  row(6, "Download the Management Node's ZIP, and extract it", of("ManagementNode", "templateDisk", "templateVersion"), [DISK], "unpack it on the host, or publish it where the host can download it"),
  row(6, "Import Virtual Machine", of("ManagementNode", "name", "vcpus", "memoryMib"), [VM], ""),
  row(6, "System Center Virtual Machine Manager instead", of("ManagementNode", "fromAddress()"), [], "import the VHD into the library, and deploy it from a VM template"),
  row(7, "Restart automatically with the host", of("ManagementNode", "automaticStart"), [VM], ""),
  row(8, "Open a console window, and set the password of the operating system", "", [], "Connect in Hyper-V Manager, log in as admin, and record the password"),
  row(8, "Run the installation wizard", of("ManagementNode", "wizardAnswers"), [], "type the eleven answers"),
  row(9, "Answers that are changed only by running the wizard again", of("ManagementNode", "hostname", "domain", "address", "netmask", "gateway", "webAdminUsername"), [STEP], "run the wizard again when the plan replaces this marker"),
  row(9, "The installation begins, and the Management Node restarts", of("ManagementNode", "commands"), [STEP], "`pexip-hyperv wait manager` waits for it in either mode"),
  row(10, "Log in to the Administrator interface", of("ManagementNode", "api"), [], "with the web administration username and password"),
  row(10, "No changes on a VM's terminal", "", [], "leave them alone, unless Pexip's support asks"),
  row(10, "Enable DNS", of("SystemLocation", "dnsServers"), ["pexip_infinity_dns_server"], "System > DNS Servers"),
  row(11, "Enable NTP", of("SystemLocation", "ntpServers"), ["pexip_infinity_ntp_server"], "System > NTP Servers"),
  row(11, "Add a system location", of("SystemLocation", "name", "description", "mtu", "mediaQos", "signallingQos"), ["pexip_infinity_system_location"], "Platform > Locations"),
  row(12, "Manually deploying a Conferencing Node", of("ConferencingNode"), [NODE], `Platform > Conferencing Nodes > ${FORM}, deployment type Manual (Hyper-V)`),
  row(12, "Number of virtual CPUs, and system memory", of("ConferencingNode", "vcpus", "memoryMib"), [VM, NODE], FORM),
  row(12, "Name, description, role", of("ConferencingNode", "name", "description", "role"), [VM, NODE], FORM),
  row(12, "Hostname, domain, IPv4 address, network mask, gateway", of("ConferencingNode", "hostname", "domain", "address", "netmask", "gateway"), [NODE], FORM),
  row(13, "Secondary interface", of("ConferencingNode", "secondaryAddress", "secondaryNetmask", "secondaryVlanId"), [VM, NODE], FORM),
  row(13, "System location", of("ConferencingNode", "systemLocation"), [NODE], FORM),
  row(13, "SIP TLS FQDN, and the TLS certificate that contains it", of("ConferencingNode", "sipTlsFqdn", "tlsCertificate"), [NODE], FORM),
  row(13, "IPv6 address and gateway", of("ConferencingNode", "ipv6Address", "ipv6Gateway"), [NODE], FORM),
  row(13, "IPv4 static NAT address", of("ConferencingNode", "staticNatAddress"), [NODE], `${FORM}; and the NAT device, in either mode`),
  row(13, "Static routes", `${of("StaticRoute", "address", "prefix", "gateway")}; ${of("ConferencingNode", "staticRoutes")}`, ["pexip_infinity_static_route", NODE], "System > Static Routes, then the form"),
  row(13, "Enable distributed database, enable SSH, SSH password", of("ConferencingNode", "distributedDatabase", "ssh", "sshPassword"), [NODE], FORM),
  row(13, "Download the node's ZIP, and unzip it on the host", of("ConferencingNode", "templateDisk"), [DISK], "Download Conferencing Node; publish the ZIP where the host can download it. In api mode all nodes start from one generic disk"),
  row(14, "Import Virtual Machine", of("ConferencingNode", "name", "diskPath", "macAddress"), [VM], ""),
  row(14, "A VM that Terraform does not build", of("ConferencingNode", "fromAddress()"), [NODE], FORM),
  row(14, "About five minutes until the node is available", of("ManagementNode", "commands"), [STEP], "Status > Conferencing Nodes; in api mode `pexip-hyperv wait node` waits"),
  row(14, "Restart automatically with the host", of("ConferencingNode", "automaticStart"), [VM], ""),
  row(14, "Processor compatibility mode off", of("ConferencingNode"), [VM], ""),
  row(15, "Make a test call", "", [], "from two devices, with camera, microphone and content"),
  row(15, "Assigning hostnames and FQDNs", of("ConferencingNode", "hostname", "domain", "sipTlsFqdn"), [NODE], FORM),
  row(15, "Enabling SNMP on Conferencing Nodes", of("ConferencingNode", "snmp"), [NODE], "Platform > Conferencing Nodes, each node"),
  row(16, "A trunk or neighbor zone towards each Conferencing Node", "", [], "on the call control system"),
  row(16, "Informing users", "", [], "write to them"),
  row(17, "Download the installation file; addresses and host names for all nodes", `${of("ManagementNode", "address", "hostname")}; ${of("ConferencingNode", "address", "hostname")}`, [], "download it; the rules find what is taken twice"),
  row(17, "DNS records for the Management Node, the nodes and the clients", "", [], "create them, and verify them afterwards"),
  row(17, "Generate or request certificates", "", [], "ask a certificate authority, with every FQDN of page 13"),
  row(17, "CPU model and cores per socket of the host; appropriate host servers", of("HypervHost", "cpuModel", "sockets", "coresPerSocket", "threadsPerCore", "numaAffinity", "memoryGib"), [], "read them on the host"),
  row(17, "Ensure that all host servers are synchronized to NTP servers", of("HypervHost", "timeSource", "ntpServers"), [], "as on page 4"),
  row(17, "Upload the ZIP of the Management Node, and run the setup wizard", of("ManagementNode", "templateDisk", "wizardAnswers"), [DISK, VM], "as on pages 6 and 8"),
  row(17, "The nine steps of the Administrator interface", "", [], "as on pages 10 to 16; verify the DNS records and the chain of certificates from outside, on port 5061 too"),
  row(17, "Automatic startup on every VM", `${of("ManagementNode", "automaticStart")}; ${of("ConferencingNode", "automaticStart")}`, [VM], ""),
  row(18, "Management Node (installation wizard)", of("ManagementNode", "address", "netmask", "gateway", "hostname", "domain", "dnsServers", "ntpServers"), [], "the installation wizard (page 8)"),
  row(18, "VM name, system location 1 name, license entitlement key", `${of("ManagementNode", "name")}; ${of("SystemLocation", "name")}; ${code("Licence")}: ${code("entitlementId")}`, [VM, "pexip_infinity_system_location", "pexip_infinity_licence"], "as on pages 6 and 11"),
  row(18, "VM manager", "", [], "for VMware only"),
  row(18, "CPU cores per socket on host server", of("HypervHost", "coresPerSocket"), [], "read them on the host"),
  row(18, "Each Conferencing Node's name, VM name, IP address, hostname and domain", of("ConferencingNode", "name", "address", "hostname", "domain"), [VM, NODE], FORM),
];

function serviceRow({ service, title, menu, page }: AnyServiceSpec): GuideRow {
  return row(page, ASKED[service] ?? title, code(service[0].toUpperCase() + service.slice(1)), [SERVICE_RESOURCES[service]], menu);
}

/** Every line, in the order of pages. */
export function guideRows(services: readonly AnyServiceSpec[] = SERVICES): readonly GuideRow[] {
  return [...ROWS, ...services.map(serviceRow)].sort((a, b) => a.page - b.page);
}

/** `docs/guide-map.md`: what became of each page of the installation guide. */
export function guideMap(rows: readonly GuideRow[] = guideRows()): string {
  const lines = [
    "# The installation guide, page by page",
    "",
    "<!-- written by npm run docs: change lib/documents/guide-map.ts, or the services in lib/deployment/services, instead -->",
    "",
    "Pexip Infinity Hyper-V Installation Guide, version 21.a, May 2019: pages 4 to 18, and what says the same here.",
    "",
    "- `hyperv_*` is built by Terraform in either mode; `terraform_data` is a marker or a step that waits.",
    "- `pexip_infinity_*` is built in api mode (Infinity v38 and later). In runbook mode a person does the step of the last column, with the values of the construct.",
    "- Where no resource stands, the step is a person's in either mode. Where no step stands, nobody does anything.",
    "",
    "| page | the guide asks for | construct | resource | step by hand |",
    "| ---: | --- | --- | --- | --- |",
    ...rows.map(({ page, asks, construct, resources, step }) => `| ${[page, asks, construct, resources.map(code).join(", "), step].map((text) => cell(String(text))).join(" | ")} |`),
  ];
  return `${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return text === "" ? "-" : text.replaceAll("|", "\\|");
}
