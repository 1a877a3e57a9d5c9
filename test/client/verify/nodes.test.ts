import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { probeNode, probeOtherNodes } from "../../../lib/client/verify/nodes";
import { answers, HttpsServer } from "../../support/https-servers";
import { asked, collections, managementNode, statusOf, type Collections } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { lines } from "../../support/probe-context";
import { sound } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const NODES = "/api/admin/status/v1/worker_vm/";
const ENTRIES = "/api/admin/configuration/v1/worker_vm/";
const identities = new NamedIdentities();
const { manager, nodes } = sound({ manager: { infinityVersion: InfinityVersion.of("40") } });
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(identities.of(["manager.example.com"]), answers(500));
});
beforeEach(() => void (server.received.length = 0));
afterAll(() => server.stop());

function around(known?: Collections) {
  server.handler = known === undefined ? answers(401) : managementNode(known);
  return verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve: [{ host: "10.44.0.10", port: 443, address: "127.0.0.1", addressPort: server.port }] });
}

const node = async (known?: Collections) => lines(await probeNode(nodes[0], "oslo", manager, around(known)));
const others = async (known?: Collections) => lines(await probeOtherNodes(manager, ["oslo-1", "oslo-2"], around(known)));

test("judges what the node reports", async () => {
  expect((await node(collections())).slice(0, 3)).toEqual(["ok synchronised: SYNCED", "ok entry: CONFERENCING in oslo, as declared", "ok version: 40 (84500.0.0)"]);
});

test("finds a node on a later page, and asks for all of them once", async () => {
  const many = Array.from({ length: 230 }, (_, index) => statusOf(`far-${index}`));
  const context = around({ ...collections(), [NODES]: [...many, statusOf("oslo-1"), statusOf("oslo-2", { sync_status: "SYNCING" })] });
  const findings = await Promise.all(nodes.map((one) => probeNode(one, "oslo", manager, context)));
  expect(findings.map(([first]) => lines([first])[0])).toEqual(["ok synchronised: SYNCED", "failed synchronised: SYNCING"]);
  expect(asked(server.received).filter((line) => line.includes(NODES))).toHaveLength(3);
});

test("tells a node that was never in contact from one that is not entered", async () => {
  expect(await node({ ...collections(), [NODES]: [statusOf("OSLO-1")] })).toEqual(["failed synchronised: it is entered, and was never in contact"]);
  expect(await node({ ...collections(), [NODES]: [], [ENTRIES]: [{ id: 1, name: "oslo-11" }] })).toEqual(["failed synchronised: it is not entered"]);
});

test("says once why the API is closed, and elsewhere where that is said", async () => {
  expect(await node()).toEqual(["skipped synchronised: not asked: see the management API of manager.example.com"]);
  expect(await others()).toEqual(["skipped Conferencing Nodes: not asked: see the management API of manager.example.com"]);
});

test("says that the nodes could not be read", async () => {
  const without = collections();
  delete without[NODES];
  expect(await node(without)).toEqual([`failed synchronised: it has no ${NODES} (404)`]);
  expect(await others(without)).toEqual([`failed Conferencing Nodes: it has no ${NODES} (404)`]);
});

test("warns of nodes that the deployment does not know", async () => {
  expect(await others(collections())).toEqual(["ok Conferencing Nodes: 2, all of them in the deployment"]);
  expect(await others({ ...collections(), [NODES]: [statusOf("oslo-1"), statusOf("old\u001b[31m")] })).toEqual(["warning Conferencing Nodes: old?[31m is not in the deployment"]);
});
