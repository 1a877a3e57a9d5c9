import { importedConferencingNodeRecord } from "../../lib/deployment/conferencing-node";
import { NodeRole } from "../../lib/deployment/enums";
import { dhcpDocuments } from "../../lib/documents/dhcp";
import { placeAt } from "../support/problems";
import { aHost, aLocation, aNode, aSwitch, sound, TOKEN } from "../support/records";
import { apiManager, contentOf, inputOf } from "./edge-deployment";
import { callsOf } from "./powershell-words";

const csvOf = (...args: Parameters<typeof inputOf>) => contentOf(dhcpDocuments(inputOf(...args)), "dhcp-reservations.csv").split("\r\n").slice(0, -1);
const scriptOf = (...args: Parameters<typeof inputOf>) => contentOf(dhcpDocuments(inputOf(...args)), "dhcp-reservations.ps1");

test("in runbook mode, the Management Node and the nodes have reservations that are optional", () => {
  const { records } = sound({ manager: { macAddress: "02:50:58:00:00:0a" }, node1: { macAddress: "0250.5800.0001" }, node2: { macAddress: "025058000002" } });
  expect(csvOf(records)).toEqual([
    "ScopeId,IPAddress,ClientId,Name,Description,Need",
    '10.44.0.0,10.44.0.10,02-50-58-00-00-0A,manager.example.com,Pexip Infinity Management Node,"optional: the installation wizard then offers the right address, which becomes static (guide page 9)"',
    '10.44.0.0,10.44.0.11,02-50-58-00-00-01,oslo-1.example.com,"Pexip Infinity transcoding node, oslo",optional: the node\'s disk carries the address; the reservation keeps others away from it',
    '10.44.0.0,10.44.0.12,02-50-58-00-00-02,oslo-2.example.com,"Pexip Infinity transcoding node, oslo",optional: the node\'s disk carries the address; the reservation keeps others away from it',
  ]);
});

/** A platform in api mode: a node with an address for its first boot, and one that somebody else builds. */
function inApiMode() {
  const host = aHost();
  const externalSwitch = aSwitch(host);
  const manager = apiManager({ host, externalSwitch });
  const systemLocation = aLocation(manager, { name: "Oslo" });
  const form = { role: NodeRole.TRANSCODING, domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" };
  const elsewhere = importedConferencingNodeRecord(placeAt("platform/scvmm-1"), "scvmm-1", { ...form, hostname: "scvmm-1", address: "10.44.0.31", bootstrapAddress: "10.44.0.231" }, { systemLocation, staticRoutes: [], mode: "api" });
  const found = importedConferencingNodeRecord(placeAt("platform/scvmm-2"), "scvmm-2", { ...form, hostname: "scvmm-2", address: "10.44.0.32" }, { systemLocation, staticRoutes: [], mode: "api" });
  return [host, externalSwitch, manager, systemLocation, aNode({ host, externalSwitch, systemLocation }, "oslo-1", { macAddress: "025058000001", bootstrapAddress: "10.44.0.211" }), elsewhere, found];
}

test("in api mode, a fresh node needs its reservation, at the address where it is found first", () => {
  expect(csvOf(inApiMode()).slice(2)).toEqual([
    '10.44.0.0,10.44.0.211,02-50-58-00-00-01,oslo-1.example.com,"Pexip Infinity transcoding node, Oslo","required: a fresh node is configured at this address, port 8443, before it takes its own"',
    '10.44.0.0,10.44.0.231,..........,scvmm-1.example.com,"Pexip Infinity transcoding node, Oslo","required: a fresh node is configured at this address, port 8443, before it takes its own"',
  ]);
});

test("the script reserves what is known, with every value in quotes, and lists what is not", () => {
  const content = scriptOf(inApiMode());
  expect(callsOf(content).slice(1)).toEqual([["Add-Planned", "10.44.0.0", "10.44.0.211", "02-50-58-00-00-01", "oslo-1.example.com", "Pexip Infinity transcoding node, Oslo"]]);
  expect(content).toContain("\r\n# fill in: scvmm-1.example.com, scope 10.44.0.0, address 10.44.0.231, MAC ..........\r\n");
  expect(content).toContain("Add-DhcpServerv4Reservation -ComputerName $ComputerName -ScopeId $Scope -IPAddress $Address -ClientId $ClientId -Name $Name -Description $Description");
  expect(content).toContain("Get-DhcpServerv4Reservation -ComputerName $ComputerName -IPAddress $Address -ErrorAction SilentlyContinue");
});

test("what is not known yet, and a MAC address that is none, wait for a person", () => {
  const content = scriptOf(sound({ manager: { address: TOKEN }, node1: { netmask: TOKEN }, node2: { macAddress: "none of those" } }).records);
  expect(callsOf(content)).toEqual([]);
  expect(content.match(/^# fill in: .*/gm)).toEqual([
    expect.stringMatching(/^# fill in: manager\.example\.com, scope \.{10}, address \.{10}, MAC (..-){5}..\r?$/),
    expect.stringMatching(/^# fill in: oslo-1\.example\.com, scope \.{10}, address 10\.44\.0\.11, MAC (..-){5}..\r?$/),
    expect.stringMatching(/^# fill in: oslo-2\.example\.com, scope 10\.44\.0\.0, address 10\.44\.0\.12, MAC \.{10}\r?$/),
  ]);
});

test("hostile names stay inside their quotes and cells", () => {
  const name = "Oslo’; Remove-Item C:\\ -Recurse; ‘ $(calc) `' \"";
  const { records } = sound({ location: { name } });
  expect(callsOf(scriptOf(records))[1][5]).toBe(`Pexip Infinity transcoding node, ${name}`);
  // what the props refuse could still be in a deployment.json that somebody wrote
  const forged = sound().records.map((record) => (record.kind === "systemLocation" ? { ...record, name: "a\r\nRemove-Item C:\\" } : record.kind === "conferencingNode" ? { ...record, fqdn: "=cmd|' /C calc'!A0" } : record));
  expect(callsOf(scriptOf(forged))[1].slice(4)).toEqual(["=cmd|' /C calc'!A0", "Pexip Infinity transcoding node, a Remove-Item C:\\"]);
  expect(csvOf(forged).filter((line) => line.includes("cmd"))).toEqual([expect.stringContaining(",'=cmd|"), expect.stringContaining(",'=cmd|")]);
});

test("its braces and brackets are balanced", () => {
  const code = scriptOf(sound().records).split("\r\n").filter((line) => !line.startsWith("#")).join("\n").replace(/'[^'\n]*'/g, "");
  for (const [open, close] of ["{}", "()", "[]"]) expect(code.split(open).length).toBe(code.split(close).length);
});
