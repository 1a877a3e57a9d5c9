import { ServerKind } from "../../../lib/deployment/management-node";
import { Secret } from "../../../lib/deployment/secret";
import { callRoutingRule } from "../../../lib/deployment/services/call-routing-rule";
import { globalSettings } from "../../../lib/deployment/services/global-settings";
import { managementNodeSettings } from "../../../lib/deployment/services/management-node-settings";
import { tlsCertificate } from "../../../lib/deployment/services/tls-certificate";
import { webappBranding, WebappType } from "../../../lib/deployment/services/webapp-branding";
import { SnmpMode } from "../../../lib/deployment/snmp";
import { certificate } from "../../support/certificates";
import { aLocation } from "../../support/records";
import { aService, runbookOf, small, smallApi, stepOf, stepsOf } from "../runbook-deployment";

test("each service is entered once, before what names it, and rules by priority", () => {
  const { records, managementNode } = small();
  const late = aService(managementNode, callRoutingRule, "first", { priority: 2, matchString: "9.*" });
  const branding = aService(managementNode, webappBranding, "example", { webappType: WebappType.WEBAPP2, brandingFile: "/home/somebody/branding-3.zip" });
  const text = runbookOf([...records, late, branding]);
  const titles = stepsOf(text).map((step) => step.slice(4).trim());
  expect(titles.filter((title) => title === "SIP proxy call-control")).toHaveLength(1);
  expect(titles.indexOf("SIP proxy call-control")).toBeLessThan(titles.indexOf("System location Oslo"));
  expect(titles.indexOf("Licence licence")).toBeLessThan(titles.indexOf("Virtual Meeting Room test-room"));
  expect(titles.indexOf("Call Routing Rule first")).toBeLessThan(titles.indexOf("Call Routing Rule extensions"));
  const proxy = stepOf(text, "SIP proxy call-control");
  expect(proxy).toContain("**Call Control > SIP Proxies**, add:");
  expect(proxy).toContain("| Name | `call-control` |\n| Address | `sip.example.com` |\n| Port | `5061` |\n| Transport | tls |");
  expect(proxy).toContain("It is entered here because what follows names it.");
  expect(stepOf(text, "System location Oslo")).toContain("| SIP proxy | `call-control` |");
  const rule = stepOf(text, "Call Routing Rule extensions");
  expect(rule).toContain("| Destination alias regex match | `(a\\|b)\\d+` |");
  expect(rule).toContain("| Outgoing location | `Oslo` |\n| SIP proxy | `call-control` |");
  expect(stepOf(text, "Virtual Meeting Room test-room")).toContain("| Aliases | `meet.test@example.com` |\n| Host PIN | in TF_VAR_test_pin |");
  expect(stepOf(text, "Web app branding example")).toContain("the file `branding-3.zip`");
  expect(text).not.toContain("/home/somebody");
});

test("the Management Node's own certificate, servers and lines of text are entered too", () => {
  const { records, managementNode } = small();
  const cert = aService(managementNode, tlsCertificate, "all", { certificate: certificate(["manager.example.com"]), privateKey: Secret.fromVariable("key") });
  const settings = aService(managementNode, managementNodeSettings, "settings", { additionalNtpServers: ["ntp4.example.com"], snmp: { mode: SnmpMode.STANDARD, community: Secret.fromVariable("community") } }, { tlsCertificate: cert.path });
  const global = aService(managementNode, globalSettings, "global", { resetsEverythingNotNamed: true, logonBanner: "For **staff**\n```\nonly", enableSsh: false });
  const text = runbookOf([...records, cert, settings, global]);
  expect(stepOf(text, "TLS certificate all")).toContain("| For the names | `manager.example.com` |");
  expect(stepOf(text, "TLS certificate all")).toContain("| Private key | in TF_VAR_key |");
  expect(stepOf(text, "Management Node settings")).toContain("| TLS certificate | `all` |");
  expect(stepOf(text, "Management Node settings")).toContain("| SNMP: Community | in TF_VAR_community |");
  expect(stepOf(text, "Enable NTP")).toContain("| `ntp4.example.com` | Management Node | add it |");
  expect(stepOf(text, "Enable NTP")).toContain("| `ntp1.example.com` | Management Node, Oslo | exists already, from the wizard |");
  expect(stepOf(text, "Global settings")).toContain("| Enable SSH | No |");
  expect(stepOf(text, "Global settings")).toContain("````\nFor **staff**\n```\nonly\n````");
  expect(stepOf(text, "Global settings")).not.toContain("Resets");
});

test("locations that overflow to each other are entered first, and joined afterwards", () => {
  const { records, managementNode, systemLocation } = small();
  const bergen = aLocation(managementNode, { name: "Bergen" }, "bergen", { primaryOverflowLocation: systemLocation });
  const joined = records.map((record) => (record.path === systemLocation.path ? { ...systemLocation, primaryOverflowLocation: bergen.path } : record));
  const text = runbookOf([...joined, bergen]);
  expect(stepOf(text, "System location Oslo")).toContain("| Primary overflow location | leave empty for now: `Bergen` comes later |");
  expect(stepOf(text, "System location Bergen")).toContain("| Primary overflow location | `Oslo` |");
  expect(stepOf(text, "Primary overflow location of Oslo")).toContain("open `Oslo`: Primary overflow location `Bergen`");
});

test("a location comes after the one that transcodes for it, however they were declared", () => {
  const { managementNode, records } = small();
  const inner = aLocation(managementNode, { name: "Inner" }, "inner");
  const outer = aLocation(managementNode, { name: "Outer" }, "outer", { transcodingLocation: inner });
  const titles = stepsOf(runbookOf([...records, outer, inner])).map((step) => step.slice(4).trim());
  expect(titles.indexOf("System location Inner")).toBeLessThan(titles.indexOf("System location Outer"));
});

test("in api mode, servers of the wizard are compared by number, or a collision is announced", () => {
  const named = smallApi({ api: { existingServers: [{ kind: ServerKind.DNS, address: "10.44.0.53", resourceId: 1 }] } });
  expect(stepOf(runbookOf(named.records), "Enable DNS")).toContain("| `10.44.0.53` | Management Node, Oslo | exists already (number 1) |");
  expect(stepOf(runbookOf(smallApi().records), "Enable DNS")).toContain("The wizard made `10.44.0.53` already, and making a server twice is refused");
});
