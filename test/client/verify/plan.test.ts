import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { DeploymentView, type DeploymentRecord } from "../../../lib/deployment/model";
import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord } from "../../../lib/deployment/service";
import { licence } from "../../../lib/deployment/services/licence";
import { tlsCertificate } from "../../../lib/deployment/services/tls-certificate";
import { virtualMeetingRoom } from "../../../lib/deployment/services/virtual-meeting-room";
import { managersToSignIn, planVerify, VERIFY_GROUPS, type VerifyGroup, type VerifyPlanOptions, type VerifyProbe } from "../../../lib/client/verify/plan";
import { NodeRole } from "../../../lib/deployment/enums";
import { certificate } from "../../support/certificates";
import { placeAt } from "../../support/problems";
import { aLocation, aManager, aNode, sound, TOKEN } from "../../support/records";

const base = sound();
const { manager } = base;
const room = (id: string, aliases: readonly string[], of = manager) => serviceRecord(placeAt(`platform/${id}`), id, virtualMeetingRoom, { aliases }, of, {});
const licences = [undefined, false, true].map((offlineMode, index) => serviceRecord(placeAt(`platform/licence${index}`), `licence${index}`, licence, { entitlementId: Secret.fromVariable("entitlement"), ...(offlineMode === undefined ? {} : { offlineMode }) }, manager, {}));
const tls = serviceRecord(placeAt("platform/tls"), "tls", tlsCertificate, { certificate: certificate(["oslo-1.example.com"]), privateKey: Secret.fromVariable("key") }, manager, {});

const plan = (more: readonly DeploymentRecord[] = [], options: VerifyPlanOptions = {}) => planVerify(new DeploymentView({ records: [...base.records, ...more], acceptances: [] }), options);

/** A look in a few words. */
function words(probe: VerifyProbe): string {
  switch (probe.probe) {
    case "network":
      return probe.planned.probe === "service" ? `${probe.planned.service.label} ${probe.planned.nodes.join("|")}` : `${probe.group} ${probe.planned.probe}`;
    case "licences":
      return `licences ${probe.declared}`;
    case "alarms":
      return `alarms ${[...probe.names].map((pair) => pair.join("=")).join("|")}`;
    case "otherNodes":
      return `otherNodes ${probe.names.join("|")}`;
    case "node":
      return `node ${probe.node.name} in ${probe.location}`;
    case "tls":
      return `tls ${probe.port}`;
    case "call":
      return `call ${probe.room.alias} ${probe.nodes.map(({ name }) => name).join("|")}`;
    case "noDns":
      return `no DNS: ${probe.why}`;
    case "noCall":
      return `no call: ${probe.why}`;
    default:
      return probe.probe;
  }
}

const shown = (...given: Parameters<typeof plan>) => Object.fromEntries(plan(...given).map(({ subject, probes }) => [`${subject.kind} ${subject.name}`, probes.map(words)]));

test("looks at the Management Node, its nodes, its domains, a room and its certificates", () => {
  expect(shown([room("test", ["meet.test@vc.example.com"]), ...licences, tls])).toEqual({
    "managementNode manager.example.com": ["dns forward", "dns reverse", "loginPage", "session", "licences 2", "alarms 10.44.0.11=oslo-1|10.44.0.12=oslo-2", "otherNodes oslo-1|oslo-2"],
    "conferencingNode oslo-1": ["dns forward", "dns reverse", "node oslo-1 in oslo", "tls 443", "tls 5061"],
    "conferencingNode oslo-2": ["dns forward", "dns reverse", "node oslo-2 in oslo", "tls 443", "tls 5061"],
    "domain vc.example.com": ["_sips._tcp", "_sip._tcp", "_h323cs._tcp", "_h323ls._udp", "_pexapp._tcp"].map((label) => `${label} oslo-1.example.com|oslo-2.example.com`),
    "room test": ["call meet.test@vc.example.com oslo-1|oslo-2"],
    "certificate tls": ["certificate"],
  });
});

test("calls through proxying nodes where there are any", () => {
  const dmz = aLocation(manager, {}, "dmz");
  const edge = aNode({ ...base, systemLocation: dmz }, "edge-3", { role: NodeRole.PROXYING });
  expect(shown([dmz, edge, room("test", ["111"])])["room test"]).toEqual(["call 111 edge-3"]);
});

test("says why it calls nobody", () => {
  expect(shown()["room test call"]).toEqual(["no call: no room of the deployment has an alias; name one with --room ALIAS"]);
  expect(planVerify(new DeploymentView({ records: base.records.filter(({ kind }) => kind !== "conferencingNode"), acceptances: [] }), { room: "111" }).flatMap(({ probes }) => probes.map(words))).toContain("no call: the deployment has no Conferencing Node to call through");
});

test("calls the room that is named, also one that the deployment does not know", () => {
  const rooms = [room("a", ["111"]), room("b", ["222"])];
  expect(shown(rooms, { room: "222" })["room b"]).toEqual(["call 222 oslo-1|oslo-2"]);
  expect(shown(rooms, { room: "333" })["room 333"]).toEqual(["call 333 oslo-1|oslo-2"]);
});

test("calls a room on its own platform only", () => {
  const other = aManager(base, { infinityVersion: InfinityVersion.of("40"), address: "10.44.0.20" }, "second");
  const calls = (alias?: string) => plan([other, room("a", ["111"]), room("b", ["222"], other)], { room: alias }).flatMap(({ probes }) => probes.filter(({ group }) => group === "call").map(words));
  expect(calls("222")[0]).toMatch(/^no call/);
  expect(calls()[0]).toBe("call 111 oslo-1|oslo-2");
});

test("leaves out what it is told to leave out, and with the API all that asks it", () => {
  const groups = (...skip: readonly VerifyGroup[]) => [...new Set(plan([room("a", ["1@example.com"]), tls], { skip: new Set(skip) }).flatMap(({ probes }) => probes.map(({ group }) => group)))];
  expect([...groups()].sort()).toEqual([...VERIFY_GROUPS].sort());
  for (const group of VERIFY_GROUPS) expect(groups(group)).not.toContain(group);
  expect(groups("api", "dns", "srv").sort()).toEqual(["call", "certificates", "login-page", "tls"]);
  expect(plan([], { skip: new Set(VERIFY_GROUPS) })).toEqual([]);
});

test("says once that DNS is not asked, and asks nothing of it", () => {
  const around = { noDns: "not asked" };
  expect(plan([room("a", ["1@example.com"])], around).flatMap(({ probes }) => probes.map(words)).filter((text) => /dns|_tcp/i.test(text))).toEqual(["no DNS: not asked"]);
  expect(plan([], { ...around, skip: new Set(["dns"]) }).flatMap(({ probes }) => probes.filter(({ probe }) => probe === "noDns"))).toEqual([]);
});

test("wants a login for the managers whose API is asked, and for no other", () => {
  expect(managersToSignIn(plan())).toEqual([manager]);
  expect(managersToSignIn(plan([], { skip: new Set(["nodes", "alarms", "licences"]) }))).toEqual([manager]);
  expect(managersToSignIn(plan([], { skip: new Set(["api"]) }))).toEqual([]);
});

test("looks by name where only Terraform knows the address", () => {
  const deferred = planVerify(new DeploymentView({ records: sound({ manager: { address: TOKEN }, node1: { address: TOKEN } }).records, acceptances: [] }));
  expect(deferred.slice(0, 2).map(({ subject, probes }) => [subject.detail, words(probes[0]), words(probes[1])])).toEqual([["", "dns deferred", "loginPage"], ["", "dns deferred", "node oslo-1 in oslo"]]);
});
