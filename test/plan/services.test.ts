import { serviceSummary, summaryText } from "../../lib/plan/services";
import { aPlan, planned, type PlannedChange } from "../support/plans";

const summary = (...changes: readonly PlannedChange[]) => serviceSummary(aPlan(changes).changes);
const object = (action: Parameters<typeof planned>[0], type: string, more = {}) => planned(action, `pexip_infinity_${type}`, "it_0A1B2C3D", { name: "It" }, { name: "It" }, more);

test("objects are counted by what happens to them", () => {
  const all = summary(object("create", "device"), object("update", "device"), object("update", "ntp_server"), object("delete", "device"), object("replace", "device"), object("keep", "device"), object("forget", "device"));
  expect(all).toEqual({ added: 1, changed: 2, replaced: 1, removed: 1, notable: [] });
  expect(summaryText(all)).toBe("5 objects of the platform change: 1 added, 2 changed, 1 replaced, 1 removed");
  expect(summaryText(summary(object("update", "device")))).toBe("1 object of the platform changes: 1 changed");
  expect(summaryText(summary(object("keep", "device")))).toBeUndefined();
});

test.each([
  ["licence", "delete", "outage", "without a licence no call can be placed"],
  ["global_configuration", "update", "fine", "every node has it within minutes"],
  ["global_configuration", "delete", "outage", "all global settings go back to the provider's defaults"],
  ["tls_certificate", "update", "fine", "new TLS connections get it; make sure that its names and its chain are right"],
  ["management_vm", "delete", "outage", "the Management Node's DNS and NTP servers and its certificate are taken away: what is removed after that is refused while certificates are verified (insecureTls: true for this apply)"],
  ["conference", "delete", "outage", "calls to its aliases fail from then on"],
] as const)("%s: %s hurts, or may", (type, action, level, text) => {
  const [line] = summary(object(action, type)).notable;
  expect(line).toMatchObject({ name: `${type.replaceAll("_", " ")} It`, level, consequences: [text], addresses: [`pexip_infinity_${type}.it_0A1B2C3D`] });
});

test("an object without a name, or with a secret one, is told by its construct", () => {
  expect(summary(planned("delete", "pexip_infinity_licence", "licence_0A1B2C3D", { entitlement_id: "planted" }, null)).notable[0].name).toBe("licence");
  expect(summary(object("delete", "licence", { sensitive: { name: true } })).notable[0].name).toBe("licence it");
});

test("no value of an object is told", () => {
  const change = planned("update", "pexip_infinity_global_configuration", "g", { name: "g", aws_secret_key: "planted-1", contact: "planted-2" }, { name: "g", aws_secret_key: "planted-3", contact: "planted-4" });
  expect(JSON.stringify(summary(change))).not.toContain("planted");
});
