import { MAX_HOST_FACTS_BYTES, parseHostFacts } from "../../../lib/client/preflight/host-facts";
import { hostsOfFacts } from "../../../lib/client/preflight/host-facts-match";
import { hostFactsContent } from "../../support/host-facts";
import { problemsOf } from "../../support/problems";
import { aHost, TOKEN } from "../../support/records";

const text = (of: Readonly<Record<string, unknown>> = {}) => JSON.stringify(hostFactsContent(of));
const parse = (content: string | Buffer) => parseHostFacts(typeof content === "string" ? Buffer.from(content) : content, "hv1.json");

test("reads what the script prints", () => {
  const facts = parse(text({ clockUtc: "2026-06-01T12:00:00.1234567Z" }));
  expect(facts).toMatchObject({ computerName: "HV1", dnsName: "hv1.example.com", windows: { build: 20348, sku: 7 }, numaSpanningEnabled: true, timeSource: "dc1.example.com" });
  expect(facts.processors.map(({ cores }) => cores)).toEqual([16, 16]);
  expect(new Date(facts.clock).toISOString()).toBe("2026-06-01T12:00:00.123Z");
});

test.each<[string, Buffer]>([
  ["UTF-16, as the redirection of Windows PowerShell writes it", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(), "utf16le")])],
  ["UTF-8 with a mark, as Set-Content writes it", Buffer.from(`\ufeff${text()}\r\n`)],
])("reads %s", (_, bytes) => {
  expect(parse(bytes).computerName).toBe("HV1");
});

test("takes null for a question that the host did not answer", () => {
  const facts = parse(text({ numaSpanningEnabled: null, memoryBytes: null, dnsName: null, lbfoTeams: null, templates: [{ path: "D:\\pexip.vhd", bytes: null }] }));
  expect(facts).toMatchObject({ lbfoTeams: [], templates: [{ path: "D:\\pexip.vhd" }] });
  expect([facts.numaSpanningEnabled, facts.memoryBytes, facts.dnsName, facts.templates[0].bytes]).toEqual([undefined, undefined, undefined, undefined]);
});

test.each<[string, string | Buffer, string]>([
  ["no JSON", "Get-VMHost : The term 'Get-VMHost' is not recognized", "hv1.json: is no JSON object; run the script of --print-host-script on the host again, and keep all that it prints"],
  ["nothing", "", "hv1.json: is no JSON object; run the script of --print-host-script on the host again, and keep all that it prints"],
  ["a list", "[]", "hv1.json: is no JSON object; run the script of --print-host-script on the host again, and keep all that it prints"],
  ["something else", '{"formatVersion":1}', "hv1.json: holds something else than the facts of a host; write it with the script of --print-host-script"],
  ["another version", text({ formatVersion: 2 }), "hv1.json: has the format version 2, and this program reads 1; print the script again and run it on the host"],
])("refuses %s", (_, content, problem) => {
  expect(problemsOf(() => parse(content))).toEqual([problem]);
});

test("refuses a file that is far too large, without reading it as JSON", () => {
  expect(problemsOf(() => parse(Buffer.alloc(MAX_HOST_FACTS_BYTES + 1, " ")))).toEqual(["hv1.json: has 1048577 bytes, and the facts of a host have at most 1048576; is it another file?"]);
});

test("names everything that has the wrong shape, and shows no hostile text as it is", () => {
  const wrong = { computerName: 7, clockUtc: "\u001b[2Jnow", memoryBytes: -1, adapters: "Ethernet 1", drives: [1], processors: [{ cores: "16" }], lbfoTeams: [{ name: "T", members: [1] }], numaSpanningEnabled: "true" };
  expect(problemsOf(() => parse(text(wrong)))).toEqual([
    "hv1.json: computerName must be text, got 7",
    "hv1.json: memoryBytes must be a number from 0, got -1",
    'hv1.json: cores must be a number from 0, got "16"',
    'hv1.json: numaSpanningEnabled must be true or false, got "true"',
    'hv1.json: adapters must be a list of at most 5000 objects, got "Ethernet 1"',
    "hv1.json: members must be a list of texts, got a list of 1 entry",
    "hv1.json: drives must be a list of at most 5000 objects, got a list of 1 entry",
    "hv1.json: computerName is missing",
    'hv1.json: clockUtc must be a time such as 2026-01-31T12:00:00.0000000Z, got "\\u001b[2Jnow"',
  ]);
});

describe("the host that facts are of", () => {
  const of = (computerName: string, dnsName: string | undefined, ...hosts: readonly ReturnType<typeof aHost>[]) => hostsOfFacts(parse(text({ computerName, dnsName })), hosts).map(({ id }) => id);

  test("is found by the name in its address, whatever the case", () => {
    expect(of("HV1", "HV1.example.com", aHost({}, "hv1"), aHost({}, "hv2"))).toEqual(["hv1"]);
  });

  test("is told by its domain where two have the same name", () => {
    const [oslo, bergen] = [aHost({ address: "hv1.oslo.example.com" }, "oslo"), aHost({ address: "hv1.bergen.example.com" }, "bergen")];
    expect(of("HV1", "hv1.bergen.example.com", oslo, bergen)).toEqual(["bergen"]);
    expect(of("HV1", undefined, oslo, bergen)).toEqual(["oslo", "bergen"]);
  });

  test("is found by its name when it is in no domain, and names of 15 letters are cut by Windows", () => {
    expect(of("HYPERV-OSLO-DAT", "HYPERV-OSLO-DAT", aHost({ address: "hyperv-oslo-datacenter-1.example.com" }))).toEqual(["hv1"]);
  });

  test("is found by its id when the address tells nothing", () => {
    expect(of("HV1", "hv1.example.com", aHost({ address: "10.44.0.5" }, "hv1"), aHost({ address: TOKEN }, "hv2"))).toEqual(["hv1"]);
    expect(of("OTHER", "other.example.com", aHost({}, "hv1"))).toEqual([]);
  });
});
