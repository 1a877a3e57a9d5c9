import { TerraformVariable } from "cdktf";
import {
  HttpProxy,
  ManagementNodeCertificate,
  ManagementNodeSettings,
  type ManagementNodeSettingsProps,
  Secret,
  SnmpMode,
  SnmpNetworkManagementSystem,
  SshAccess,
  StaticRoute,
  SyslogServer,
  TlsCertificate,
} from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, newLocation, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_management_vm";
const SELF_SIGNED = ManagementNodeCertificate.SELF_SIGNED;
const servers = { dnsServers: ["10.44.0.53"], ntpServers: ["ntp1.example.com"] };

test("minimal settings write name, DNS and NTP servers: the provider empties what is left out", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new ManagementNodeSettings(platform, "it", { managementNode, tlsCertificate: SELF_SIGNED, ...servers });
  const idOf = (type: string): string => `\${${type}.${Object.keys(resources(platform, type))[0]}.id}`;
  expect(resources(platform, TYPE)).toEqual({
    it_10B07C0F: { name: "manager", dns_servers: [idOf("pexip_infinity_dns_server")], ntp_servers: [idOf("pexip_infinity_ntp_server")], depends_on: [gate], provider: "pexip.manager" },
  });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  const existing = (resourceId: number) => ({ managementNode, resourceId });
  const route = new StaticRoute(platform, "inside", { managementNode, address: "10.99.0.0", prefix: 24, gateway: "10.44.0.254" });
  new ManagementNodeSettings(platform, "it", {
    managementNode,
    tlsCertificate: TlsCertificate.fromResourceId(platform, "certificate", existing(2)),
    tlsClientCertificate: TlsCertificate.fromResourceId(platform, "client", existing(3)),
    ...servers,
    additionalNtpServers: ["ntp2.example.com", "ntp1.example.com"],
    name: "Manager ${1}",
    description: "%{2}",
    alternativeFqdn: "pexip.example.com",
    ipv6Address: "2001:db8::10",
    ipv6Gateway: "fe80::1",
    staticNatAddress: "192.0.2.10",
    mtu: 1400,
    ssh: SshAccess.OFF,
    snmp: { mode: SnmpMode.STANDARD, community: Secret.fromVariable("community"), systemContact: "it@example.com" },
    secondaryConfigPassphrase: Secret.fromVariable("phrase"),
    staticRoutes: [route],
    syslogServers: [SyslogServer.fromResourceId(platform, "syslog", existing(4))],
    httpProxy: HttpProxy.fromResourceId(platform, "proxy", existing(5)),
    snmpNetworkManagementSystem: SnmpNetworkManagementSystem.fromResourceId(platform, "nms", existing(6)),
  });
  const uri = (collection: string, number: number): string => `/api/admin/configuration/v1/${collection}/${number}/`;
  const resource = theResource(platform, TYPE);
  expect(resource).toMatchObject({
    name: "Manager $${1}",
    description: "%%{2}",
    tls_certificate: uri("tls_certificate", 2),
    tls_client_certificate: uri("tls_certificate", 3),
    alternative_fqdn: "pexip.example.com",
    ipv6_address: "2001:db8::10",
    ipv6_gateway: "fe80::1",
    static_nat_address: "192.0.2.10",
    mtu: 1400,
    enable_ssh: "OFF",
    snmp_mode: "STANDARD",
    snmp_community: "${var.community}",
    snmp_system_contact: "it@example.com",
    secondary_config_passphrase: "${var.phrase}",
    static_routes: [expect.stringMatching(/^\$\{pexip_infinity_static_route\..*\.id\}$/)],
    syslog_servers: [uri("syslog_server", 4)],
    http_proxy: uri("http_proxy", 5),
    snmp_network_management_system: uri("snmp_network_management_system", 6),
  });
  expect(resource.ntp_servers).toHaveLength(2);
});

test("a server that a location names too is one object", () => {
  const { platform, managementNode } = newApiPlatform();
  newLocation(platform, { managementNode, ...servers });
  new ManagementNodeSettings(platform, "it", { managementNode, tlsCertificate: SELF_SIGNED, ...servers });
  expect(Object.keys(resources(platform, "pexip_infinity_dns_server"))).toHaveLength(1);
});

test("in runbook mode it is a record, with what the wizard was told, and no secret", () => {
  const { app, platform, managementNode } = newDeployment();
  const construct = new ManagementNodeSettings(platform, "it", { managementNode, tlsCertificate: SELF_SIGNED, additionalNtpServers: ["ntp4.example.com"], snmp: { community: Secret.fromVariable("community") } });
  expect(synthesized(platform).resource).toBeUndefined();
  expect(Registry.of(app).record(construct, "service")).toMatchObject({
    name: "manager",
    values: { name: "manager", dnsServers: ["10.44.0.53"], ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"], additionalNtpServers: ["ntp4.example.com"], snmp: { community: { variable: "community" } } },
    references: {},
  });
});

const refused = (props: object): readonly string[] => {
  const { platform, managementNode } = newApiPlatform();
  return errorOf(() => new ManagementNodeSettings(platform, "it", { managementNode, ...props } as ManagementNodeSettingsProps)).message.split("\n");
};

test("the certificate is named, or said in words to be the self-signed one", () => {
  expect(refused(servers)).toEqual(["platform/it: tlsCertificate is required: a TlsCertificate"]);
  expect(refused({ ...servers, tlsCertificate: "none" })).toEqual(['platform/it: tlsCertificate must be a TlsCertificate, got "none"']);
});

test("the servers of a Management Node that Terraform does not build are named", () => {
  expect(refused({ tlsCertificate: SELF_SIGNED })).toEqual([
    "platform/it: dnsServers is required: Terraform does not build manager/manager, and what is left out is taken off it",
    "platform/it: ntpServers is required: Terraform does not build manager/manager, and what is left out is taken off it",
  ]);
});

test("what is wrong is refused, all of it", () => {
  expect(refused({ tlsCertificate: SELF_SIGNED, dnsServers: [], ntpServers: ["a b"], ssh: "OFF", name: "a\nb", description: "\ud800", secondaryConfigPassphrase: "secret" })).toEqual([
    'platform/it: name must be one line without control characters, got "a\\nb"',
    'platform/it: description contains half of a character (an unpaired surrogate), got "\\ud800"',
    "platform/it: dnsServers must be a list with at least one entry, got a list of 0 entries",
    expect.stringMatching(/^platform\/it: ntpServers entry 1 .*got "a b"$/),
    'platform/it: ssh must be one of global, off, on, got "OFF"',
    "platform/it: secondaryConfigPassphrase must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
});

test("entries of the lists, but not a whole list, may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {});
  new ManagementNodeSettings(platform, "it", { managementNode, tlsCertificate: SELF_SIGNED, dnsServers: [token.stringValue], ntpServers: ["ntp1.example.com"] });
  expect(theResource(platform, "pexip_infinity_dns_server")).toMatchObject({ address: "${var.token}" });
  expect(errorOf(() => new ManagementNodeSettings(platform, "other", { managementNode, tlsCertificate: SELF_SIGNED, ...servers, dnsServers: token.listValue })).message).toBe(
    "platform/other: dnsServers must be a list whose length is known in api mode; its entries may be Terraform values",
  );
});
