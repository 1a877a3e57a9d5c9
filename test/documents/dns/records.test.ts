import { device } from "../../../lib/deployment/services/device";
import { managementNodeSettings } from "../../../lib/deployment/services/management-node-settings";
import { mssipProxy } from "../../../lib/deployment/services/mssip-proxy";
import type { DeploymentRecord } from "../../../lib/deployment/model";
import type { DnsView } from "../../../lib/documents/dns/model";
import { dnsRecords } from "../../../lib/documents/dns/records";
import { sound, TOKEN } from "../../support/records";
import { aRoom, aService, inputOf, settings, withEdge } from "../edge-deployment";

const planned = (records: readonly DeploymentRecord[], view: DnsView) => dnsRecords(inputOf(records).view)[view];

/** `oslo-1.example.com A 10.44.0.11`, by zone. */
function short(records: readonly DeploymentRecord[], view: DnsView = "internal"): Readonly<Record<string, readonly string[]>> {
  const text = (record: ReturnType<typeof planned>["zones"][number]["records"][number]): string => {
    if (record.type === "SRV") return `${record.name} SRV ${record.priority} ${record.weight} ${record.port} ${record.target}`;
    return `${record.name} ${record.type} ${record.type === "PTR" ? record.target : record.address}`;
  };
  return Object.fromEntries(planned(records, view).zones.map((zone) => [zone.name, zone.records.map(text)]));
}

test("inside, the Management Node and every node have a name and a pointer", () => {
  expect(short(sound().records)).toEqual({
    "example.com": ["manager.example.com A 10.44.0.10", "oslo-1.example.com A 10.44.0.11", "oslo-2.example.com A 10.44.0.12"],
    "0.44.10.in-addr.arpa": ["10.0.44.10.in-addr.arpa PTR manager.example.com", "11.0.44.10.in-addr.arpa PTR oslo-1.example.com", "12.0.44.10.in-addr.arpa PTR oslo-2.example.com"],
  });
});

test("a node with two interfaces is called at the second one, and both point back to it", () => {
  const base = withEdge();
  const zones = short([...base.records, base.dmz, base.edge(1)]);
  expect(zones["example.com"]).toContain("edge-1.example.com A 10.44.30.1");
  expect(zones["20.44.10.in-addr.arpa"]).toEqual(["1.20.44.10.in-addr.arpa PTR edge-1.example.com"]);
  expect(zones["30.44.10.in-addr.arpa"]).toEqual(["1.30.44.10.in-addr.arpa PTR edge-1.example.com"]);
});

test("outside, only proxying nodes are known where there are any, by their NAT addresses", () => {
  const base = withEdge();
  const records = [...base.records, base.dmz, base.edge(1), base.edge(2)];
  expect(short(records, "external")).toEqual({
    "example.com": ["edge-1.example.com A 203.0.113.1", "edge-2.example.com A 203.0.113.2"],
    "113.0.203.in-addr.arpa": ["1.113.0.203.in-addr.arpa PTR edge-1.example.com", "2.113.0.203.in-addr.arpa PTR edge-2.example.com"],
  });
});

test("outside, a node with a private address alone is left out, and said to be", () => {
  const { zones, leftOut } = planned(sound({ node1: { staticNatAddress: "203.0.113.9" } }).records, "external");
  expect(zones.flatMap(({ records }) => records.map(({ path }) => path))).toEqual(["platform/oslo-1", "platform/oslo-1"]);
  expect(leftOut).toEqual([{ subject: "oslo-2.example.com", reason: "has only a private address; give it a staticNatAddress if calls from outside should reach it" }]);
});

test("outside, a node without NAT is known by its own address when that is public, and a private NAT address is not published", () => {
  const records = sound({ node1: { address: "203.0.113.11", netmask: "255.255.255.0", gateway: "203.0.113.1" }, node2: { staticNatAddress: "192.168.7.7" } }).records;
  expect(short(records, "external")["example.com"]).toEqual(["oslo-1.example.com A 203.0.113.11"]);
});

test("IPv6 addresses have AAAA records and nibble zones, in their shortest form; those of one link have none", () => {
  const { records } = sound({ node1: { ipv6Address: "2001:DB8:0:1:0:0:0:11" }, node2: { ipv6Address: "fe80::2" } });
  expect(short(records)["example.com"]).toEqual(["manager.example.com A 10.44.0.10", "oslo-1.example.com A 10.44.0.11", "oslo-1.example.com AAAA 2001:db8:0:1::11", "oslo-2.example.com A 10.44.0.12"]);
  expect(short(records)["1.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"]).toEqual(["1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR oslo-1.example.com"]);
  expect(planned(records, "internal").leftOut).toEqual([{ subject: "oslo-2.example.com AAAA fe80::2", reason: "is an address that only its own link knows" }]);
  expect(short(records, "external")["example.com"]).toEqual(["oslo-1.example.com AAAA 2001:db8:0:1::11"]);
});

test("each alias domain has one SRV record for each service and node: H.323, SIP and Connect apps", () => {
  const base = sound();
  const zones = short([...base.records, aRoom(base, "meet.alice@VC.example.com", "5001", "meet.bob@vc.example.com")]);
  const of = (service: string, port: number) => ["oslo-1", "oslo-2"].map((node) => `${service}.vc.example.com SRV 10 10 ${port} ${node}.example.com`);
  expect(zones["vc.example.com"]).toEqual([...of("_h323cs._tcp", 1720), ...of("_h323ls._udp", 1719), ...of("_h323rs._udp", 1719), ...of("_pexapp._tcp", 443), ...of("_sip._tcp", 5060), ...of("_sips._tcp", 5061)]);
});

