import { testInLab, type Scene } from "./support/scene";
import { expectWorld } from "./support/world";
import { driftIn, type Drift } from "./support/world-drift";

/** `system_location/2/`: what this object goes by in the API. */
function uriOf(scene: Scene, collection: string, name?: string): string {
  const objects = scene.lab.managementNode().dump().configuration[collection].filter(({ values }) => name === undefined || values.name === name);
  expect(objects).toHaveLength(1);
  return objects[0].uri.replace("/api/admin/configuration/v1/", "");
}

testInLab("what somebody changed in the Administrator interface is noticed, object by object, and put right; what the provider never reads is not", "full-platform", async (scene) => {
  await scene.rehearsal.install();
  let noticed: Drift = {};
  const changed = async (change: () => void, drift: Drift): Promise<void> => {
    change();
    noticed = { ...noticed, ...drift };
    expect(await driftIn(scene)).toEqual(noticed);
  };
  const patch = (collection: string, name: string | undefined, values: Parameters<Scene["administer"]>[2]): unknown => scene.administer("PATCH", uriOf(scene, collection, name), values);
  const remove = (collection: string, name?: string): unknown => scene.administer("DELETE", uriOf(scene, collection, name));

  await changed(() => patch("worker_vm", "oslo-1", { description: "mine", static_nat_address: "203.0.113.99", maintenance_mode: true }), { "oslo-1 NodeEntry": ["description", "maintenance_mode", "static_nat_address"] });
  await changed(() => patch("system_location", "Oslo", { name: "Oslo 2", mtu: 1400, media_qos: 0 }), { "oslo": ["media_qos", "mtu", "name"] });
  await changed(() => remove("conference", "Alice's room"), { "alice-room": "create" });
  await changed(() => remove("licence"), { "licence": "create" });
  await changed(() => patch("gateway_routing_rule", "extensions", { priority: 7, sip_proxy: null }), { "extensions": ["priority", "sip_proxy"] });
  await changed(() => patch("global", undefined, { min_pin_length: 4, enable_h323: true }), { "global-settings": ["enable_h323", "min_pin_length"] });
  await changed(() => patch("management_vm", undefined, { description: "mine", syslog_servers: [] }), { "management-node-settings": ["description", "syslog_servers"] });

  // infinity-provider.md, section 2.3: sizes and passwords are echoed from the plan; terraform-shapes.md, section 9: nor is an overflow location that a step writes
  await changed(() => patch("worker_vm", "oslo-2", { vm_cpu_count: 64, password: "another one" }), {});
  await changed(() => patch("system_location", "Bergen", { overflow_location1: null }), {});

  await scene.rehearsal.apply("platform");
  expect(await scene.pending()).toEqual({});
  patch("worker_vm", "oslo-2", { vm_cpu_count: 16 });
  patch("system_location", "Bergen", { overflow_location1: `/api/admin/configuration/v1/${uriOf(scene, "system_location", "Oslo")}` });
  await scene.rehearsal.synchronized();
  await expectWorld(scene.lab, scene.view);
});
