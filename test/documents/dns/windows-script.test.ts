import { dnsDocuments } from "../../../lib/documents/dns/documents";
import { dnsRecords } from "../../../lib/documents/dns/records";
import { sound, TOKEN } from "../../support/records";
import { aRoom, contentOf, inputOf, withEdge } from "../edge-deployment";
import { callsOf } from "../powershell-words";

test("the script plans exactly the records of the model, zone by zone, with every value in quotes", () => {
  const base = withEdge();
  const input = inputOf([...base.records, base.dmz, base.edge(1, { ipv6Address: "2001:db8::1" }), base.edge(2), aRoom(base, "a@vc.example.com")]);
  for (const [view, { zones }] of Object.entries(dnsRecords(input.view))) {
    const calls = zones.flatMap(({ name, records }) => [
      ["Test-Zone", name],
      ...records.map((record) => [
        "Add-Planned",
        record.name,
        record.type,
        "target" in record ? record.target : record.address,
        ...(record.type === "SRV" ? ["-Priority", "10", "-Weight", "10", "-Port", String(record.port)] : []),
      ]),
    ]);
    expect(callsOf(contentOf(dnsDocuments(input), `dns/${view}/windows-dns.ps1`))).toEqual(calls);
  }
});

test("the script tells how to run it, looks before it adds, and never changes or removes", () => {
  const content = contentOf(dnsDocuments(inputOf(sound().records)), "dns/internal/windows-dns.ps1");
  expect(content).toContain("-File .\\windows-dns.ps1 -ComputerName dc1.example.com -WhatIf");
  expect(content).toContain("#Requires -Modules DnsServer");
  expect(content).toContain("Get-DnsServerResourceRecord @at -RRType $Type -Node -ErrorAction SilentlyContinue");
  for (const command of ["Add-DnsServerResourceRecordA @at", "Add-DnsServerResourceRecordAAAA @at", "Add-DnsServerResourceRecordPtr @at", "Add-DnsServerResourceRecord @at -Srv"]) expect(content).toContain(command);
  expect(content).not.toMatch(/Remove-|Set-DnsServer|Invoke-Expression/);
});

test("its braces and brackets are balanced", () => {
  const content = contentOf(dnsDocuments(inputOf(sound().records)), "dns/internal/windows-dns.ps1");
  const code = content.split("\r\n").filter((line) => !line.startsWith("#")).join("\n").replace(/'[^'\n]*'/g, "");
  for (const [open, close] of ["{}", "()", "[]"]) expect(code.split(open).length).toBe(code.split(close).length);
});

test("what waits for its address is counted and not added", () => {
  const content = contentOf(dnsDocuments(inputOf(sound({ node1: { address: TOKEN } }).records)), "dns/internal/windows-dns.ps1");
  expect(content).toContain("# example.com: 2 records, 1 more when their addresses are known");
  expect(content).not.toContain("oslo-1");
});
