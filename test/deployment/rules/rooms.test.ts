import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { importedManagementNodeRecord, type ManagementNodeRecord } from "../../../lib/deployment/management-node";
import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord, type ServiceRecord } from "../../../lib/deployment/service";
import { callRoutingRule } from "../../../lib/deployment/services/call-routing-rule";
import type { ConferenceFields } from "../../../lib/deployment/services/conference";
import { licence } from "../../../lib/deployment/services/licence";
import { virtualAuditorium } from "../../../lib/deployment/services/virtual-auditorium";
import { virtualMeetingRoom } from "../../../lib/deployment/services/virtual-meeting-room";
import { placeAt } from "../../support/problems";
import { judged, sound } from "../../support/records";

const managerOf = (version: string, path = "manager"): ManagementNodeRecord =>
  importedManagementNodeRecord(placeAt(path), "manager", { address: path === "manager" ? "10.44.0.10" : "10.45.0.10", hostname: path, domain: "example.com", infinityVersion: InfinityVersion.of(version) });
const v21 = managerOf("21");

function room(path: string, fields: ConferenceFields = {}, on: ManagementNodeRecord = v21, spec = virtualMeetingRoom): ServiceRecord {
  return serviceRecord(placeAt(path), path, spec, { aliases: [`${path}@example.com`], ...fields }, on, {});
}

const judgedAlone = (...rooms: readonly ServiceRecord[]): readonly string[] => judged([v21, ...rooms]);
const secret = (name: string): Secret => Secret.fromVariable(name);

test("an alias stands for one room of a platform, whatever its case and the kind of room", () => {
  const other = managerOf("21", "other");
  expect(
    judged([v21, other, room("a", { aliases: ["Meet@example.com", "meet@example.com"] }), room("b", { aliases: [{ alias: "MEET@example.com" }] }, v21, virtualAuditorium as never), room("c", { aliases: ["meet@example.com"] }, other)]),
  ).toEqual(["error PXH148 a: aliases has meet@example.com twice; upper and lower case make no difference", "error PXH148 b: alias MEET@example.com is already used by a; every alias stands for one room"]);
});

test("an alias and its description have at most 250 characters", () => {
  expect(judgedAlone(room("a", { aliases: [{ alias: "x".repeat(250), description: "ä".repeat(250) }] }))).toEqual([]);
  expect(judgedAlone(room("a", { aliases: ["a", { alias: "x".repeat(251), description: "y".repeat(251) }] }))).toEqual([
    "error PXH148 a: aliases entry 2 has 251 characters; Pexip Infinity takes at most 250",
    "error PXH148 a: description of aliases entry 2 has 251 characters; Pexip Infinity takes at most 250",
  ]);
});

test("a PIN is digits with a final #, and 4-20 characters", () => {
  const pinned = (pin: string): readonly string[] => judged([managerOf("40"), room("a", { pin }, managerOf("40"))]).filter((line) => !line.includes("PXH152"));
  for (const pin of ["1234", "123#", "1".repeat(20), `${"1".repeat(19)}#`]) expect(pinned(pin)).toEqual([]);
  expect(pinned("123")).toEqual(["error PXH149 a: pin has 3 characters; Pexip Infinity takes 4-20, the # included"]);
  expect(pinned("1".repeat(21))).toEqual(["error PXH149 a: pin has 21 characters; Pexip Infinity takes 4-20, the # included"]);
  for (const pin of ["12a4", "#1234", "12#34", "1234##", "#", "١٢٣٤"]) expect(pinned(pin)).toEqual(["error PXH149 a: pin must be digits, with a final # if wanted"]);
});

test("a PIN over 10 characters is in doubt before v38", () => {
  const pin = "12345678901";
  const found = (version: string): readonly string[] => judged([managerOf(version), room("a", { pin }, managerOf(version))]).filter((line) => line.includes("PXH150"));
  expect(found("37.2")).toEqual(["warning PXH150 a: pin has 11 characters, and infinityVersion is 37.2: 10 are safe before v38, more are unverified"]);
  expect(found("38")).toEqual([]);
});

test("guests need a host PIN, and one of their own", () => {
  expect(judgedAlone(room("a", { allowGuests: true }))).toEqual(["error PXH151 a: pin is missing, and allowGuests is true: hosts are told from guests by their PIN; give a host PIN, or leave allowGuests out"]);
  expect(judgedAlone(room("a", { guestPin: secret("guest") }))).toEqual(["error PXH151 a: pin is missing, and guestPin is given; give a host PIN and allowGuests: true"]);
  const same = "error PXH151 a: guestPin is the same as pin, so that nobody could be a guest; give two different ones";
  expect(judgedAlone(room("a", { pin: secret("one"), guestPin: secret("one"), allowGuests: true }))).toEqual([same]);
  expect(judgedAlone(room("a", { pin: "1234", guestPin: "1234", allowGuests: true }))).toContain(same);
  expect(judgedAlone(room("a", { pin: secret("one"), guestPin: secret("two"), allowGuests: true }))).toEqual([]);
  const token = (): Secret => Secret.fromToken("TOKEN");
  expect(judgedAlone(room("a", { pin: token(), guestPin: token(), allowGuests: true }))).toEqual([]);
});

test("a PIN in clear is a warning, and is not shown", () => {
  expect(judgedAlone(room("a", { pin: "4711", guestPin: "4712", allowGuests: true }))).toEqual([
    "warning PXH152 a: guestPin is written in clear; give Secret.fromVariable(name), and the PIN in TF_VAR_name",
    "warning PXH152 a: pin is written in clear; give Secret.fromVariable(name), and the PIN in TF_VAR_name",
  ]);
});

test("a room has an alias; its platform a licence and a transcoding node", () => {
  expect(judgedAlone(room("a", { aliases: [] }))).toEqual(["warning PXH153 a: aliases is empty, so that nobody can dial the room; give at least one"]);
  const { records, manager } = sound({ manager: { macAddress: "02:8C:11:22:33:6A" } });
  const ours = room("a", {}, manager);
  const licensed = serviceRecord(placeAt("licence"), "licence", licence, { entitlementId: secret("licence") }, manager, {});
  expect(judged([...records, ours])).toEqual(["warning PXH153 a: manager/manager has no Licence, and refuses rooms without one; add it"]);
  expect(judged([...records, ours, licensed])).toEqual([]);
  expect(judged([...records.filter(({ kind }) => kind !== "conferencingNode" && kind !== "systemLocation"), ours, room("b", {}, manager), licensed]).filter((line) => line.includes("PXH153"))).toEqual([
    "warning PXH153 a: manager/manager has no transcoding node, and only those host conferences; add one",
  ]);
});

test("rooms have names of their own, and rules too", () => {
  const rule = (path: string, priority: number): ServiceRecord => serviceRecord(placeAt(path), path, callRoutingRule, { name: "Sales", priority, matchString: "a" }, v21, {});
  expect(judgedAlone(room("a", { name: "Sales" }), room("b", { name: "Sales" }, v21, virtualAuditorium as never), rule("c", 1), rule("d", 2))).toEqual([
    "error PXH154 b: name Sales is already used by a; every room needs its own",
    "error PXH154 d: name Sales is already used by c; every rule needs its own",
  ]);
});
