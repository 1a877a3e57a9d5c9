import { NodeRole } from "../../../lib/deployment/enums";
import { DeploymentView, type DeploymentRecord } from "../../../lib/deployment/model";
import { serviceRecord } from "../../../lib/deployment/service";
import { tlsCertificate } from "../../../lib/deployment/services/tls-certificate";
import { virtualMeetingRoom } from "../../../lib/deployment/services/virtual-meeting-room";
import { Secret } from "../../../lib/deployment/secret";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import { planPreflight, type PlannedProbe, type PlannedSubject, type PlanOptions } from "../../../lib/client/preflight/plan";
import { certificate } from "../../support/certificates";
import { placeAt } from "../../support/problems";
import { aHost, aLocation, aNode, sound, TOKEN, type Changes } from "../../support/records";

const plan = (records: readonly DeploymentRecord[], options: Partial<PlanOptions> = {}) => planPreflight(new DeploymentView({ records, acceptances: [] }), { isBuilt: () => false, ...options });

/** `forward manager.example.com`: a probe in a few words. */
function words(probe: PlannedProbe): string {
  switch (probe.probe) {
    case "forward":
      return `forward ${probe.name} ${probe.addresses.join("|")}${probe.ipv6 === undefined ? "" : `|${probe.ipv6}`}`.trim();
    case "reverse":
      return `reverse ${probe.address} ${probe.name}`;
    case "dnsServer":
    case "timeServer":
      return `${probe.probe} ${probe.server}`;
    case "timeAgreement":
      return `timeAgreement ${probe.servers.length}`;
    case "service":
      return `service ${probe.service.label}.${probe.domain}:${probe.service.port} ${probe.nodes.join("|")}`;
    case "address":
      return `address ${probe.address} ${probe.isBuilt ? "built" : "free"}`;
    case "template":
      return `template ${probe.url}`;
    case "login":
      return `login after ${probe.before.length}`;
    case "deferred":
      return `deferred ${probe.what}`;
    default:
      return probe.probe;
  }
}

const shown = (subjects: readonly PlannedSubject[]) => Object.fromEntries(subjects.map(({ subject, probes }) => [`${subject.kind} ${subject.name}`, probes.map(words)]));
const shownWith = (changes: Changes, options: Partial<PlanOptions> = {}) => shown(plan(sound(changes).records, options));

const TIME = ["timeServer ntp1.example.com", "timeServer ntp2.example.com", "timeServer ntp3.example.com", "timeAgreement 3"];

function room(managementNode: ReturnType<typeof sound>["manager"], aliases: readonly string[]) {
  return serviceRecord(placeAt("platform/room"), "room", virtualMeetingRoom, { aliases }, managementNode, {});
}

test("looks at hosts, then at the Management Node, then at its nodes", () => {
  expect(shownWith({})).toEqual({
    "host hv1": ["forward hv1.example.com", "winrm", "login after 0", ...TIME, "hostFacts"],
    "managementNode manager.example.com": ["forward manager.example.com 10.44.0.10", "reverse 10.44.0.10 manager.example.com", "dnsServer 10.44.0.53", ...TIME, "address 10.44.0.10 free"],
    "conferencingNode oslo-1": ["forward oslo-1.example.com 10.44.0.11", "reverse 10.44.0.11 oslo-1.example.com", "address 10.44.0.11 free"],
    "conferencingNode oslo-2": ["forward oslo-2.example.com 10.44.0.12", "reverse 10.44.0.12 oslo-2.example.com", "address 10.44.0.12 free"],
  });
});

test("knows every name and address of a node", () => {
  const node = { sipTlsFqdn: "sip.oslo.example.com", staticNatAddress: "198.51.100.11", secondaryAddress: "10.55.0.11", secondaryNetmask: "255.255.255.0", ipv6Address: "2001:db8::11" };
  expect(shownWith({ node1: node })["conferencingNode oslo-1"]).toEqual([
    "forward oslo-1.example.com 10.44.0.11|10.55.0.11|198.51.100.11|2001:db8::11",
    "forward sip.oslo.example.com 10.44.0.11|10.55.0.11|198.51.100.11|2001:db8::11",
    "reverse 10.44.0.11 oslo-1.example.com",
    "address 10.44.0.11 free",
    "address 10.55.0.11 free",
  ]);
});

test("looks at the Management Node itself, and at no template, once it exists", () => {
  const built = shownWith({ manager: { templateDisk: TemplateDisk.fromUrl("https://images.example.com/pexip.vhd") } }, { isBuilt: ({ kind }) => kind === "managementNode" });
  expect(built["managementNode manager.example.com"].slice(-2)).toEqual(["address 10.44.0.10 built", "manager"]);
  expect(built["conferencingNode oslo-1"].slice(-1)).toEqual(["address 10.44.0.11 free"]);
});