test("SRV records follow the global settings", () => {
  const base = sound();
  const services = (fields: Parameters<typeof settings>[1]) => new Set(planned([...base.records, aRoom(base, "a@vc.example.com"), settings(base, fields)], "internal").zones.flatMap(({ records }) => records.filter(({ type }) => type === "SRV").map(({ name }) => name.replace(".vc.example.com", ""))));
  expect(services({ enableH323: false, enableSipUdp: true })).toEqual(new Set(["_pexapp._tcp", "_sip._tcp", "_sip._udp", "_sips._tcp"]));
  expect(services({ enableSip: false, enableSipUdp: true, enableWebrtc: false })).toEqual(new Set(["_h323cs._tcp", "_h323ls._udp", "_h323rs._udp"]));
});

test("SRV records lead to proxying nodes where there are any, in both views, and devices' domains count", () => {
  const base = withEdge();
  const records = [...base.records, base.dmz, base.edge(1), aService(base, device, "alice", { alias: "alice@devices.example.com" })];
  for (const view of ["internal", "external"] as const) {
    const targets = planned(records, view).zones.flatMap((zone) => zone.records.flatMap((record) => (record.type === "SRV" ? [record.target] : [])));
    expect(new Set(targets)).toEqual(new Set(["edge-1.example.com"]));
  }
});

test("SRV records name the SIP TLS FQDN, which the certificate holds, and it has an address of its own", () => {
  const base = sound({ node1: { sipTlsFqdn: "video1.example.org" } });
  const zones = short([...base.records, aRoom(base, "a@example.org")]);
  expect(zones["example.org"]).toEqual(expect.arrayContaining(["video1.example.org A 10.44.0.11", "_sips._tcp.example.org SRV 10 10 5061 video1.example.org"]));
  expect(zones["example.com"]).toContain("oslo-1.example.com A 10.44.0.11");
});

test("nodes of peak times have an address and no SRV record", () => {
  const base = sound({ node2: { distributedDatabase: false } });
  const records = [...base.records, aRoom(base, "a@example.com")];
  expect(short(records)["example.com"].filter((line) => line.includes("oslo-2"))).toEqual(["oslo-2.example.com A 10.44.0.12"]);
  expect(planned(records, "internal").leftOut.map(({ subject }) => subject)).toEqual(["oslo-2.example.com SRV"]);
});

test("the Management Node's further name and IPv6 address count inside", () => {
  const base = sound();
  const one = aService(base, managementNodeSettings, "own", { alternativeFqdn: "pexip.example.com", ipv6Address: "2001:db8::10" });
  expect(short([...base.records, one])["example.com"].slice(0, 2)).toEqual(["manager.example.com A 10.44.0.10", "manager.example.com AAAA 2001:db8::10"]);
  expect(short([...base.records, one])["example.com"]).toEqual(expect.arrayContaining(["pexip.example.com A 10.44.0.10", "pexip.example.com AAAA 2001:db8::10"]));
});

test("what waits for an address is pending, its SRV records too", () => {
  const base = sound({ node1: { address: TOKEN } });
  const { zones } = planned([...base.records, aRoom(base, "a@example.com")], "internal");
  expect(zones[0].records.map(({ name }) => name)).not.toContain("oslo-1.example.com");
  expect(zones[0].pending.map(({ type }) => type)).toEqual(["A", "SRV", "SRV", "SRV", "SRV", "SRV", "SRV"]);
  expect(zones[0].records.filter((record) => record.type === "SRV").every(({ target }) => target === "oslo-2.example.com")).toBe(true);
});

test("with Skype for Business the federation record is left to people", () => {
  const base = sound();
  const { leftOut } = planned([...base.records, aRoom(base, "a@example.com"), aService(base, mssipProxy, "sfb", { address: "sfb.example.com" })], "internal");
  expect(leftOut.map(({ subject }) => subject)).toEqual(["_sipfederationtls._tcp.example.com"]);
});

test("what is no DNS name is left out with a reason", () => {
  const base = sound({ node1: { hostname: "oslo_1" }, node2: { domain: "ex ample.com" } });
  const { zones, leftOut } = planned([...base.records, aRoom(base, "a@10.1.2.3", "b@bad;domain", "c@$ORIGIN evil.", "@", "d@")], "internal");
  expect(zones.map(({ name }) => name)).toEqual(["example.com", "0.44.10.in-addr.arpa"]);
  expect(zones[0].records.map(({ name }) => name)).toEqual(["manager.example.com", "oslo-1.example.com", "oslo-2.example.com"]);
  expect(leftOut).toEqual(
    expect.arrayContaining([
      { subject: "a@10.1.2.3", reason: "has a domain that is no domain (its last part is a number)" },
      { subject: "b@bad;domain", reason: "has a domain that is no DNS name" },
      { subject: "c@$ORIGIN evil.", reason: "has a domain that is no DNS name" },
      { subject: "oslo_1.example.com", reason: "is no host name (letters, digits and hyphens)" },
      { subject: "oslo-2.ex ample.com", reason: "is no DNS name" },
    ]),
  );
});

test("names are sorted by the value of their numbers", () => {
  const base = withEdge();
  const zones = short([...base.records, base.dmz, base.edge(10), base.edge(9), base.edge(2)], "external");
  expect(zones["example.com"].map((line) => line.split(".")[0])).toEqual(["edge-2", "edge-9", "edge-10"]);
  expect(zones["113.0.203.in-addr.arpa"].map((line) => line.split(".")[0])).toEqual(["2", "9", "10"]);
});
