import { PexipInfinityEventSink } from "@cdktf/provider-pexip/lib/pexip-infinity-event-sink";
import { App, TerraformResource, TerraformVariable, Testing } from "cdktf";
import { ConferencingNode, InfinityVersion, ManagementNode, ManagementNodeSettings, NodeRole, Secret, SipProxy, StaticRoute, SystemLocation, TemplateDisk, TlsCertificate } from "../../lib";
import { errorOf, managerProps, newApiPlatform, newApp, newHost, newLocation, newStack, newSwitch, nodeProps, resources, synthesized, theResource, type Json } from "../support/stacks";

const DISK = TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_1\\pexip.vhd");

/** One node in api mode on a platform whose Management Node is built in the same program. */
function newApiDeployment(api: object = {}, app: App = newApp()) {
  const manager = newStack("manager", app);
  const host = newHost(manager, "hv1", { coresPerSocket: 24 });
  const lan = newSwitch(manager, host);
  const managementNode = new ManagementNode(manager, "manager", {
    ...managerProps,
    infinityVersion: InfinityVersion.of("40"),
    templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_1\\pexip.vhd"),
    externalSwitch: lan,
    ...api,
  });
  const platform = newStack("platform", app);
  const oslo = newLocation(platform, { managementNode });
  const node = (number: number, props: object = {}): ConferencingNode => new ConferencingNode(platform, `oslo-${number}`, { ...nodeProps(number), templateDisk: DISK, externalSwitch: lan, systemLocation: oslo, ...props });
  return { app, manager, platform, managementNode, oslo, node };
}

const addressOf = (stack: Parameters<typeof resources>[0], type: string, part: string): string => `${type}.${Object.keys(resources(stack, type)).find((id) => id.includes(part))}`;

test("the stack has one provider block, named after the Management Node, and its password as a variable", () => {
  const { platform } = newApiDeployment({ api: {} });
  expect(synthesized(platform).provider.pexip).toEqual([{ address: "https://manager.example.com", alias: "manager", insecure: false, password: "${var.manager_web_password}", username: "admin" }]);
  expect(synthesized(platform).terraform.required_providers.pexip).toEqual({ source: "pexip/infinity", version: "~> 40.0" });
  expect(Object.keys(synthesized(platform).variable)).toEqual(["manager_web_password"]);
});

test("user, password and trust can be chosen, and unverified TLS is refused unless accepted", () => {
  const { platform } = newApiDeployment({ api: { username: "terraform", password: Secret.fromVariable("pexip_password"), insecureTls: true } });
  expect(errorOf(() => synthesized(platform)).message).toContain("refused PXH100 manager/manager:");
  expect(JSON.parse(Testing.synth(platform)).provider.pexip[0]).toMatchObject({ insecure: true, password: "${var.pexip_password}", username: "terraform" });
});

test("a node is entered after its VM, delivers its configuration itself, and is awaited by a step without secrets", () => {
  const { platform, node } = newApiDeployment({ api: {} });
  node(1);
  const gate = addressOf(platform, "terraform_data", "Gate");
  const disk = addressOf(platform, "hyperv_vhd", "Disk");
  expect(theResource(platform, "pexip_infinity_worker_vm")).toEqual({
    address: "10.44.0.11",
    alternative_fqdn: "oslo-1.example.com",
    depends_on: [addressOf(platform, "hyperv_machine_instance", "Vm"), gate],
    deployment_type: "MANUAL-PROVISION-ONLY",
    domain: "example.com",
    enable_distributed_database: true,
    enable_ssh: "GLOBAL",
    gateway: "10.44.0.1",
    hostname: "oslo-1",
    lifecycle: { replace_triggered_by: [addressOf(platform, "terraform_data", "Identity"), disk] },
    name: "oslo-1",
    netmask: "255.255.255.0",
    node_type: "CONFERENCING",
    password: "${var.oslo_1_ssh_password}",
    provider: "pexip.manager",
    provisioner: [{ "local-exec": { command: "npx --no-install pexip-hyperv bootstrap-node oslo-1 --address 10.44.0.11", environment: { PEXIP_NODE_CONFIG: "${self.config}" } } }],
    system_location: "${pexip_infinity_system_location.oslo_F7CD86BF.id}",
    vm_cpu_count: 8,
    vm_system_memory: 8192,
  });
  const synced = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Synced"))![1];
  expect(synced).toEqual({
    provisioner: [{ "local-exec": { command: "npx --no-install pexip-hyperv wait node oslo-1 --manager manager.example.com --username admin --timeout 15m --password-variable manager_web_password" } }],
    triggers_replace: [`\${${addressOf(platform, "pexip_infinity_worker_vm", "oslo-1")}.id}`],
  });
});

