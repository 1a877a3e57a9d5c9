import { NodeRole } from "../../../lib/deployment/enums";
import type { DeploymentRecord } from "../../../lib/deployment/model";
import { DeploymentView } from "../../../lib/deployment/model";
import { platformFrames } from "../../../lib/documents/topology/platforms";
import { aHost, aLocation, aManager, aNode, aSwitch } from "../../support/records";

const hosts = ["hv1", "hv2", "hv3", "hv4"].map((id) => aHost({}, id));
const switches = hosts.map((host) => aSwitch(host, {}, `lan-${host.id}`));
const manager = aManager({ host: hosts[0], externalSwitch: switches[0] });
const oslo = aLocation(manager, { name: "Oslo" }, "oslo");
const node = (id: string, host = 0, role = NodeRole.TRANSCODING) => aNode({ host: hosts[host], externalSwitch: switches[host], systemLocation: oslo }, id, { role });
const frames = (...records: readonly DeploymentRecord[]) => platformFrames(new DeploymentView({ records: [...hosts, ...switches, manager, ...records], acceptances: [] }));

const cardWith = (...records: readonly DeploymentRecord[]) => {
  const { tone, rows, existing } = frames(oslo, ...records)[0].cards[0];
  return { tone, rows: rows.map(({ lead = "", text }) => lead + text), existing };
};

test("a location counts its nodes by role, and says where they run", () => {
  expect(cardWith()).toEqual({ tone: "plain", rows: ["no nodes"], existing: false });
  expect(cardWith(node("a-1"))).toEqual({ tone: "transcoding", rows: ["1 transcoding node", "on hv1"], existing: false });
  expect(cardWith(node("a-1", 0, NodeRole.PROXYING), node("a-2", 1, NodeRole.PROXYING))).toEqual({ tone: "proxying", rows: ["2 proxying nodes", "on hv1, hv2"], existing: false });
  expect(cardWith(node("a-1"), node("a-2", 0, NodeRole.PROXYING))).toMatchObject({ tone: "plain", rows: ["1 transcoding, 1 proxying nodes", "on hv1"] });
  expect(cardWith(...[0, 1, 2, 3].map((host) => node(`a-${host}`, host)))).toMatchObject({ rows: ["4 transcoding nodes", "on 4 hosts"] });
});

test("nodes that Terraform does not build are elsewhere", () => {
  expect(cardWith(node("a-1"), { ...node("a-2"), machine: undefined }).rows).toEqual(["2 transcoding nodes", "on hv1, elsewhere"]);
  expect(cardWith({ ...node("a-2"), machine: undefined }).rows).toEqual(["1 transcoding node", "built elsewhere"]);
});

test("a location that exists already says so", () => {
  expect(frames({ ...oslo, origin: "imported" })[0].cards[0]).toMatchObject({ existing: true, rows: [{ lead: "no nodes" }, { text: "exists already" }] });
});

test("media goes to where it is transcoded and to where it overflows", () => {
  const [bergen, tromso] = [aLocation(manager, {}, "bergen"), aLocation(manager, {}, "tromso")];
  const dmz = aLocation(manager, {}, "dmz", { transcodingLocation: oslo, primaryOverflowLocation: bergen, secondaryOverflowLocation: tromso });
  expect(frames(dmz, oslo, bergen, tromso)[0].links).toEqual([
    { id: "p0l0m0", kind: "transcoding", from: "p0l0", to: "p0l1" },
    { id: "p0l0m1", kind: "primary overflow", from: "p0l0", to: "p0l2" },
    { id: "p0l0m2", kind: "secondary overflow", from: "p0l0", to: "p0l3" },
  ]);
});

test("a location of another platform is no target", () => {
  const lab = aManager({ host: hosts[1], externalSwitch: switches[1] }, {}, "lab");
  const elsewhere = aLocation(lab, {}, "lab-oslo");
  expect(frames(lab, { ...oslo, primaryOverflowLocation: elsewhere.path }, elsewhere).map(({ cards, links }) => [cards.length, links.length])).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test("a platform without locations says so", () => {
  expect(frames()).toEqual([{ id: "p0", name: "manager.example.com", aside: "Pexip Infinity v21, runbook mode", facts: ["no system location"], existing: false, cards: [], links: [] }]);
});
