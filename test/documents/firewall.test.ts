import { NodeRole, SshAccess } from "../../lib/deployment/enums";
import { DeploymentView, type DeploymentRecord } from "../../lib/deployment/model";
import { automaticBackup } from "../../lib/deployment/services/automatic-backup";
import { callRoutingRule } from "../../lib/deployment/services/call-routing-rule";
import { httpProxy } from "../../lib/deployment/services/http-proxy";
import { licence } from "../../lib/deployment/services/licence";
import { managementNodeSettings } from "../../lib/deployment/services/management-node-settings";
import { sipProxy } from "../../lib/deployment/services/sip-proxy";
import { smtpServer } from "../../lib/deployment/services/smtp-server";
import { snmpNetworkManagementSystem } from "../../lib/deployment/services/snmp-network-management-system";
import { stunServer } from "../../lib/deployment/services/stun-server";
import { syslogServer, SyslogTransport } from "../../lib/deployment/services/syslog-server";
import { turnServer } from "../../lib/deployment/services/turn-server";
import { Secret } from "../../lib/deployment/secret";
import { SnmpMode } from "../../lib/deployment/snmp";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { firewallCsv, firewallRules } from "../../lib/documents/firewall";
import { addressText } from "../../lib/documents/firewall/rule";
import { DEFERRED } from "../../lib/validation/fields";
import { aHost, aLocation, aNode, aSwitch, sound, TOKEN } from "../support/records";
import { apiManager, aService, inputOf, large, settings, withEdge } from "./edge-deployment";

/** `source > destination [addresses] protocol ports`, with `<>` where either side begins and `?` where it is optional. */
function short(records: readonly DeploymentRecord[], like: RegExp = /./): readonly string[] {
  return firewallRules(new DeploymentView({ records, acceptances: [] }))
    .map(({ source, destination, protocol, ports, direction, need }) => `${source.name} ${direction === "both ways" ? "<>" : ">"} ${destination.name} [${destination.address}] ${protocol} ${ports}`.trimEnd() + (need === "optional" ? " ?" : ""))
    .filter((line) => like.test(line));
}

test("building needs WinRM to each host, its downloads and its time, and the Management Node", () => {
  const disk = TemplateDisk.fromZip("https://images.example.com:8443/pexip-oslo-1.example.com.zip", "pexip.vhd");
  const { records } = sound({ node1: { templateDisk: disk }, node2: { templateDisk: TemplateDisk.fromUrl("http://images.example.com/pexip.vhd") }, host: { winrm: { https: false } } });
  expect(short(records).slice(0, 5)).toEqual([
    "Machine that runs Terraform > Hyper-V host hv1 [hv1.example.com] TCP 5985",
    "Hyper-V host hv1 > Server of the template disks [images.example.com] TCP 8443",
    "Hyper-V host hv1 > Server of the template disks [images.example.com] TCP 80",
    "Hyper-V host hv1 > Time servers of the host [ntp1.example.com ntp2.example.com ntp3.example.com] UDP 123",
    "Machine that runs Terraform > Management Node manager.example.com [10.44.0.10] TCP 443",
  ]);
});

test("in api mode, fresh nodes are reached on 8443 at their first address", () => {
  const host = aHost();
  const externalSwitch = aSwitch(host);
  const manager = apiManager({ host, externalSwitch });
  const systemLocation = aLocation(manager);
  const records = [host, externalSwitch, manager, systemLocation, aNode({ host, externalSwitch, systemLocation }, "oslo-1", { bootstrapAddress: "10.44.0.211" }), aNode({ host, externalSwitch, systemLocation }, "oslo-2")];
  expect(short(records, /8443/)).toEqual(["Machine that runs Terraform > Fresh Conferencing Nodes of manager.example.com [10.44.0.12 10.44.0.211] TCP 8443"]);
  expect(short(sound().records, /8443/)).toEqual([]);
});

test("when no command is called in runbook mode, nothing waits for the Management Node", () => {
  expect(short(sound({ manager: { commands: { enabled: false } } }).records, /Terraform > Management/)).toEqual([]);
});

test("nodes without proxying ones form one mesh, with the Management Node beside it", () => {
  expect(short(sound().records, /500|ESP/)).toEqual([
    "Management Node manager.example.com <> All Conferencing Nodes [10.44.0.11 10.44.0.12] UDP 500",
    "Management Node manager.example.com <> All Conferencing Nodes [10.44.0.11 10.44.0.12] 50 (ESP)",
    "All Conferencing Nodes <> All Conferencing Nodes [10.44.0.11 10.44.0.12] UDP 500",
    "All Conferencing Nodes <> All Conferencing Nodes [10.44.0.11 10.44.0.12] 50 (ESP)",
  ]);
});

