import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { parse } from "dns-zonefile";
import type { DeploymentRecord } from "../../../lib/deployment/model";
import { dnsDocuments } from "../../../lib/documents/dns/documents";
import type { DnsRecord } from "../../../lib/documents/dns/model";
import { dnsRecords } from "../../../lib/documents/dns/records";
import { sound, TOKEN } from "../../support/records";
import { aRoom, contentOf, inputOf, withEdge } from "../edge-deployment";

/** Everything that a zone can hold. */
function rich(): readonly DeploymentRecord[] {
  const base = withEdge();
  return [...base.records, base.dmz, base.edge(1, { ipv6Address: "2001:db8::1" }), base.edge(2, { sipTlsFqdn: "video.example.org", staticNatAddress: TOKEN, secondaryAddress: TOKEN }), aRoom(base, "a@example.com", "b@vc.example.com")];
}

const zonesOf = (records: readonly DeploymentRecord[]) => Object.values(dnsRecords(inputOf(records).view)).flatMap(({ zones }) => zones);

/** The parser is an ES module, which jest does not load: a process of its own reads all files at once. */
function parseAll(contents: readonly string[]): readonly ReturnType<typeof parse>[] {
  const program = `import { readFileSync } from "node:fs";
    import zonefile from ${JSON.stringify(pathToFileURL(require.resolve("dns-zonefile")).href)};
    process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((text) => zonefile.parse(text))));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], { input: JSON.stringify(contents), encoding: "utf8" });
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout);
}

/** What a parser finds in a zone file, in the form of `expected`. */
function found({ $origin, a = [], aaaa = [], ptr = [], srv = [] }: ReturnType<typeof parse>): readonly string[] {
  const full = (name: string): string => `${name === "@" ? "" : `${name}.`}${$origin}`;
  return [
    ...a.map(({ name, ip, ttl }) => `${full(name)} ${ttl} A ${ip}`),
    ...aaaa.map(({ name, ip, ttl }) => `${full(name)} ${ttl} AAAA ${ip}`),
    ...ptr.map(({ name, host, ttl }) => `${full(name)} ${ttl} PTR ${host}`),
    ...srv.map(({ name, ttl, priority, weight, port, target }) => `${full(name)} ${ttl} SRV ${priority} ${weight} ${port} ${target}`),
  ].sort();
}

function expected(record: DnsRecord): string {
  const data = record.type === "SRV" ? `${record.priority} ${record.weight} ${record.port} ${record.target}.` : record.type === "PTR" ? `${record.target}.` : record.address;
  return `${record.name}. 3600 ${record.type} ${data}`;
}

test("a parser finds in each zone file exactly the records of the model", () => {
  const documents = dnsDocuments(inputOf(rich()));
  const zones = zonesOf(rich());
  expect(zones.length).toBeGreaterThan(8);
  const parsed = parseAll(zones.map(({ view, name }) => contentOf(documents, `dns/${view}/${name}.zone`)));
  expect(parsed.map(found)).toEqual(zones.map(({ records }) => records.map(expected).sort()));
});

test("a zone file says how to load it, and has neither SOA nor NS of its own", () => {
  expect(contentOf(dnsDocuments(inputOf(sound().records)), "dns/internal/example.com.zone")).toMatch(
    new RegExp(
      `^${[
        "; example.com, internal view: Pexip Infinity",
        "; Model [0-9a-f]{12}, 2026-11-22",
        ";",
        "; Not a whole zone: it has no SOA and NS, so that it replaces nothing. In the file of your zone:",
        ';     \\$INCLUDE "example.com.zone"',
        "; For a new zone, put these lines before it, with your own name server and mail address:",
        ";     \\$TTL 3600",
        ";     example.com. IN SOA replace-me.invalid. hostmaster.replace-me.invalid. 1 3600 900 1209600 3600",
        ";     example.com. IN NS replace-me.invalid.",
        "; \\$ORIGIN completes the names, so a larger zone of yours may include this file too.",
        "",
        "\\$ORIGIN example.com.",
        "manager 3600 IN A 10.44.0.10 ; Management Node",
        "oslo-1  3600 IN A 10.44.0.11",
        "oslo-2  3600 IN A 10.44.0.12",
      ].join("\n")}\n$`,
    ),
  );
});

test("an address that is not known yet is a comment with a dotted line, and so is what points at it", () => {
  const base = sound({ node1: { address: TOKEN } });
  const content = contentOf(dnsDocuments(inputOf([...base.records, aRoom(base, "a@example.com")])), "dns/internal/example.com.zone");
  const lines = content.split("\n");
  expect(lines).toContain("; Waiting for addresses that are not known yet:");
  expect(lines).toContainEqual(expect.stringMatching(/^; oslo-1 +3600 IN A +\.{10}$/));
  expect(lines).toContainEqual(expect.stringMatching(/^; _sips\._tcp +3600 IN SRV 10 10 5061 oslo-1\.example\.com\.$/));
  expect(lines.filter((line) => line.includes("oslo-1")).every((line) => line.startsWith(";"))).toBe(true);
});

test("hostile names reach no zone file as records, and the lists of what is left out stay comments", () => {
  const base = sound({ node1: { hostname: "x$INCLUDE" }, node2: { domain: "example.com;\u202eevil" } });
  // what the props refuse could still be in a deployment.json that somebody wrote
  const forged = { ...base.nodes[0], hostname: "a", fqdn: "a\n@ IN NS evil.example.net.", domain: "b\n@ IN NS evil.example.net.", sipTlsFqdn: "c\n* IN A 192.0.2.1" };
  const documents = dnsDocuments(inputOf([...base.records.slice(0, 4), base.nodes[1], forged, aRoom(base, 'a@x";shutdown')]));
  for (const { path, content } of documents.filter(({ path }) => path.endsWith(".zone"))) {
    expect(`${path}\n${content}`).not.toMatch(/evil|192\.0\.2\.1|shutdown|INCLUDE"$/);
  }
  const readme = contentOf(documents, "dns/internal/README.txt");
  expect(readme).toContain("  a @ in ns evil.example.net. is no DNS name");
  expect(readme).not.toContain("\u202e");
  expect(contentOf(documents, "dns/internal/windows-dns.ps1")).toContain("\r\n#   a @ in ns evil.example.net. is no DNS name\r\n");
});

test("a view without addresses has a page that says so, and no zones", () => {
  const documents = dnsDocuments(inputOf(sound().records)).filter(({ path }) => path.startsWith("dns/external/"));
  expect(documents.map(({ path }) => path)).toEqual(["dns/external/README.txt"]);
  expect(documents[0].content).toContain("Nothing: no node has an address for this view.");
  expect(documents[0].content).not.toContain("SRV");
  expect(documents[0].content).toContain("  oslo-1.example.com has only a private address; give it a staticNatAddress if calls from outside should reach it");
});

test("a view with addresses and without SRV records says what they need", () => {
  const missing = "No SRV records: they are in the domains of aliases (example.com of meet.alice@example.com) and lead to nodes that are always on. One of the two is missing.";
  const base = sound();
  expect(contentOf(dnsDocuments(inputOf(base.records)), "dns/internal/README.txt")).toContain(missing);
  expect(contentOf(dnsDocuments(inputOf([...base.records, aRoom(base, "a@example.com")])), "dns/internal/README.txt")).not.toContain(missing);
});

test("a reason lists twenty names at most", () => {
  const base = sound();
  const rooms = Array.from({ length: 25 }, (_, index) => `a@10.0.0.${index}`);
  const readme = contentOf(dnsDocuments(inputOf([...base.records, aRoom(base, ...rooms)])), "dns/internal/README.txt");
  expect(readme.match(/^ {2}a@10\.0\.0\.\d+ has a domain/gm)).toHaveLength(20);
  expect(readme).toContain("  and 5 more: has a domain that is no domain (its last part is a number)");
});

const checkzone = spawnSync("named-checkzone", ["-v"]).error === undefined;
(checkzone ? test : test.skip)(`named-checkzone loads each zone file as its first lines say${checkzone ? "" : " (skipped: named-checkzone is not on PATH)"}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "zones-"));
  try {
    const files = dnsDocuments(inputOf(rich())).filter(({ path }) => path.endsWith(".zone"));
    expect(files.length).toBeGreaterThan(8);
    for (const { path, content } of files) {
      const file = path.split("/").pop()!;
      writeFileSync(join(folder, file), content);
      // the advice, word for word
      const advice = content.split("\n").filter((line) => /^; {5}/.test(line)).map((line) => line.slice(6));
      const [include, ...before] = advice;
      writeFileSync(join(folder, "whole"), `${[...before, include].join("\n")}\n`);
      const run = spawnSync("named-checkzone", ["-w", folder, "-k", "fail", "-i", "local-sibling", file.replace(/\.zone$/, ""), "whole"], { encoding: "utf8" });
      expect(`${path}: ${run.stdout}${run.stderr}`).toMatch(/OK\s*$/);
      expect(run.stdout).not.toMatch(/warning|ignored/i);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