test("looks for templates that are downloaded, also for their sizes, which count on the host", () => {
  const records = sound({ node1: { templateDisk: TemplateDisk.fromUrl("https://images.example.com/pexip.vhd") } }).records;
  expect(shown(plan(records))["conferencingNode oslo-1"].slice(-1)).toEqual(["template https://images.example.com/pexip.vhd"]);
  const facts = (skip: PlanOptions["skip"]) => plan(records, { skip })[0].probes.find((probe) => probe.probe === "hostFacts");
  expect(facts(new Set())).toMatchObject({ downloads: ["https://images.example.com/pexip.vhd"] });
  expect(facts(new Set(["templates"]))).toMatchObject({ downloads: [] });
});

test("asks a location's own servers only where they are not the Management Node's", () => {
  const own = shownWith({ location: { dnsServers: ["10.44.0.53", "10.66.0.53"], ntpServers: ["ntp1.example.com", "ntp9.example.com"] } });
  expect(own["systemLocation oslo"]).toEqual(["dnsServer 10.66.0.53", "timeServer ntp9.example.com", "timeAgreement 2"]);
});

test("looks for the services of each domain that participants dial, in any case and once", () => {
  const { manager, records } = sound();
  const domains = shown(plan([...records, room(manager, ["meet.a@VC.example.com", "meet.b@vc.example.com", "123", "a@10.0.0.1", "a@b c.com"])]));
  expect(Object.keys(domains).filter((key) => key.startsWith("domain"))).toEqual(["domain vc.example.com"]);
  expect(domains["domain vc.example.com"]).toEqual([
    "service _sips._tcp.vc.example.com:5061 oslo-1.example.com|oslo-2.example.com",
    "service _sip._tcp.vc.example.com:5060 oslo-1.example.com|oslo-2.example.com",
    "service _h323cs._tcp.vc.example.com:1720 oslo-1.example.com|oslo-2.example.com",
    "service _h323ls._udp.vc.example.com:1719 oslo-1.example.com|oslo-2.example.com",
    "service _pexapp._tcp.vc.example.com:443 oslo-1.example.com|oslo-2.example.com",
  ]);
});

test("expects clients at proxying nodes where there are any", () => {
  const { manager, records, ...on } = sound();
  const dmz = aLocation(manager, {}, "dmz");
  const edge = aNode({ ...on, systemLocation: dmz }, "edge-3", { role: NodeRole.PROXYING });
  const domains = shown(plan([...records, dmz, edge, room(manager, ["meet@vc.example.com"])]));
  expect(domains["domain vc.example.com"][0]).toBe("service _sips._tcp.vc.example.com:5061 edge-3.example.com");
});

test("judges the certificates of the deployment", () => {
  const { manager, records } = sound();
  const record = serviceRecord(placeAt("platform/tls"), "tls", tlsCertificate, { certificate: certificate(["oslo-1.example.com"]), privateKey: Secret.fromVariable("key") }, manager, {});
  expect(plan([...records, record]).slice(-1)).toMatchObject([{ subject: { kind: "certificate", path: "platform/tls" }, probes: [{ probe: "certificate", certificate: { notAfter: "2036-01-01T00:00:00.000Z" } }] }]);
});

test("says what only Terraform knows", () => {
  const deferred = shownWith({ host: { address: TOKEN, ntpServers: [] }, manager: { address: TOKEN, dnsServers: [TOKEN], ntpServers: [TOKEN] } });
  expect(deferred["host hv1"]).toEqual(["deferred WinRM port", "hostFacts"]);
  expect(deferred["managementNode manager.example.com"]).toEqual(["deferred DNS"]);
});

test("knows the hosts that share an account, which is tried at one after the other", () => {
  const hosts = [aHost({ password: Secret.fromVariable("hosts_password") }, "hv1"), aHost({ password: Secret.fromVariable("hosts_password") }, "hv2"), aHost({}, "hv3"), aHost({ username: "example\\SVC-terraform", password: Secret.fromVariable("hosts_password") }, "hv4")];
  expect(plan(hosts).map(({ probes }) => probes.map(words).find((word) => word.startsWith("login")))).toEqual(["login after 0", "login after 1", "login after 0", "login after 2"]);
});

test("takes no look at a host's name when it is an address", () => {
  expect(shownWith({ host: { address: "10.44.0.5" } })["host hv1"][0]).toBe("winrm");
});

test("leaves out what it is told to leave out, and subjects of which nothing is left", () => {
  const skip = new Set(["dns", "ntp", "winrm", "login", "host-facts", "templates"] as const);
  expect(shownWith({}, { skip })).toEqual({ "managementNode manager.example.com": ["address 10.44.0.10 free"], "conferencingNode oslo-1": ["address 10.44.0.11 free"], "conferencingNode oslo-2": ["address 10.44.0.12 free"] });
});
