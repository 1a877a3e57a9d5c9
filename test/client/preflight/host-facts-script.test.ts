import { DeploymentView } from "../../../lib/deployment/model";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import { hostFactsScript } from "../../../lib/client/preflight/host-facts-script";
import { hostFactsContent } from "../../support/host-facts";
import { sound, type Changes } from "../../support/records";

const script = (changes: Changes = {}) => hostFactsScript(new DeploymentView({ records: sound(changes).records, acceptances: [] }));

test("is one line that changes nothing", () => {
  expect(script()).not.toMatch(/\n/);
  const verbs = [...script().matchAll(/\b([A-Za-z]+)-[A-Z]\w+/g)].map(([, verb]) => verb);
  expect([...new Set(verbs)].sort()).toEqual(["ConvertTo", "ForEach", "Get"]);
});

test("asks for everything that is read back, under the same names", () => {
  for (const key of Object.keys(hostFactsContent())) expect(script()).toContain(` ${key} = `);
});

test("looks for the templates of all hosts, quoted, each once", () => {
  expect(script({ node2: { templateDisk: TemplateDisk.onHost("D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd") } })).toContain("@('D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd', 'D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd') |");
});

test("lets no path of a hostile model out of its quotes", () => {
  const { records } = sound();
  const hostile = records.map((record) => (record.kind === "conferencingNode" ? { ...record, machine: { ...record.machine!, templateDisk: { from: "host" as const, path: "D:\\x'; Remove-Item C:\\ -Recurse; '\u2019" } } } : record));
  expect(hostFactsScript(new DeploymentView({ records: hostile, acceptances: [] }))).toContain("'D:\\x''; Remove-Item C:\\ -Recurse; ''\u2019\u2019'");
});

test("has balanced brackets and no quotes but single ones, so that it survives powershell -Command", () => {
  const bare = script().replace(/'[^']*'/g, "");
  expect(bare).not.toMatch(/["'%]/);
  const count = (character: string) => bare.split(character).length - 1;
  expect([count("("), count("{")]).toEqual([count(")"), count("}")]);
});