test("the entry follows the identity and the disk, never the VM alone, and neither disk nor VM refers to it", () => {
  const { platform, node } = newApiDeployment({ api: {} });
  node(1);
  const { hyperv_machine_instance: vms, hyperv_vhd: disks, pexip_infinity_worker_vm: entries } = synthesized(platform).resource;
  expect((Object.values(entries)[0] as Json).lifecycle.replace_triggered_by.join()).not.toContain("hyperv_machine_instance");
  expect(JSON.stringify([vms, disks])).not.toContain("worker_vm");
});

test("a password from a vault is given to the waiting command through its environment", () => {
  const app = newApp();
  const vault = new TerraformVariable(newStack("vault", app), "pexip", { sensitive: true });
  const { platform, node } = newApiDeployment({ api: { password: Secret.fromToken(vault.stringValue) } }, app);
  node(1);
  const synced = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Synced"))![1];
  expect(synced.provisioner[0]["local-exec"].environment).toHaveProperty("PEXIP_PASSWORD");
  expect(synced.provisioner[0]["local-exec"].command).not.toContain("--password-variable");
});

test("runbook mode becomes api mode without another address of switch, disk or VM", () => {
  const addresses = (api: object): Json =>
    ["manager", "platform"].map((id) => {
      const deployment = newApiDeployment(api);
      deployment.node(1, api === RUNBOOK ? { templateDisk: TemplateDisk.onHost("D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd") } : {});
      const resource = JSON.parse(Testing.synth(deployment[id as "manager" | "platform"])).resource;
      return ["hyperv_network_switch", "hyperv_vhd", "hyperv_machine_instance"].map((type) => Object.keys(resource[type] ?? {}));
    });
  const RUNBOOK = {};
  expect(addresses({ api: {} })).toEqual(addresses(RUNBOOK));
});

test("commands can be called in another way, and switched off", () => {
  const other = newApiDeployment({ api: {}, commands: { prefix: "/opt/pexip hyperv", managerTimeout: "2h", nodeTimeout: "30m" } });
  other.node(1);
  const text = JSON.stringify(synthesized(other.platform));
  expect(text).toContain("/opt/pexip hyperv wait manager --address manager.example.com --timeout 2h");
  expect(text).toContain("--timeout 30m");
  const none = newApiDeployment({ api: {}, commands: { enabled: false } });
  none.node(1);
  expect(JSON.stringify(synthesized(none.platform))).not.toContain("local-exec");
  expect(theResource(none.platform, "pexip_infinity_worker_vm").depends_on).toHaveLength(1);
});

test("a name with spaces and signs is one argument", () => {
  const { platform, node } = newApiDeployment({ api: {} });
  node(1, { name: "oslo 1" });
  expect(theResource(platform, "pexip_infinity_worker_vm").provisioner[0]["local-exec"].command).toContain('bootstrap-node "oslo 1" --address');
});

test("the gate waits for a Management Node of the same stack to be built", () => {
  const { manager, managementNode } = newApiDeployment({ api: {} });
  newLocation(manager, { managementNode, dnsServers: ["10.44.0.54"], ntpServers: ["ntp4.example.com", "ntp5.example.com", "ntp6.example.com"] }, "here");
  const gate = Object.entries(resources(manager, "terraform_data")).find(([id]) => id.includes("Gate"))![1];
  expect(gate.depends_on).toEqual([addressOf(manager, "hyperv_machine_instance", "Vm")]);
});

test("a server that two stacks name is made once, and two stacks that would wait for each other are refused in our words", () => {
  const { manager, managementNode } = newApiDeployment({ api: {} });
  expect(errorOf(() => newLocation(manager, { managementNode }, "here")).message).toBe(
    "manager/here: its DNS server 10.44.0.53, which is made once, is in the stack platform, which itself waits for the stack manager; move one of the two, so that stacks depend on each other in one direction",
  );
});

test("a resource of the user's joins provider and gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const mine = new TerraformResource(platform, "mine", { terraformResourceType: "pexip_infinity_end_user", provider: managementNode.providerIn(platform), dependsOn: [managementNode.gateIn(platform)!] });
  expect(mine).toBeDefined();
  expect(theResource(platform, "pexip_infinity_end_user")).toEqual({ depends_on: [gate], provider: "pexip.manager" });
});

