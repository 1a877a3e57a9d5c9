import { adopt, collectionsOf, type Adoption } from "../../../lib/client/adopt/adoption";
import { declaredPlatforms, type DeclaredPlatform } from "../../../lib/client/adopt/declared";
import { importBlocksOf, importFileText } from "../../../lib/client/adopt/import-file";
import { adoptionData, adoptionText, countFindings, type AdoptionReport } from "../../../lib/client/adopt/report";
import { anObject, type Collections } from "../../support/api-collections";

const SCHEMAS = {
  pexip_infinity_dns_server: { address: {}, description: { optional: true, computed: true } },
  pexip_infinity_system_location: { name: {}, dns_servers: { optional: true, type: ["set", "string"] } },
  pexip_infinity_webapp_branding: { name: {}, branding_file: {}, webapp_type: {} },
};

function platformOf(resource: Readonly<Record<string, Readonly<Record<string, object>>>>, more: object = {}): DeclaredPlatform {
  const configuration = { provider: { pexip: { address: "https://manager.example.com" } }, resource, ...more };
  return declaredPlatforms([{ name: "platform", configuration }], new Map())[0];
}

function reported(platform: DeclaredPlatform, collections: Collections, withReplaced = false): AdoptionReport {
  return { manager: "https://manager.example.com", adoption: adopt(platform, new Map(Object.entries(collections)), SCHEMAS), notRead: [], withReplaced };
}

const blocks = ({ findings }: Adoption, withReplaced = false) => importBlocksOf(importFileText(findings, withReplaced) ?? "")?.map(({ to, id }) => [to, id]);

const DNS = { pexip_infinity_dns_server: { mine: { address: "10.44.0.53" }, extra: { address: "10.44.0.54" } } };

test("imports what is there by its bare number, and creates the rest", () => {
  const report = reported(platformOf(DNS), { dns_server: [anObject("dns_server", 4, { address: "10.44.0.53", description: "" })] });
  expect(blocks(report.adoption)).toEqual([["pexip_infinity_dns_server.mine", "4"]]);
  expect(adoptionText(report)).toEqual([
    "stack platform",
    '  adopted    pexip_infinity_dns_server.mine   dns_server 4 "10.44.0.53"',
    "  created    pexip_infinity_dns_server.extra",
    "",
    "https://manager.example.com: 2 declared, 1 adopted, 1 to be created",
  ]);
});

test("tells what the next plan will change, and resolves references to what it adopts", () => {
  const platform = platformOf({ ...DNS, pexip_infinity_system_location: { oslo: { name: "Oslo", dns_servers: ["${pexip_infinity_dns_server.mine.id}"] } } });
  const location = (id: number) => anObject("system_location", 1, { name: "Oslo", dns_servers: [{ id }] });
  const dns = [anObject("dns_server", 4, { address: "10.44.0.53", description: "by hand" })];
  expect(adoptionText(reported(platform, { dns_server: dns, system_location: [location(4)] }))).toContain("             description \"by hand\" -> unset, the provider's default, because the program does not say");
  expect(adoptionText(reported(platform, { dns_server: dns, system_location: [location(9)] }))).toContain("             dns_servers [9] -> [dns_server 4]");
});

test("keeps out what the next plan would make anew, unless that is allowed", () => {
  const platform = platformOf({ pexip_infinity_webapp_branding: { b: { name: "x", webapp_type: "webapp3", branding_file: "a.zip" } } });
  const collections = { webapp_branding: [{ uuid: "0f3a-1", name: "x", webapp_type: "webapp3", resource_uri: "/x/" }] };
  const report = reported(platform, collections);
  expect(blocks(report.adoption)).toBeUndefined();
  expect(countFindings(report)).toMatchObject({ adopted: 0, open: 1 });
  expect(adoptionText(report)[1]).toBe('  kept out   pexip_infinity_webapp_branding.b   webapp_branding 0f3a-1 "x"; the next plan would delete it and make it anew: correct the program, or give --allow-replacement');
  expect(blocks(report.adoption, true)).toEqual([["pexip_infinity_webapp_branding.b", "0f3a-1"]]);
  expect(countFindings(reported(platform, collections, true))).toMatchObject({ adopted: 1, open: 0 });
});

test("tells of what nobody declares, but not of what the program names by number or the Management Node makes for itself", () => {
  const platform = platformOf({ pexip_infinity_system_location: { oslo: { name: "Oslo", dns_servers: ["/api/admin/configuration/v1/dns_server/1/"] } } });
  const collections = {
    dns_server: [anObject("dns_server", 1, { address: "10.44.0.53" }), anObject("dns_server", 2, { address: "10.9.9.9" })],
    tls_certificate: [anObject("tls_certificate", 1, { subject_name: "manager" })],
    system_location: [],
  };
  const report = reported(platform, collections);
  expect(report.adoption.undeclared).toEqual([{ collection: "dns_server", id: "2", label: "10.9.9.9", builtIn: false }, { collection: "tls_certificate", id: "1", label: "manager", builtIn: true }]);
  expect(countFindings(report).undeclared).toBe(1);
  expect(adoptionText(report)).toContain('  undeclared dns_server 2 "10.9.9.9"');
});