test("proxying nodes reach their own location, the transcoding and overflow locations and the Management Node only", () => {
  const base = withEdge();
  const elsewhere = aLocation(base.manager, { name: "Bergen" }, "bergen");
  const bergen = aNode({ ...base, systemLocation: elsewhere }, "bergen-5", { address: "10.55.0.5" });
  expect(short([...base.records, base.dmz, elsewhere, bergen, base.edge(1), base.edge(2)], /ESP/)).toEqual([
    "Management Node manager.example.com <> All Conferencing Nodes [10.44.0.11 10.44.0.12 10.44.20.1 10.44.20.2 10.55.0.5] 50 (ESP)",
    "Transcoding Conferencing Nodes <> Transcoding Conferencing Nodes [10.44.0.11 10.44.0.12 10.55.0.5] 50 (ESP)",
    "Conferencing Nodes in DMZ <> Conferencing Nodes in DMZ [10.44.20.1 10.44.20.2] 50 (ESP)",
    "Conferencing Nodes in DMZ <> Conferencing Nodes in oslo [10.44.0.11 10.44.0.12] 50 (ESP)",
  ]);
});

test("proxying nodes without a transcoding location reach every node, and so does every node when the global settings say so", () => {
  const alone = withEdge({ transcodingLocation: undefined });
  const mesh = /All Conferencing Nodes <> All Conferencing Nodes \[10.44.0.11 10.44.0.12 10.44.20.1\]/;
  expect(short([...alone.records, alone.dmz, alone.edge(1)], mesh)).toHaveLength(2);
  const base = withEdge();
  expect(short([...base.records, base.dmz, base.edge(1), settings(base, { enableEdgeNonMesh: false })], mesh)).toHaveLength(2);
});

test("a proxying location that needs every node is reached from the other proxying ones too", () => {
  const base = withEdge();
  const alone = aLocation(base.manager, { name: "Lab DMZ" }, "lab");
  const lab = aNode({ ...base, systemLocation: alone }, "lab-9", { role: NodeRole.PROXYING, address: "10.44.40.9" });
  expect(short([...base.records, base.dmz, alone, base.edge(1), lab], /ESP/).slice(1)).toEqual([
    "Conferencing Nodes that need every other <> Conferencing Nodes that need every other [10.44.0.11 10.44.0.12 10.44.40.9] 50 (ESP)",
    "Conferencing Nodes in DMZ <> Conferencing Nodes in oslo [10.44.0.11 10.44.0.12] 50 (ESP)",
    "Conferencing Nodes in DMZ <> Conferencing Nodes in Lab DMZ [10.44.40.9] 50 (ESP)",
  ]);
});

test("clients inside reach the nodes that take calls; who has no public address is not reached from the Internet", () => {
  const to = (ports: string, arrow = "<>") => `Clients in the company's network ${arrow} Conferencing Nodes in oslo [10.44.0.11 10.44.0.12] ${ports}`;
  expect(short(sound().records, /^Clients/)).toEqual([to("TCP 443", ">"), to("TCP 5061"), to("TCP 5060"), to("UDP 1719", ">"), to("TCP 1720"), to("TCP 33000-39999"), to("UDP 40000-49999"), to("TCP 40000-49999")]);
});

test("clients reach proxying nodes at their second interface, and from the Internet at their NAT addresses", () => {
  const base = withEdge();
  expect(short([...base.records, base.dmz, base.edge(1), base.edge(2, { ipv6Address: "2001:db8::2" })], /^Clients.*443$/)).toEqual([
    "Clients in the company's network > Conferencing Nodes in DMZ [10.44.30.1 10.44.30.2 2001:db8::2] TCP 443",
    "Clients on the Internet > Conferencing Nodes in DMZ, public [203.0.113.1 203.0.113.2 2001:db8::2] TCP 443",
  ]);
});

test("protocols and ports follow the global settings", () => {
  const base = sound();
  const off = short([...base.records, settings(base, { enableH323: false, enableSipUdp: true, enableWebrtc: false, mediaPortsStart: 41_000, mediaPortsEnd: 42_000 })], /^Clients/);
  expect(off.map((line) => line.split("] ")[1])).toEqual(["TCP 5061", "TCP 5060", "UDP 5060", "UDP 41000-42000", "TCP 41000-42000"]);
  const ports = short([...base.records, settings(base, { enableSip: false, signallingPortsStart: 30_000 })], /^Clients/);
  expect(ports.map((line) => line.split("] ")[1])).toEqual(["TCP 443", "UDP 1719", "TCP 1720", "TCP 30000-39999", "UDP 40000-49999", "TCP 40000-49999"]);
});