test("runbook mode has no provider, and says so", () => {
  const { platform, managementNode } = newApiDeployment();
  expect(errorOf(() => managementNode.providerIn(platform)).message).toBe("platform: the Management Node manager/manager is in runbook mode, which has no provider; give it api: {} (Infinity v38 and later)");
});

test("two Management Nodes of one id in api mode are refused", () => {
  const { app } = newApiPlatform();
  const { hostname, domain, address } = managerProps;
  expect(errorOf(() => ManagementNode.fromAddress(newStack("second", app), "manager", { hostname, domain, address, infinityVersion: InfinityVersion.of("40"), api: {} })).message).toBe(
    "second/manager: the Management Node manager/manager has the id manager already; in api mode it becomes the provider's alias and is unique in the App",
  );
});

test("a location makes each server once, and names what it refers to by its address", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const sipProxy = new SipProxy(platform, "cucm", { managementNode, address: "cucm.example.com" });
  const servers = { dnsServers: ["10.44.0.53"], ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] };
  const bergen = new SystemLocation(platform, "bergen", { managementNode, ...servers });
  new SystemLocation(platform, "oslo", { managementNode, ...servers, name: "Oslo", description: "%{x}", mtu: 1400, mediaQos: 46, signallingQos: 24, sipProxy, transcodingLocation: bergen, primaryOverflowLocation: bergen });
  expect(Object.values(resources(platform, "pexip_infinity_dns_server"))).toEqual([{ address: "10.44.0.53", depends_on: [gate], provider: "pexip.manager" }]);
  expect(Object.keys(resources(platform, "pexip_infinity_ntp_server"))).toHaveLength(3);
  const oslo = Object.values(resources(platform, "pexip_infinity_system_location")).find((one) => one.name === "Oslo");
  expect(oslo).toMatchObject({
    depends_on: [gate],
    description: "%%{x}",
    media_qos: 46,
    mtu: 1400,
    overflow_location1: expect.stringMatching(/^\$\{pexip_infinity_system_location\.bergen_\w+\.id\}$/),
    signalling_qos: 24,
    sip_proxy: expect.stringMatching(/^\$\{pexip_infinity_sip_proxy\.cucm_\w+\.id\}$/),
    transcoding_location: expect.stringMatching(/^\$\{pexip_infinity_system_location\.bergen_\w+\.id\}$/),
  });
  expect(oslo).not.toHaveProperty("syslog_servers");
});

test("two locations that overflow to each other: the edge that would close the circle is a step of its own", () => {
  const { platform, managementNode } = newApiPlatform();
  const oslo = newLocation(platform, { managementNode });
  const bergen = new SystemLocation(platform, "bergen", { managementNode, primaryOverflowLocation: oslo });
  oslo.overflowTo({ primary: bergen });
  const locations = resources(platform, "pexip_infinity_system_location");
  const [bergenId, osloId] = Object.keys(locations).sort() as [string, string];
  expect(locations[osloId]).toMatchObject({ lifecycle: { ignore_changes: ["overflow_location1"] } });
  expect(locations[osloId]).not.toHaveProperty("overflow_location1");
  expect(locations[bergenId].overflow_location1).toBe(`\${pexip_infinity_system_location.${osloId}.id}`);
  const step = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("PrimaryOverflow"))![1];
  const command = "npx --no-install pexip-hyperv set-overflow --manager manager.example.com --username admin --password-variable manager_web_password --attribute overflow_location1 --from ${self.input.from}";
  expect(step.input).toEqual({ from: `\${pexip_infinity_system_location.${osloId}.id}`, to: `\${pexip_infinity_system_location.${bergenId}.id}` });
  expect(step.provisioner).toEqual([{ "local-exec": { command: `${command} --to \${self.input.to}` } }, { "local-exec": { command: `${command} --to none`, when: "destroy" } }]);
});

test("an overflow that is a step is taken back before the Management Node's settings are, and with them its certificate", () => {
  const { platform, managementNode } = newApiPlatform();
  const oslo = newLocation(platform, { managementNode });
  oslo.overflowTo({ primary: new SystemLocation(platform, "bergen", { managementNode, primaryOverflowLocation: oslo }) });
  const steps = () => Object.entries(resources(platform, "terraform_data")).filter(([id]) => id.includes("PrimaryOverflow"));
  expect(steps().map(([, step]) => step.depends_on)).toEqual([undefined]);
  const certificate = TlsCertificate.fromResourceId(platform, "certificate", { managementNode, resourceId: 2 });
  new ManagementNodeSettings(platform, "settings", { managementNode, tlsCertificate: certificate, dnsServers: ["10.44.0.53"], ntpServers: ["10.44.0.123"] });
  expect(steps().map(([, step]) => step.depends_on)).toEqual([[expect.stringMatching(/^pexip_infinity_management_vm\.settings_/)]]);
});

