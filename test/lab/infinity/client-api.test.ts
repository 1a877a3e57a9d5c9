import { UNREADABLE } from "../../../lib/lab/infinity/api-response";
import type { SimulatedConferencingNode } from "../../../lib/lab/infinity/conferencing-node";
import { answering, HARDWARE, MINUTE, withEntry, type Bench, type Json } from "./a-manager";

const API = "/api/client/v2/conferences";

interface Platform {
  readonly bench: Bench;
  readonly node: SimulatedConferencingNode;
}

/** A node that is SYNCED, on a platform with these rooms. */
function withRooms(rooms: readonly Readonly<Record<string, string | boolean>>[], more: (bench: Bench) => void = () => undefined): Platform {
  const bench = answering();
  bench.make("licence", { entitlement_id: "LAB-1" });
  for (const { alias, ...room } of rooms) bench.make("conference_alias", { alias, conference: bench.make("conference", { name: alias, ...room }) });
  more(bench);
  const node = bench.node();
  node.start(HARDWARE);
  node.bootstrap(withEntry(bench).configuration);
  bench.clock.advance(5 * MINUTE);
  return { bench, node };
}

const call = ({ node }: Platform, alias: string, asked: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}): Json => node.request("POST", `${API}/${encodeURIComponent(alias)}/request_token`, headers, { display_name: "Test", ...asked });

const ROOM = { alias: "meet.test@example.com" };

test("a call to a room's alias joins it as a Host, in signalling, and leaves it again", () => {
  const platform = withRooms([ROOM]);
  const { node } = platform;
  const { status, body } = call(platform, "Meet.Test@example.com");
  expect([status, body]).toEqual([
    200,
    {
      status: "success",
      result: expect.objectContaining({
        token: expect.stringMatching(/^[A-Za-z0-9+/=]{44}$/),
        expires: "120",
        participant_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        display_name: "Test",
        role: "HOST",
        conference_name: "meet.test@example.com",
        service_type: "conference",
        current_service_type: "conference",
        version: { version_id: "40", pseudo_version: "simulated" },
      }),
    },
  ]);
  expect(node.participants).toEqual([{ displayName: "Test", role: "HOST", service: "meet.test@example.com" }]);
  const release = (): Json => node.request("POST", `${API}/meet.test@example.com/release_token`, { token: body.result.token });
  expect(release()).toMatchObject({ status: 200, body: { status: "success", result: true } });
  expect(node.participants).toEqual([]);
  expect(release().status).toBe(200);
});

test("nothing is there that nobody knows, that has not reached the node yet, or that is gone", () => {
  const platform = withRooms([ROOM]);
  const missing = { status: 404, body: { status: "failed", result: "Neither conference nor gateway found" } };
  expect(call(platform, "nobody@example.com")).toMatchObject(missing);
  expect(call(platform, "%")).toMatchObject(missing);
  const { bench } = platform;
  const uri = bench.make("conference_alias", { alias: "second", conference: bench.read("conference/").objects[0].resource_uri });
  expect(call(platform, "second")).toMatchObject(missing);
  bench.clock.advance(MINUTE);
  expect(call(platform, "second").status).toBe(200);
  bench.ask("DELETE", uri);
  bench.clock.advance(MINUTE);
  expect(call(platform, "second")).toMatchObject(missing);
});

test("a node that was not synchronized yet knows no room", () => {
  const bench = answering();
  const node = bench.node();
  node.start(HARDWARE);
  node.bootstrap(withEntry(bench).configuration);
  bench.clock.advance(4 * MINUTE);
  expect(call({ bench, node }, "meet.test@example.com").status).toBe(404);
});

test("a room with a PIN asks for it, and takes the right one, in the body or the header", () => {
  const platform = withRooms([{ ...ROOM, pin: "123456#" }]);
  expect(call(platform, ROOM.alias)).toMatchObject({ status: 403, body: { status: "success", result: { pin: "required", guest_pin: "required" } } });
  for (const wrong of ["999999", "none", "12345"]) expect(call(platform, ROOM.alias, { pin: wrong })).toMatchObject({ status: 403, body: { status: "failed", result: "Invalid PIN" } });
  expect(call(platform, ROOM.alias, { pin: "123456#" }).body.result.role).toBe("HOST");
  expect(call(platform, ROOM.alias, {}, { pin: "123456" }).body.result.role).toBe("HOST");
});

test("a Guest without a PIN says none, and waits until a Host is there", () => {
  const platform = withRooms([{ ...ROOM, pin: "123456", allow_guests: true }]);
  expect(call(platform, ROOM.alias).body.result).toEqual({ pin: "required", guest_pin: "none" });
  expect(call(platform, ROOM.alias, { pin: "none" }).body.result).toMatchObject({ role: "GUEST", service_type: "conference", current_service_type: "waiting_room" });
  call(platform, ROOM.alias, { pin: "123456" });
  expect(call(platform, ROOM.alias, { pin: "none" }).body.result).toMatchObject({ role: "GUEST", current_service_type: "conference" });
});

