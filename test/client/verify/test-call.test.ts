import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord } from "../../../lib/deployment/service";
import { virtualMeetingRoom, type VirtualMeetingRoomFields } from "../../../lib/deployment/services/virtual-meeting-room";
import { probeCall } from "../../../lib/client/verify/test-call";
import type { VerifyContext } from "../../../lib/client/verify/context";
import { answers, answersJson, breaksOff, HttpsServer, inTurn, type Handler } from "../../support/https-servers";
import { asked, conferencingNode, PIN } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { CLOSED_PORT, lines } from "../../support/probe-context";
import { placeAt } from "../../support/problems";
import { sound, type Changes } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const ALIAS = "meet.test@example.com";
const TOKEN_PATH = `/api/client/v2/conferences/${encodeURIComponent(ALIAS)}/`;
const identities = new NamedIdentities();
const good = identities.of(["oslo-1.example.com", "oslo-2.example.com"]);
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(good, answers(500));
});
beforeEach(() => {
  server.received.length = 0;
  server.replaceIdentity(good);
});
afterAll(() => server.stop());

interface Given extends Partial<VerifyContext> {
  readonly fields?: Partial<VirtualMeetingRoomFields>;
  readonly changes?: Changes;
  readonly port?: number;
  /** The alias that is called, of no room of the deployment. */
  readonly alias?: string;
}

async function call(handler: Handler, { fields = {}, changes = {}, port = server.port, alias, ...of }: Given = {}) {
  server.handler = handler;
  const { manager, nodes } = sound(changes);
  const record = serviceRecord(placeAt("platform/room"), "room", virtualMeetingRoom, { aliases: [ALIAS], ...fields }, manager, {});
  const resolve = ["10.44.0.11", "10.44.0.12"].map((host) => ({ host, port: 443, address: "127.0.0.1", addressPort: port }));
  const findings = await probeCall(alias === undefined ? { alias: ALIAS, record } : { alias }, nodes, verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve, ...of }));
  expect(JSON.stringify(findings)).not.toMatch(new RegExp(`${PIN}|planted`));
  return findings;
}

const told = async (...given: Parameters<typeof call>) => lines(await call(...given));
const withPin = { fields: { pin: Secret.fromVariable("room_pin") } };

test("enters the room through each node and leaves it again", async () => {
  expect(await told(conferencingNode(ALIAS))).toEqual(["ok call through oslo-1: enters room as host, and leaves again", "ok call through oslo-2: enters room as host, and leaves again"]);
  expect(asked(server.received)).toEqual(["request_token", "release_token", "request_token", "release_token"].map((action) => `POST ${TOKEN_PATH}${action}`));
  expect(server.received.map(({ headers }) => headers.token)).toEqual([undefined, "planted-token", undefined, "planted-token"]);
  expect(JSON.parse(server.received[0].body)).toEqual({ display_name: "pexip-hyperv verify" });
});

test.each<[string, Given]>([
  ["its variable", { ...withPin, secretOf: (variable: string) => (variable === "room_pin" ? PIN : undefined) }],
  ["PEXIP_ROOM_PIN, which goes first", { ...withPin, secretOf: () => "1111", roomPin: PIN }],
  ["the deployment, where it is in clear", { fields: { pin: PIN } }],
])("gives the PIN from %s", async (_, given) => {
  expect((await told(conferencingNode(ALIAS, { pin: PIN }), given))[0]).toBe("ok call through oslo-1: enters room as host, and leaves again");
});

test("has found the room when it asks for a PIN that is not known here", async () => {
  const findings = await call(conferencingNode(ALIAS, { pin: PIN }), withPin);
  expect(lines(findings)[0]).toBe("warning call through oslo-1: finds the room, which asks for a PIN: not entered (guests need none)");
  expect(findings[0].advice).toEqual(["give the host PIN in TF_VAR_room_pin or PEXIP_ROOM_PIN"]);
});

test("tries a wrong PIN once, and at no other node", async () => {
  expect(await told(conferencingNode(ALIAS, { pin: "999999" }), { ...withPin, secretOf: () => PIN })).toEqual(["failed call through oslo-1: it refuses the PIN of TF_VAR_room_pin", "skipped call through oslo-2: not called with a PIN that is wrong"]);
  expect(server.received).toHaveLength(1);
});

const failure = (status: number, result: unknown) => answersJson({ status: "failure", result }, status);