test("an overflow location that closes no circle is an attribute, and a second one is refused", () => {
  const { platform, managementNode } = newApiPlatform();
  const oslo = newLocation(platform, { managementNode });
  const bergen = newLocation(platform, { managementNode }, "bergen");
  oslo.overflowTo({ secondary: bergen });
  const json = Object.entries(resources(platform, "pexip_infinity_system_location")).find(([id]) => id.startsWith("oslo"))![1];
  expect(json.overflow_location2).toMatch(/bergen/);
  expect(errorOf(() => oslo.overflowTo({ secondary: bergen })).message).toBe("platform/oslo: secondaryOverflowLocation is platform/bergen already");
});

test("a location that exists is named by its number, which api mode needs", () => {
  const { platform, managementNode } = newApiPlatform();
  const there = SystemLocation.fromAttributes(platform, "there", { managementNode, name: "There", resourceId: 7 });
  const { templateDisk, vcpus, ...form } = nodeProps(1);
  void [templateDisk, vcpus];
  ConferencingNode.fromAddress(platform, "edge", { ...form, systemLocation: there, role: NodeRole.PROXYING });
  expect(theResource(platform, "pexip_infinity_worker_vm")).toMatchObject({ node_type: "PROXYING", system_location: "/api/admin/configuration/v1/system_location/7/" });
  expect(theResource(platform, "pexip_infinity_worker_vm").lifecycle).toBeUndefined();
  expect(errorOf(() => SystemLocation.fromAttributes(platform, "other", { managementNode, name: "Other" })).message).toMatch(/^platform\/other: resourceId is required in api mode/);
});

test("static routes of a node are named by their addresses", () => {
  const { platform, managementNode, node } = newApiDeployment({ api: {} });
  const route = new StaticRoute(platform, "inwards", { managementNode, address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" });
  node(1, { staticRoutes: [route] });
  expect(theResource(platform, "pexip_infinity_worker_vm").static_routes).toEqual([expect.stringMatching(/^\$\{pexip_infinity_static_route\.inwards_\w+\.id\}$/)]);
});

test("a node in another stack finds its location by remote state, and nothing else crosses", () => {
  const { app, lan, oslo, site } = (() => {
    const deployment = newApiDeployment({ api: {} });
    const site = newStack("site", deployment.app);
    const lan = newSwitch(site, newHost(site, "hv2"), "lan2");
    return { ...deployment, lan, site };
  })();
  new ConferencingNode(site, "oslo-2", { ...nodeProps(2), templateDisk: DISK, externalSwitch: lan, systemLocation: oslo });
  app.synth();
  const data = site.toTerraform().data;
  expect(Object.keys(data)).toEqual(["terraform_remote_state"]);
  expect(Object.keys(data.terraform_remote_state)).toHaveLength(1);
});

test("two locations in two stacks that overflow to each other are refused in our words", () => {
  const { app, platform, managementNode } = newApiPlatform();
  const oslo = newLocation(platform, { managementNode });
  const bergen = new SystemLocation(newStack("site", app), "bergen", { managementNode, primaryOverflowLocation: oslo });
  expect(errorOf(() => oslo.overflowTo({ primary: bergen })).message).toBe(
    "platform/oslo: the location site/bergen, which it names, is in the stack site, which itself waits for the stack platform; move one of the two, so that stacks depend on each other in one direction",
  );
});

test("a location takes generated classes for what has no construct of ours, and refuses anything else", () => {
  const { platform, managementNode } = newApiPlatform();
  const sink = new PexipInfinityEventSink(platform, "sink", { name: "sink", url: "https://sink.example.com", provider: managementNode.providerIn(platform) });
  new SystemLocation(platform, "oslo", { managementNode, eventSinks: [sink] });
  sink.overrideLogicalId("renamed");
  expect(theResource(platform, "pexip_infinity_system_location").event_sinks).toEqual(["${pexip_infinity_event_sink.renamed.id}"]);
  expect(errorOf(() => new SystemLocation(platform, "bergen", { managementNode, eventSinks: "sink", policyServer: null } as never)).message.split("\n")).toEqual([
    "platform/bergen: policyServer must be a PexipInfinityPolicyServer of cdktf-pexip-hyperv/provider-pexip, got null",
    'platform/bergen: eventSinks must be a list, got "sink"',
  ]);
});
