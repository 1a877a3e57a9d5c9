import { networkDocuments } from "../../lib/documents/network";
import { sound } from "../support/records";
import { aRoom, inputOf, large, withEdge } from "./edge-deployment";

test("the network documents are these, each path once", () => {
  const base = withEdge();
  const paths = networkDocuments(inputOf([...base.records, base.dmz, base.edge(1)])).map(({ path }) => path);
  expect(paths).toEqual([
    "dns/internal/README.txt",
    "dns/internal/example.com.zone",
    "dns/internal/0.44.10.in-addr.arpa.zone",
    "dns/internal/20.44.10.in-addr.arpa.zone",
    "dns/internal/30.44.10.in-addr.arpa.zone",
    "dns/internal/windows-dns.ps1",
    "dns/external/README.txt",
    "dns/external/example.com.zone",
    "dns/external/113.0.203.in-addr.arpa.zone",
    "dns/external/windows-dns.ps1",
    "firewall.csv",
    "nat.csv",
    "dhcp-reservations.csv",
    "dhcp-reservations.ps1",
  ]);
});

test("the same deployment gives the same bytes, in whatever order its nodes were described, as far as DNS goes", () => {
  const base = sound();
  const records = [...base.records, aRoom(base, "a@example.com")];
  const dns = (of: typeof records) => networkDocuments({ ...inputOf(of), fingerprint: "" }).filter(({ path }) => path.startsWith("dns/"));
  expect(dns(records)).toEqual(dns(records));
  expect(dns([...records.slice(0, 4), base.nodes[1], base.nodes[0], ...records.slice(6)])).toEqual(dns(records));
});

test("a thousand nodes are each in the reservations, and the firewall has them in groups", () => {
  const documents = networkDocuments(inputOf(large(1000)));
  const lines = (path: string) => documents.find((document) => document.path === path)!.content.split("\r\n").length;
  expect(lines("dhcp-reservations.csv")).toBe(1003);
  expect(lines("firewall.csv")).toBeLessThan(200);
});
