import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEPLOYMENT_FILE, deploymentFileText } from "../../../lib/deployment/deployment-file";
import type { DeploymentModel } from "../../../lib/deployment/model";
import { deploymentIn, labFor } from "../../../lib/lab";
import { modelOf } from "./a-lab";

const full = modelOf("full-platform");

function changed(model: DeploymentModel, path: string, change: object): DeploymentModel {
  return { ...model, records: model.records.map((record) => (record.path === path ? { ...record, ...change } : record)) };
}

test("the hosts of a deployment, each with its credentials, its adapters and the templates that its machines name", () => {
  const { hosts, switches } = labFor(full, { hv_oslo_password: "given" });
  expect(hosts.map(({ address, credentials, templates }) => [address, credentials.username, Object.keys(templates ?? {})])).toEqual([
    ["hv1.oslo.example.com", "EXAMPLE\\svc-terraform", ["D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd", "D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd"]],
    ["hv1.bergen.example.com", "EXAMPLE\\svc-terraform", ["D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd"]],
  ]);
  expect(hosts[0]).toMatchObject({ credentials: { password: "given" }, networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3", "Ethernet 4"], managementAdapter: "Ethernet 4", memoryGib: 128 });
  expect(switches).toEqual([]);
});

test("what boots: a Management Node, in api mode fresh nodes, in runbook mode each node from its own ZIP", () => {
  expect(labFor(full).images).toEqual({
    "D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd": { boots: "management-node", version: "40" },
    "D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd": { boots: "conferencing-node", version: "40" },
  });
  const { images, hosts } = labFor(modelOf("single-host"));
  const zip = "https://images.example.com/pexip-oslo-1.example.com.zip";
  expect(images?.[zip]).toEqual({ boots: "conferencing-node", version: "21", identity: { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.0.11" } });
  expect(hosts[0].templates?.[zip]).toMatchObject({ diskInZip: "pexip.vhd" });
});

test("the networks of its switches, DHCP by MAC address, and what can be reached from outside", () => {
  const { segments = [], reservations, reachable } = labFor(full);
  expect(segments.filter(({ subnet }) => subnet.startsWith("10.44.30"))).toEqual(Array(2).fill({ host: "hv1.oslo.example.com", switchName: "Pexip DMZ", vlanId: 130, subnet: "10.44.30.0/24" }));
  expect(segments[0]).toEqual({ host: "hv1.oslo.example.com", switchName: "Pexip External", vlanId: 110, subnet: "10.44.10.0/24" });
  expect(reservations).toContainEqual({ macAddress: "02117C53DD52", address: "10.44.10.11" });
  expect(reservations).toHaveLength(5);
  expect(reachable).toContainEqual({ address: "10.44.10.10", names: ["manager.example.com"], ports: [443] });
  expect(reachable?.filter(({ address }) => address.startsWith("10.55.10.") && address !== "10.55.10.11")).toEqual([
    { address: "10.55.10.12", names: ["bergen-2.example.com"], ports: [443, 5061] },
    { address: "10.55.10.212", names: [], ports: [8443] },
  ]);
});

test("a value for each secret: digits for PINs, nothing for keys, what was given where something was", () => {
  const { variables = {}, privateKeys, managementNodes = [] } = labFor(full, { test_room_pin: "4711", unused: "x" });
  expect(privateKeys).toEqual(["manager_private_key", "node_private_key"]);
  expect(variables.test_room_pin).toBe("4711");
  expect(Object.keys(variables).sort()).toEqual([
    "alice_room_pin", "all_hands_guest_pin", "all_hands_pin", "backup_passphrase", "backup_upload_password", "hv_bergen_password", "hv_oslo_password", "licence_entitlement_id",
    "manager_web_password", "node_ssh_password", "snmp_authentication_password", "snmp_privacy_password", "snmp_trap_community", "test_room_pin",
  ]);
  expect(variables.alice_room_pin).toMatch(/^\d{8}$/);
  expect(variables.backup_passphrase).toMatch(/^lab-[0-9a-f]{12}$/);
  expect(managementNodes[0].login).toEqual({ username: "admin", password: variables.manager_web_password });
  expect(managementNodes[0].answers?.find(({ label }) => label === "Web administration password")?.value).toBe(variables.manager_web_password);
});

test.each(["manager/hv-oslo", "platform/partners"])("one variable for a PIN and for something of %s is a PIN", (path) => {
  const shared = { password: { variable: "alice_room_pin" }, sshPassword: { variable: "alice_room_pin" } };
  expect(labFor(changed(full, path, shared)).variables?.alice_room_pin).toMatch(/^\d{8}$/);
});

test("a Management Node, nodes and a switch that are there already", () => {
  const { managementNodes, otherNodes, switches, hosts } = labFor(modelOf("existing-switch"));
  expect(managementNodes).toMatchObject([{ fqdn: "manager.example.com", address: "10.44.0.10", version: "21" }]);
  expect(managementNodes?.[0].machine).toBeUndefined();
  expect(otherNodes).toEqual([{ name: "oslo-1", version: "21", bootstrapAddress: "10.44.0.11", identity: { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.0.11" } }]);
  expect(switches).toEqual([{ host: "hv2.oslo.example.com", switchName: "Production", netAdapterName: "Adapter of Production" }]);
  expect(hosts[0].networkAdapters).toEqual(["Adapter of Production"]);
});

test("of several models the lab has what any of them needs, and installs the first", () => {
  const later = changed(modelOf("single-host"), "manager/manager", { fqdn: "manager.example.com", webAdminUsername: "root" });
  const { hosts, managementNodes, images } = labFor([modelOf("single-host"), later, full]);
  expect(hosts.map(({ address }) => address)).toEqual(["hv1.oslo.example.com", "hv1.bergen.example.com"]);
  expect(Object.keys(hosts[0].templates ?? {})).toHaveLength(4);
  expect(Object.keys(images ?? {})).toHaveLength(4);
  expect(managementNodes).toMatchObject([{ address: "10.44.0.10", machine: { vmName: "manager" } }]);
  // Terraform signs in later with what was typed at first
  expect(managementNodes?.[0].answers?.find(({ label }) => label === "Web administration password")?.value).toBe(managementNodes?.[0].login.password);
});

test("of several models the first says what its disks boot, and which version a node elsewhere has", () => {
  const version = (infinityVersion: string): DeploymentModel => changed(full, "manager/manager", { infinityVersion });
  const { images = {}, otherNodes } = labFor([version("38"), version("40")]);
  expect(Object.values(images).filter(({ boots }) => boots === "conferencing-node")).toEqual([{ boots: "conferencing-node", version: "38" }]);
  expect(otherNodes).toMatchObject([{ name: "bergen-2", version: "38" }]);
});

test("what only Terraform knows is refused where the lab must know it, and left out elsewhere", () => {
  const deferred = { deferred: true };
  expect(() => labFor(changed(full, "manager/hv-oslo", { address: deferred }))).toThrow("manager/hv-oslo: its address is known to Terraform alone");
  expect(() => labFor(changed(full, "manager/hv-oslo", { password: deferred }))).toThrow("manager/hv-oslo: its password comes from another resource");
  expect(labFor(changed(full, "manager/hv-oslo", { password: deferred }), { "manager/hv-oslo": "vault" }).hosts[0].credentials.password).toBe("vault");
  expect(labFor(changed(full, "platform/oslo-1", { address: deferred })).reachable?.some(({ names }) => names.includes("oslo-1.example.com"))).toBe(false);
});

test("the model is what synth wrote", () => {
  const folder = mkdtempSync(join(tmpdir(), "lab-for-"));
  try {
    writeFileSync(join(folder, DEPLOYMENT_FILE), deploymentFileText({ ...full, machines: {} }));
    expect(deploymentIn(folder)).toEqual(JSON.parse(JSON.stringify({ records: full.records, acceptances: full.acceptances })));
    expect(() => deploymentIn(join(folder, "none"))).toThrow(`${join(folder, "none")}: holds no deployment.json, which synth writes beside the stacks; synthesize first`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