test("a Guest with a PIN of their own is a Guest", () => {
  const platform = withRooms([{ ...ROOM, pin: "123456", guest_pin: "654321", allow_guests: true, service_type: "lecture" }]);
  expect(call(platform, ROOM.alias).body.result).toEqual({ pin: "required", guest_pin: "required" });
  expect(call(platform, ROOM.alias, { pin: "654321" }).body.result).toMatchObject({ role: "GUEST", service_type: "lecture" });
  expect(call(platform, ROOM.alias, { pin: "none" }).status).toBe(403);
});

test("a Guest PIN opens nothing where Guests are not allowed", () => {
  const platform = withRooms([{ ...ROOM, pin: "123456", guest_pin: "654321" }]);
  expect(call(platform, ROOM.alias, { pin: "654321" })).toMatchObject({ status: 403, body: { result: "Invalid PIN" } });
});

test("a token is renewed while it lives, and dies in two minutes", () => {
  const platform = withRooms([ROOM]);
  const { node, bench } = platform;
  const refresh = (token?: string): Json => node.request("POST", `${API}/${ROOM.alias}/refresh_token`, { token });
  const first = call(platform, ROOM.alias).body.result.token;
  bench.clock.advance(MINUTE);
  const second = refresh(first).body.result;
  expect(second).toEqual({ token: expect.not.stringMatching(first), expires: "120" });
  expect(refresh(first)).toMatchObject({ status: 403, body: { status: "failed", result: "Invalid token" } });
  expect(node.participants).toHaveLength(1);
  bench.clock.advance(2 * MINUTE);
  expect([refresh(second.token).status, refresh().status, node.participants]).toEqual([403, 403, []]);
});

test("a call drops when the node restarts", () => {
  const platform = withRooms([ROOM]);
  call(platform, ROOM.alias);
  platform.node.stop();
  expect(platform.node.participants).toEqual([]);
});

test("a Virtual Reception asks where to, and joins that", () => {
  const platform = withRooms([ROOM, { alias: "reception", service_type: "two_stage_dialing" }]);
  expect(call(platform, "reception")).toMatchObject({ status: 403, body: { status: "success", result: { conference_extension: "standard" } } });
  expect(call(platform, "reception", { conference_extension: ROOM.alias }).body.result.conference_name).toBe(ROOM.alias);
  expect(call(platform, "reception", { conference_extension: "nobody" }).status).toBe(404);
});

test("an unlicensed platform takes no calls", () => {
  const platform = withRooms([ROOM]);
  const { bench } = platform;
  bench.ask("DELETE", bench.read("licence/").objects[0].resource_uri);
  bench.clock.advance(MINUTE);
  expect(call(platform, ROOM.alias)).toMatchObject({ status: 403, body: { status: "failed", result: "Insufficient licenses" } });
});

test("a node in maintenance mode takes no new calls, and a platform without the client API none at all", () => {
  const platform = withRooms([ROOM]);
  const { bench } = platform;
  bench.ask("PATCH", "worker_vm/1/", { maintenance_mode: true });
  bench.clock.advance(MINUTE);
  expect(call(platform, ROOM.alias)).toMatchObject({ status: 503, body: { status: "failed", result: "System in maintenance mode" } });
  bench.ask("PATCH", "global/1/", { enable_application_api: false });
  bench.clock.advance(MINUTE);
  expect(call(platform, ROOM.alias)).toEqual({ status: 404, headers: {} });
});

test("what is not simulated is refused by name: calls through a rule, playbacks, and other requests", () => {
  const platform = withRooms([{ alias: "film", service_type: "media_playback" }], (bench) => {
    bench.make("gateway_routing_rule", { name: "broken", priority: 1, match_string: "(" });
    bench.make("gateway_routing_rule", { name: "out", priority: 2, match_string: "sip:.*", match_string_full: true });
  });
  const { node } = platform;
  expect(call(platform, "sip:alice@example.com")).toMatchObject({ status: 501, body: { result: "the lab does not simulate calls that a Call Routing Rule takes elsewhere" } });
  expect(call(platform, "xsip:alice").status).toBe(404);
  expect(call(platform, "film").status).toBe(501);
  expect(node.request("GET", `${API}/film/participants`)).toMatchObject({ status: 501, body: { result: `the lab does not simulate ${API}/film/participants` } });
  expect(node.request("GET", "/api/client/v1/").status).toBe(501);
});

test("answers what is malformed with its status", () => {
  const platform = withRooms([ROOM]);
  const { node } = platform;
  const path = `${API}/${ROOM.alias}/request_token`;
  expect(node.request("GET", path)).toEqual({ status: 405, headers: { Allow: "POST" } });
  expect([node.request("POST", path), node.request("POST", path, {}, UNREADABLE), node.request("POST", path, {}, [1]), call(platform, ROOM.alias, { display_name: "" })].map(({ status }) => status)).toEqual([400, 400, 400, 400]);
});

test("the web app has a page, the rest of the node none", () => {
  const { node } = withRooms([]);
  expect(node.request("GET", "/webapp/")).toMatchObject({ status: 200, body: expect.stringContaining("simulated") });
  expect([node.request("POST", "/webapp/").status, node.request("GET", "/admin/").status, node.request("GET", "/api/client/v2/status").body]).toEqual([405, 404, { status: "success", result: {} }]);
});
