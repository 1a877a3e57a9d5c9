import { answering, V1, type Json } from "./a-manager";

const NO_LICENSE = { __all__: ["The Management Node has no valid license."] };

test("a Management Node without a licence takes no rooms and no Teams rules, and everything else", () => {
  const bench = answering();
  expect(bench.ask("POST", "conference/", { name: "Room" })).toMatchObject({ status: 400, body: NO_LICENSE });
  const rule = { name: "teams", priority: 1, match_string: ".*", outgoing_protocol: "teams", live_captions_enabled: "no" };
  expect(bench.ask("POST", "gateway_routing_rule/", rule)).toMatchObject({ status: 400, body: NO_LICENSE });
  bench.make("gateway_routing_rule", { name: "out", priority: 1, match_string: ".*" });
  bench.make("licence", { entitlement_id: "LAB-1" });
  bench.make("conference", { name: "Room" });
  bench.make("gateway_routing_rule", rule);
});

test("rooms stay, and can be changed, when the licence is given back", () => {
  const bench = answering();
  const licence = bench.make("licence", { entitlement_id: "LAB-1" });
  const room = bench.make("conference", { name: "Room" });
  expect(bench.ask("DELETE", licence).status).toBe(204);
  expect(bench.ask("PATCH", room, { description: "kept" }).status).toBe(202);
  expect(bench.ask("POST", "conference/", { name: "Second" }).status).toBe(400);
});

test("a licence is found in the list at once, by its entitlement without spaces, and taken once", () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "LAB 0001" });
  const [licence] = bench.read("licence/").objects;
  expect(licence).toMatchObject({ entitlement_id: "LAB0001", resource_uri: `${V1}/licence/${licence.fulfillment_id}/`, offline_mode: false });
  expect(licence.id).toBeUndefined();
  expect(bench.ask("POST", "licence/", { entitlement_id: "LAB0001" }).body).toEqual({ entitlement_id: ["License with this Entitlement id already exists."] });
  expect(bench.ask("POST", "licence/", {}).body).toEqual({ entitlement_id: ["This field is required."] });
});

test("a licence that is to be activated by hand is stored as a request, and licenses nothing", () => {
  const bench = answering();
  expect(bench.make("licence", { entitlement_id: "LAB-1", offline_mode: true })).toMatch(/\/licence_request\/[0-9a-f-]+\/$/);
  expect(bench.read("licence/").meta.total_count).toBe(0);
  expect(bench.read("licence_request/").objects).toEqual([expect.objectContaining({ status: "stored" })]);
  expect(bench.ask("POST", "conference/", { name: "Room" }).status).toBe(400);
});

test("an activation needs the licence server, and a stored request does not", () => {
  const bench = answering({ reaches: (host) => host !== "activation.pexip.com" });
  expect(bench.ask("POST", "licence/", { entitlement_id: "LAB-1" }).body).toEqual({ __all__: ["The license server activation.pexip.com cannot be reached."] });
  bench.make("licence", { entitlement_id: "LAB-1", offline_mode: true });
});

test("the status of licensing counts licences and what uses them", () => {
  const bench = answering();
  const status = (): Json => bench.read("/api/admin/status/v1/licensing/").objects[0];
  expect(status()).toMatchObject({ port_total: 0, vmr_total: 0, vmr_count: 0, system_total: 0, teams_total: 0 });
  bench.make("licence", { entitlement_id: "LAB-1" });
  bench.make("conference", { name: "Room" });
  expect(status()).toMatchObject({ port_total: 100, vmr_total: 100, vmr_count: 1, system_total: 1, system_count: 1 });
});