test("tells of an existing server that is not there", () => {
  const platform = platformOf({ pexip_infinity_system_location: { oslo: { name: "Oslo", dns_servers: ["/api/admin/configuration/v1/dns_server/7/"] } } });
  const report = reported(platform, { dns_server: [], system_location: [] });
  expect(report.adoption.missing).toEqual(["/api/admin/configuration/v1/dns_server/7/"]);
  expect(countFindings(report).missing).toBe(1);
});

test("says why it cannot tell", () => {
  const platform = platformOf({
    pexip_infinity_dns_server: { token: { address: "${data.x.y}" }, many: { address: "a", count: 2 } },
    pexip_infinity_licence: { l: { entitlement_id: "${var.entitlement}" } },
    pexip_infinity_oauth2_client: { o: { client_name: "x" } },
    pexip_infinity_user_group_entity_mapping: { m: { user_group: "g" } },
    pexip_infinity_tomorrow: { t: {} },
  });
  const report = reported(platform, { dns_server: [], licence: [] });
  expect(report.adoption.findings.map((finding) => (finding.is === "undecided" ? finding.why.split(";")[0] : finding.is))).toEqual([
    "its address is known to Terraform alone",
    "it has count or for_each, so its addresses are Terraform's to say",
    "its entitlement_id is known to Terraform alone",
    "the provider cannot import it (40.0.0 asks for a number that the API does not give)",
    "nothing in the API tells two of them apart",
    "this program does not know the resource",
  ]);
  expect(adoptionText(report).join("\n")).toContain("set TF_VAR_entitlement in the environment");
});

test("tells both sides of an ambiguity", () => {
  const platform = platformOf({ pexip_infinity_dns_server: { a: { address: "10.0.0.1" }, b: { address: "10.0.0.1" } } });
  const text = adoptionText(reported(platform, { dns_server: [anObject("dns_server", 1, { address: "10.0.0.1" })] }));
  expect(text[1]).toBe('  ambiguous  pexip_infinity_dns_server.a   dns_server 1 "10.0.0.1", which pexip_infinity_dns_server.b of stack platform fits as well; make address different, or say which with importFrom in the program');
});

test("leaves the program's own import block alone", () => {
  const platform = platformOf({ pexip_infinity_dns_server: { a: { address: "x" } } }, { import: [{ to: "pexip_infinity_dns_server.a", id: "3" }] });
  const report = reported(platform, { dns_server: [anObject("dns_server", 3, { address: "y" })] });
  expect(blocks(report.adoption)).toBeUndefined();
  expect(report.adoption.undeclared).toEqual([]);
  expect(adoptionText(report)[1]).toBe("  imports    pexip_infinity_dns_server.a   by the program itself, as 3");
});

test("does not let a name of the other side steer a terminal, and cuts long lists", () => {
  const rooms = Array.from({ length: 30 }, (_, index) => anObject("conference", index + 1, { name: `room\u001b[31m ${index}` }));
  const text = adoptionText(reported(platformOf(DNS), { dns_server: [], conference: rooms })).join("\n");
  expect(text).not.toContain("\u001b");
  expect(text).toContain("undeclared conference: 10 more; --format json lists them all");
});

test("gives programs the same, without the objects themselves", () => {
  const report = reported(platformOf(DNS), { dns_server: [anObject("dns_server", 4, { address: "10.44.0.53", description: "", key: "planted" })] });
  expect(adoptionData(report)).toMatchObject({
    counts: { adopted: 1, created: 1 },
    resources: [{ state: "adopted", address: "pexip_infinity_dns_server.mine", id: "4", by: ["address"], changes: [] }, { state: "created" }],
  });
  expect(JSON.stringify(adoptionData(report))).not.toContain("planted");
});

test("asks for what is declared, and only looks at what people make by hand", () => {
  const { needed, watched } = collectionsOf(platformOf({ ...DNS, pexip_infinity_global_configuration: { g: {} }, pexip_infinity_user_group_entity_mapping: { m: {} } }));
  expect(needed.map(({ collection }) => collection)).toEqual(["dns_server", "global"]);
  expect(watched.map(({ collection }) => collection)).toEqual(expect.arrayContaining(["conference", "worker_vm", "system_location", "tls_certificate"]));
  expect(watched.map(({ collection }) => collection)).not.toContain("dns_server");
});

test("writes ids as text that Terraform takes as it is, and knows its own files", () => {
  const text = importFileText([], false, [{ to: "pexip_infinity_dns_server.a", id: "1" }])!;
  expect(JSON.parse(text)).toMatchObject({ import: [{ to: "pexip_infinity_dns_server.a", id: "1" }] });
  expect(importBlocksOf(text)).toEqual([{ to: "pexip_infinity_dns_server.a", id: "1" }]);
  expect(importBlocksOf('{"import":[]}')).toBeUndefined();
  expect(importBlocksOf("no json")).toBeUndefined();
});