test.each<[string, Handler, string]>([
  ["an unknown alias", conferencingNode("other"), `failed call through oslo-1: it knows no ${ALIAS}: Neither conference nor gateway found (404)`],
  ["a client API that is off", answers(404), "failed call through oslo-1: it has no client API (404)"],
  ["no licence", failure(403, "Insufficient licenses"), "failed call through oslo-1: it refuses the call: Insufficient licenses (403)"],
  ["a refusal that repeats the PIN", failure(403, `not with ${PIN}`), "failed call through oslo-1: it refuses the call: not with … (403)"],
  ["maintenance mode", failure(503, "System in maintenance mode"), "failed call through oslo-1: it takes no calls now: System in maintenance mode (503)"],
  ["a redirection", answers(302, "", { Location: "https://other.example.com/" }), "failed call through oslo-1: it redirects to https://other.example.com/, which is not followed"],
  ["a page instead of an answer", answers(200, "<html>"), "failed call through oslo-1: its answer is not what the client API gives"],
  ["a broken connection", breaksOff, "failed call through oslo-1: the connection broke"],
  ["a single sign-on", answersJson({ status: "success", result: { idp: [{ name: "ADFS", uuid: "1" }] } }), "warning call through oslo-1: it asks for a single sign-on: not entered"],
  ["a Virtual Reception", failure(403, { conference_extension: "standard" }), "warning call through oslo-1: it is a Virtual Reception, and asks for the room to go to: not entered"],
])("says what it met: %s", async (_, handler, text) => {
  expect((await told(handler, { roomPin: PIN }))[0]).toBe(text);
});

test("calls again when the node is busy for a moment", async () => {
  expect((await told(inTurn(answers(503, "", { "Retry-After": "1" }), conferencingNode(ALIAS))))[0]).toMatch(/^ok /);
});

test("fails when the alias leads to another room", async () => {
  expect((await told(conferencingNode(ALIAS, { name: "Somebody else's" })))[0]).toBe(`failed call through oslo-1: enters Somebody else's as host; in the deployment ${ALIAS} leads to room`);
});

test("calls an alias that no room of the deployment has, and warns when a rule takes it elsewhere", async () => {
  expect((await told(conferencingNode("123"), { alias: "123" }))[0]).toBe("ok call through oslo-1: enters room as host, and leaves again");
  const gateway = answersJson({ status: "success", result: { token: "planted-token", role: "HOST", conference_name: "123", service_type: "gateway" } });
  expect((await told(gateway, { alias: "123" }))[0]).toBe("warning call through oslo-1: enters 123 as host, by a Call Routing Rule");
});

test("warns when its leaving was not confirmed", async () => {
  const handler: Handler = (response, received) => (received.url.endsWith("release_token") ? breaksOff : conferencingNode(ALIAS))(response, received);
  expect((await told(handler))[0]).toBe("warning call through oslo-1: enters room as host, and its leaving was not confirmed");
});

test("a token that ran out before the call was left is no failure", async () => {
  const handler: Handler = (response, received) => (received.url.endsWith("release_token") ? answersJson({ status: "failed", result: "Invalid token" }, 403) : conferencingNode(ALIAS))(response, received);
  expect((await told(handler))[0]).toBe("ok call through oslo-1: enters room as host, and is out of it again: its token ran out first");
});

test("sends nothing to a node that is not trusted", async () => {
  server.replaceIdentity(identities.of(["oslo-1.example.com"], { issuer: "oslo-1.example.com" }));
  expect((await told(conferencingNode(ALIAS), { roomPin: PIN }))[0]).toBe("failed call through oslo-1: its certificate is self-signed: it was not called");
  expect(server.received).toEqual([]);
});

test("calls under the SIP TLS FQDN where the certificate is for that alone", async () => {
  server.replaceIdentity(identities.of(["sip.example.com"]));
  expect((await told(conferencingNode(ALIAS), { changes: { node1: { sipTlsFqdn: "sip.example.com" } } }))[0]).toMatch(/^ok /);
  expect(server.received[0].headers.host).toBe("sip.example.com");
});

test("fails when nobody is there, unless the node may be off", async () => {
  expect(await told(answers(500), { port: CLOSED_PORT, changes: { node2: { distributedDatabase: false } } })).toEqual(["failed call through oslo-1: connection refused", "skipped call through oslo-2: connection refused: it is for peak times, and may be off"]);
});

test("says which nodes it had no time for", async () => {
  const untilEndMs = () => (asked(server.received).some((line) => line.endsWith("release_token")) ? 1 : 60_000);
  expect(await told(conferencingNode(ALIAS), { untilEndMs })).toEqual(["ok call through oslo-1: enters room as host, and leaves again", "failed call through oslo-2: not called: all the time is over"]);
});