test("administrators reach the interface, and SSH where it is on", () => {
  const base = sound({ node1: { ssh: SshAccess.ON } });
  expect(short(base.records, /^Administrators/)).toEqual([
    "Administrators > Management Node manager.example.com [10.44.0.10] TCP 443",
    "Administrators > Management Node manager.example.com [10.44.0.10] TCP 80 ?",
    "Administrators > Management Node manager.example.com [10.44.0.10] TCP 22 ?",
    "Administrators > All Conferencing Nodes [10.44.0.11 10.44.0.12] TCP 22 ?",
  ]);
  expect(short([...base.records, settings(base, { enableSsh: false })], / 22 /)).toEqual(["Administrators > Conferencing Nodes with SSH [10.44.0.11] TCP 22 ?"]);
});

test("servers of the Management Node and of each location: DNS, time, logs, traps, mail and backups", () => {
  const base = sound({ location: { name: "Oslo" } });
  const syslog = aService(base, syslogServer, "syslog", { address: "syslog.example.com", port: 6514, transport: SyslogTransport.TLS });
  const nms = aService(base, snmpNetworkManagementSystem, "nms", { address: "10.44.0.99" });
  const own = aService(base, managementNodeSettings, "own", { additionalNtpServers: ["ntp4.example.com"], snmp: { mode: SnmpMode.STANDARD } }, { syslogServers: [syslog.path] });
  const mail = aService(base, smtpServer, "mail", { address: "smtp.example.com", fromEmailAddress: "pexip@example.com" });
  const backup = aService(base, automaticBackup, "backup", { uploadUrl: "ftp://backup.example.com:2121/pexip" });
  const location = { ...base.systemLocation, services: { syslogServers: [syslog.path], snmpNetworkManagementSystem: nms.path } };
  const node = { ...base.nodes[0], snmp: { mode: SnmpMode.AUTHPRIV } };
  const records = [base.host, base.externalSwitch, base.manager, location, node, base.nodes[1], syslog, nms, own, mail, backup];
  const used = /DNS servers|NTP servers|Syslog|SNMP|SMTP|Backup/;
  expect(short(records, used)).toEqual([
    "SNMP managers > Management Node manager.example.com [10.44.0.10] UDP 161",
    "SNMP managers > Conferencing Nodes with SNMP [10.44.0.11] UDP 161",
    "Management Node manager.example.com > DNS servers of the Management Node [10.44.0.53] UDP 53",
    "Management Node manager.example.com > DNS servers of the Management Node [10.44.0.53] TCP 53",
    "Management Node manager.example.com > NTP servers of the Management Node [ntp1.example.com ntp2.example.com ntp3.example.com ntp4.example.com] UDP 123",
    "Management Node manager.example.com > Syslog server [syslog.example.com] TCP 6514",
    "Conferencing Nodes in Oslo > DNS servers of Oslo [10.44.0.53] UDP 53",
    "Conferencing Nodes in Oslo > DNS servers of Oslo [10.44.0.53] TCP 53",
    "Conferencing Nodes in Oslo > NTP servers of Oslo [ntp1.example.com ntp2.example.com ntp3.example.com] UDP 123",
    "Conferencing Nodes in Oslo > Syslog server [syslog.example.com] TCP 6514",
    "Conferencing Nodes in Oslo > SNMP network management system nms [10.44.0.99] UDP 161",
    "Management Node manager.example.com > SMTP server mail [smtp.example.com] TCP 587",
    "Management Node manager.example.com > Backup server [backup.example.com] TCP 2121",
  ]);
});

test("incident reports and statistics go out only where the wizard or the settings allow it", () => {
  const pexips = /Pexip's (incident|provider)/;
  expect(short(sound().records, pexips)).toEqual([
    "Management Node manager.example.com > Pexip's incident reporting [acr.pexip.com] TCP 443",
    "Conferencing Nodes in oslo > Pexip's incident reporting [acr.pexip.com] TCP 443",
  ]);
  const base = sound({ manager: { incidentReporting: false, usageStatistics: true } });
  expect(short(base.records, pexips)).toEqual(["Management Node manager.example.com > Pexip's provider of statistics [..........] TCP 443"]);
  expect(short([...base.records, settings(base, { usageStatistics: false, incidentReporting: true, incidentReportingUrl: "http://reports.example.com:8080/x" })], pexips)).toEqual([
    "Management Node manager.example.com > Pexip's incident reporting [reports.example.com] TCP 8080",
    "Conferencing Nodes in oslo > Pexip's incident reporting [reports.example.com] TCP 8080",
  ]);
});

