import type { Attributes } from "../../../../lib/lab/providers/engine/behaviour";
import { answering, NODE, withEntry } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3, worker_vm

async function withLocation() {
  const bench = answering();
  const location = bench.make("system_location", { name: "Oslo" });
  const driver = await Driver.of(bench.manager);
  return { bench, driver, location, config: { ...NODE, system_location: location } };
}

test("has the configuration of the node from the answer to the POST", async () => {
  const { bench, driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  expect(bench.manager.redeem(state.config as string)).toMatchObject({ name: "oslo-1", address: "10.44.0.11" });
  expect((await driver.refresh("worker_vm", state)).state).toEqual(state);
});

test("loses it in the first update", async () => {
  const { driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  const edited = { ...config, description: "edited" };
  expect((await driver.plan("worker_vm", state, edited)).unknown).toContain("config");
  expect(await driver.made("worker_vm", edited, state)).toMatchObject({ description: "edited", config: "" });
});

test("echoes processors, memory and deployment type, which the API does not show", async () => {
  const { driver, config } = await withLocation();
  expect(await driver.made("worker_vm", { ...config, vm_cpu_count: 12 })).toMatchObject({ vm_cpu_count: 12, vm_system_memory: 4096, deployment_type: "MANUAL-PROVISION-ONLY", password: NODE.password });
});

test("knows none of that after an import", async () => {
  const { bench, driver } = await withLocation();
  withEntry(bench);
  expect((await driver.import("worker_vm", "1")).state).toMatchObject({ name: "oslo-1", config: "", deployment_type: "", password: "", snmp_privacy_password: "", vm_cpu_count: 0, vm_system_memory: 0 });
});

test.each(["address", "netmask", "gateway", "hostname", "domain", "ipv6_address", "ipv6_gateway"])("is made anew for another %s", async (name) => {
  const { driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  expect((await driver.plan("worker_vm", state, { ...config, [name]: "10.44.0.99" })).requiresReplace).toEqual([[name]]);
});

const IN_PLACE: readonly Attributes[] = [{ name: "oslo-2" }, { node_type: "PROXYING" }, { secondary_address: "10.45.0.11", secondary_netmask: "255.255.255.0" }, { static_nat_address: "203.0.113.11" }, { vm_cpu_count: 8 }];

test.each(IN_PLACE)("is changed in place for %j", async (change) => {
  const { driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  expect((await driver.plan("worker_vm", state, { ...config, ...change })).requiresReplace).toEqual([]);
});

test("warns that another role or location ends the calls, and of nothing else", async () => {
  const { bench, driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  const warning = {
    severity: "warning",
    summary: "Calls will be disconnected",
    detail: "Updating node_type or system_location will cause all active calls to be disconnected and the node to be restarted.",
  };
  expect((await driver.plan("worker_vm", state, { ...config, node_type: "PROXYING" })).diagnostics).toEqual([warning]);
  expect((await driver.plan("worker_vm", state, { ...config, system_location: bench.make("system_location", { name: "Bergen" }) })).diagnostics).toEqual([warning]);
  expect((await driver.plan("worker_vm", state, { ...config, description: "edited" })).diagnostics).toEqual([]);
  expect((await driver.plan("worker_vm", null, config)).diagnostics).toEqual([]);
});

test("takes away a certificate that somebody assigned by hand, with the next update", async () => {
  const { bench, driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  expect(bench.ask("PATCH", state.id as string, { tls_certificate: "/api/admin/configuration/v1/tls_certificate/1/" }).status).toBe(202);
  const { state: refreshed } = await driver.refresh("worker_vm", state);
  expect(refreshed).toMatchObject({ tls_certificate: "/api/admin/configuration/v1/tls_certificate/1/" });
  expect(await driver.made("worker_vm", { ...config, description: "edited" }, refreshed)).toMatchObject({ tls_certificate: null });
});

test("says which node could not be removed by its URI", async () => {
  const { bench, driver, config } = await withLocation();
  const state = await driver.made("worker_vm", config);
  bench.faults.add({ name: "api-401" });
  expect((await driver.destroy("worker_vm", state)).diagnostics).toEqual([
    { summary: "Error Deleting Infinity worker VM", detail: "Could not delete Infinity worker VM with ID /api/admin/configuration/v1/worker_vm/1/: API error 401: Unauthorized" },
  ]);
});