test("a web proxy takes the place of the ways that it serves", () => {
  const base = sound();
  const proxy = aService(base, httpProxy, "proxy", { address: "proxy.example.com" });
  const location = { ...base.systemLocation, services: { httpProxy: proxy.path } };
  expect(short([base.host, base.externalSwitch, base.manager, location, ...base.nodes, proxy], /^Conferencing Nodes in oslo > (Web|Pexip)/)).toEqual(["Conferencing Nodes in oslo > Web proxy proxy [proxy.example.com] TCP 8080"]);
});

test("licences are activated over the Internet unless they are in offline mode", () => {
  const base = sound();
  const one = (offlineMode: boolean) => [...base.records, aService(base, licence, "licence", { entitlementId: Secret.fromVariable("key"), offlineMode })];
  expect(short(base.records, /licence/)).toEqual(["Management Node manager.example.com > Pexip's licence server [activation.pexip.com pexip.flexnetoperations.com] TCP 443 ?"]);
  expect(short(one(false), /licence/)).toEqual(["Management Node manager.example.com > Pexip's licence server [activation.pexip.com pexip.flexnetoperations.com] TCP 443"]);
  expect(short(one(true), /licence/)).toEqual([]);
});

test("call control systems are reached from the locations that name them or that a Call Routing Rule sends there", () => {
  const base = withEdge();
  const proxy = aService(base, sipProxy, "vcs", { address: "vcs.example.com" });
  const turn = aService(base, turnServer, "turn", { address: "turn.example.com" });
  const stun = aService(base, stunServer, "stun", { address: "stun.example.com" });
  const dmz = { ...base.dmz, services: { turnServer: turn.path, clientStunServers: [stun.path] } };
  const rule = aService(base, callRoutingRule, "out", { priority: 1, matchString: ".*" }, { sipProxy: proxy.path, outgoingLocation: base.systemLocation.path });
  const systems = /SIP proxy|TURN|STUN/;
  const records = [...base.records, dmz, base.edge(1), proxy, turn, stun];
  expect(short([...records, rule], systems)).toEqual([
    "Conferencing Nodes in oslo > SIP proxy vcs [vcs.example.com] TCP 5061",
    "Conferencing Nodes in DMZ > TURN server turn [turn.example.com] UDP 3478",
    "Clients in the company's network > STUN server stun [stun.example.com] UDP 3478 ?",
    "Clients on the Internet > STUN server stun [stun.example.com] UDP 3478 ?",
  ]);
  const anywhere = { ...rule, references: { sipProxy: proxy.path } };
  expect(short([...records, anywhere], /SIP proxy/).map((line) => line.split(" > ")[0])).toEqual(["Conferencing Nodes in oslo", "Conferencing Nodes in DMZ"]);
});

test("a dotted line stands for addresses that are not known yet, and for people and machines outside of the model", () => {
  const content = firewallCsv(inputOf(sound({ node1: { address: TOKEN }, manager: { dnsServers: [TOKEN] } }).records)).content;
  expect(content).toContain("\r\nMachine that runs Terraform,..........,Hyper-V host hv1,hv1.example.com,TCP,5986,WinRM over HTTPS,");
  expect(content).toContain(",All Conferencing Nodes,10.44.0.12 ..........,UDP,500,");
  expect(content).toContain(",DNS servers of the Management Node,..........,UDP,53,");
});

test("hostile names are text in the table", () => {
  const content = firewallCsv(inputOf(sound({ location: { name: '=cmd|\' /C calc\'!A0,"x"' }, manager: { hostname: "+1" } }).records)).content;
  expect(content).toContain('"Conferencing Nodes in =cmd|\' /C calc\'!A0,""x"""');
  expect(content).not.toMatch(/(^|,|\n)"?[=+@]/m);
});

test("three and more neighbours are a range, duplicates are one", () => {
  expect(addressText(["10.0.0.10", "10.0.0.9", "10.0.1.0", "10.0.0.255", "10.0.0.254", "10.0.0.9", "10.0.0.8", "192.168.0.1", undefined, "b.example.com", "2001:db8::1", DEFERRED, DEFERRED])).toBe("10.0.0.8-10.0.0.10 10.0.0.254-10.0.1.0 192.168.0.1 2001:db8::1 b.example.com ..........");
  expect(addressText(["255.255.255.255", "200.0.0.1"])).toBe("200.0.0.1 255.255.255.255");
  expect(addressText([undefined])).toBe("");
});

test("the table grows with locations, not with pairs of nodes", () => {
  const rows = (count: number) => firewallRules(new DeploymentView({ records: large(count), acceptances: [] })).length;
  expect(rows(1000)).toBeLessThan(20 * 20);
  expect(rows(40)).toBe(rows(2));
});

test("a platform without nodes asks for nothing between nodes", () => {
  const { host, externalSwitch, manager } = sound();
  expect(short([host, externalSwitch, manager], /Conferencing/)).toEqual([]);
});
