import { TerraformVariable } from "cdktf";
import { AutomaticStart, CheckpointType, ConferencingNode, ExternalSwitch, ManagementNode, NodeRole, PowerState, StaticRoute, TemplateDisk, ValidationError, WindowsServer } from "../../lib";
import { errorOf, newApp, newDeployment, newHost, newLocation, newNode, managerProps, newStack, newSwitch, nodeProps, resources, synthesized, theResource } from "../support/stacks";

const MIB = 1024 * 1024;
const GATE = "terraform_data.cdktf-pexip-hyperv_Gate-manager-manager_4B752F9D";

test("a minimal node is a marker, a disk and a generation-1 VM with the guide's sizing", () => {
  const { platform, node } = newDeployment();
  node(1, { vcpus: undefined });
  expect(synthesized(platform).resource).toEqual({
    hyperv_machine_instance: {
      "oslo-1_Vm-hv1_9D489786": {
        automatic_start_action: "StartIfRunning",
        automatic_stop_action: "ShutDown",
        checkpoint_type: "Disabled",
        depends_on: ["hyperv_vhd.oslo-1_Disk-hv1_CF29EA58"],
        generation: 1,
        hard_disk_drives: [{ controller_location: 0, controller_number: 0, controller_type: "Ide", path: "D:\\Pexip\\oslo-1\\oslo-1.vhd" }],
        lifecycle: { replace_triggered_by: ["hyperv_vhd.oslo-1_Disk-hv1_CF29EA58", "terraform_data.oslo-1_Nics-hv1_B805D8C2"] },
        memory_maximum_bytes: 12288 * MIB,
        memory_minimum_bytes: 12288 * MIB,
        memory_startup_bytes: 12288 * MIB,
        name: "oslo-1",
        network_adaptors: [{ dynamic_mac_address: false, name: "Primary", static_mac_address: "02117C53DD52", switch_name: "Pexip External", wait_for_ips: false }],
        path: "D:\\Pexip",
        processor_count: 12,
        provider: "hyperv.hv1",
        state: "Running",
        static_memory: true,
        vm_processor: { compatibility_for_migration_enabled: false, compatibility_for_older_operating_systems_enabled: false },
      },
    },
    hyperv_vhd: {
      "oslo-1_Disk-hv1_CF29EA58": {
        depends_on: [GATE],
        lifecycle: { ignore_changes: ["source", "vhd_type"], replace_triggered_by: ["terraform_data.oslo-1_Identity_D9930BEE"] },
        path: "D:\\Pexip\\oslo-1\\oslo-1.vhd",
        provider: "hyperv.hv1",
        source: "D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd",
      },
    },
    terraform_data: {
      [GATE.replace("terraform_data.", "")]: {
        provisioner: [{ "local-exec": { command: "npx --no-install pexip-hyperv wait manager --address 10.44.0.10 --insecure --timeout 1h" } }],
        triggers_replace: { address: "10.44.0.10" },
      },
      "oslo-1_Identity_D9930BEE": {
        triggers_replace: {
          address: "10.44.0.11",
          diskPath: "D:\\Pexip\\oslo-1\\oslo-1.vhd",
          domain: "example.com",
          gateway: "10.44.0.1",
          host: "hv1",
          hostname: "oslo-1",
          netmask: "255.255.255.0",
          vmName: "oslo-1",
        },
      },
      "oslo-1_Nics-hv1_B805D8C2": { triggers_replace: ["untagged"] },
    },
  });
});

test("the keys of the Identity marker are frozen: one more would redeploy every node of every user", () => {
  const { platform, node } = newDeployment();
  node(1, { secondaryAddress: "10.45.0.11", secondaryNetmask: "255.255.255.0", ipv6Address: "2001:db8::11", ipv6Gateway: "fe80::1", redeployToken: "2" });
  const markers = Object.entries(resources(platform, "terraform_data")).filter(([id]) => id.includes("Identity"));
  expect(markers.map(([, marker]) => Object.keys(marker.triggers_replace))).toEqual([
    ["address", "diskPath", "domain", "gateway", "host", "hostname", "ipv6Address", "ipv6Gateway", "netmask", "secondaryAddress", "secondaryNetmask", "token", "vmName"],
  ]);
});

test("a secondary interface is a second adapter with its own MAC address, and the marker replaces the VM when either changes", () => {
  const { platform, host, node } = newDeployment();
  const dmz = newSwitch(platform, host, "dmz", { switchName: "DMZ", netAdapterNames: ["Ethernet 3"] });
  const made = node(1, { secondaryAddress: "198.51.100.11", secondaryNetmask: "255.255.255.0", secondarySwitch: dmz, secondaryVlanId: 20, vlanId: 10 });
  const adapters = [
    { dynamic_mac_address: false, name: "Primary", static_mac_address: made.macAddress, switch_name: "Pexip External", vlan_access: true, vlan_id: 10, wait_for_ips: false },
    { dynamic_mac_address: false, name: "Secondary", static_mac_address: made.secondaryMacAddress, switch_name: "DMZ", vlan_access: true, vlan_id: 20, wait_for_ips: false },
  ];
  const vm = theResource(platform, "hyperv_machine_instance");
  expect(vm.network_adaptors).toEqual(adapters);
  const nics = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Nics"))![1];
  expect(nics.triggers_replace.map((one: { name: string; switchName: string; vlanId: number }) => [one.name, one.switchName, one.vlanId])).toEqual([["Primary", "Pexip External", 10], ["Secondary", "DMZ", 20]]);
  expect(made.secondaryMacAddress).not.toBe(made.macAddress);
});

test("one adapter on a VLAN is marked as tagged, because there is no way back in place", () => {
  const { platform, node } = newDeployment();
  node(1, { vlanId: 10 });
  expect(Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Nics"))![1]).toEqual({ triggers_replace: ["tagged"] });
});

test("the other props of the VM reach it", () => {
  const { platform, node } = newDeployment();
  node(1, {
    name: "video-1",
    vcpus: 4,
    memoryMib: 4096,
    macAddress: "00:11:22:aa:bb:cc",
    checkpointType: CheckpointType.STANDARD,
    automaticStart: AutomaticStart.ALWAYS,
    diskPath: "E:\\Disks\\video-1\\system.vhd",
    deletionProtection: true,
    redeployToken: "2026-11",
  });
  const vm = theResource(platform, "hyperv_machine_instance");
  expect(vm).toMatchObject({
    name: "video-1",
    processor_count: 4,
    memory_startup_bytes: 4096 * MIB,
    checkpoint_type: "Standard",
    automatic_start_action: "Start",
    hard_disk_drives: [{ path: "E:\\Disks\\video-1\\system.vhd" }],
    lifecycle: { prevent_destroy: true },
  });
  expect(vm.network_adaptors[0].static_mac_address).toBe("001122AABBCC");
  const disk = theResource(platform, "hyperv_vhd");
  expect(disk).toMatchObject({ path: "E:\\Disks\\video-1\\system.vhd", lifecycle: { prevent_destroy: true, ignore_changes: ["source", "vhd_type"] } });
  const marker = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Identity"))![1];
  expect(marker.triggers_replace).toMatchObject({ token: "2026-11", vmName: "video-1", diskPath: "E:\\Disks\\video-1\\system.vhd" });
});

test("a node for peak times is made switched off and left as people put it", () => {
  const { platform, node } = newDeployment();
  node(1, { distributedDatabase: false });
  expect(theResource(platform, "hyperv_machine_instance")).toMatchObject({ state: "Off", lifecycle: { ignore_changes: ["state"] } });
});

test("power state RUNNING keeps a node for peak times on", () => {
  const { platform, node } = newDeployment();
  node(1, { distributedDatabase: false, powerState: PowerState.RUNNING });
  expect(theResource(platform, "hyperv_machine_instance").state).toBe("Running");
  expect(theResource(platform, "hyperv_machine_instance").lifecycle.ignore_changes).toBeUndefined();
});

test("on Server 2016 the VM has one thread per core, because 0 is not supported there", () => {
  const app = newApp();
  const { manager, managementNode, platform } = newDeployment(app);
  const old = newHost(manager, "hv2016", { windowsServer: WindowsServer.V2016 });
  const lan = newSwitch(manager, old, "lan2016");
  newNode(platform, 1, { externalSwitch: lan, systemLocation: newLocation(platform, { managementNode }, "bergen") });
  expect(theResource(platform, "hyperv_machine_instance").vm_processor.hw_thread_count_per_core).toBe(1);
});

test("a ZIP from a URL keeps the disk's own name inside the VM's folder", () => {
  const { platform, node } = newDeployment();
  node(1, { templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd") });
  expect(theResource(platform, "hyperv_vhd")).toMatchObject({ path: "D:\\Pexip\\oslo-1\\pexip.vhd", source: "https://images.example.com/pexip-oslo-1.example.com.zip" });
});

test("a switch of the same stack is awaited, and replacing it replaces the VM", () => {
  const { platform, host, node } = newDeployment();
  const own = newSwitch(platform, host, "own", { switchName: "Own", netAdapterNames: ["Ethernet 5"] });
  node(1, { externalSwitch: own });
  const vm = theResource(platform, "hyperv_machine_instance");
  const address = `hyperv_network_switch.${Object.keys(resources(platform, "hyperv_network_switch"))[0]}`;
  expect(vm.depends_on).toContain(address);
  expect(vm.lifecycle.replace_triggered_by).toContain(`${address}.id`);
});

test("a switch of another stack makes the stack wait, without remote state", () => {
  const { app, manager, platform, node } = newDeployment();
  node(1);
  expect(platform.dependencies).toEqual([manager]);
  app.synth();
  expect(synthesized(platform).data).toBeUndefined();
  expect(synthesized(platform).output).toBeUndefined();
});

test("two stacks share host and switch in either order of construction", () => {
  const app = newApp();
  const platform = newStack("platform", app);
  const manager = newStack("manager", app);
  const lan = newSwitch(manager, newHost(manager));
  const managementNode = new ManagementNode(manager, "manager", { ...managerProps, externalSwitch: lan });
  const oslo = newLocation(platform, { managementNode });
  newNode(platform, 1, { externalSwitch: lan, systemLocation: oslo });
  app.synth();
  expect(platform.dependencies).toEqual([manager]);
  expect(synthesized(platform).provider.hyperv).toHaveLength(1);
});

test("two switches in one circle of stacks are refused in our words", () => {
  const app = newApp();
  const { manager, platform, host, managementNode } = newDeployment(app);
  const site = newSwitch(platform, host, "site", { switchName: "Site", netAdapterNames: ["Ethernet 7"] });
  expect(errorOf(() => newNode(manager, 1, { externalSwitch: site, systemLocation: newLocation(manager, { managementNode }, "here") })).message).toBe(
    "manager/oslo-1: its switch platform/site is in the stack platform, which itself waits for the stack manager; move one of the two, so that stacks depend on each other in one direction",
  );
});

test("an id that was overridden after construction still matches in every reference", () => {
  const { platform, node } = newDeployment();
  const made = node(1);
  (made.node.findChild("Disk-hv1") as never as { overrideLogicalId(id: string): void }).overrideLogicalId("our_disk");
  (made.node.findChild("Vm-hv1") as never as { overrideLogicalId(id: string): void }).overrideLogicalId("our_vm");
  node(2);
  const { hyperv_machine_instance: vms, hyperv_vhd: disks } = synthesized(platform).resource;
  expect(vms.our_vm.depends_on).toEqual(["hyperv_vhd.our_disk"]);
  expect(vms.our_vm.lifecycle.replace_triggered_by[0]).toBe("hyperv_vhd.our_disk");
  expect(disks["oslo-2_Disk-hv1_B8F78F4A"].depends_on).toEqual([GATE]);
  expect(disks.our_disk.depends_on).toEqual([GATE, "hyperv_vhd.oslo-2_Disk-hv1_B8F78F4A"]);
});

test("the default child is the VM, and what a user adds to it stays", () => {
  const { platform, node } = newDeployment();
  const made = node(1);
  const vm = made.node.defaultChild as never as { dependsOn?: string[]; addOverride(path: string, value: unknown): void };
  vm.dependsOn = ["terraform_data.mine"];
  vm.addOverride("notes", "kept");
  const json = theResource(platform, "hyperv_machine_instance");
  expect(json.depends_on).toEqual(["terraform_data.mine", "hyperv_vhd.oslo-1_Disk-hv1_CF29EA58"]);
  expect(json.notes).toBe("kept");
});

test("the host is in the addresses of disk and VM, so that a moved node leaves nothing behind", () => {
  const { manager, platform, node } = newDeployment();
  const second = newHost(manager, "hv2");
  node(1, { externalSwitch: newSwitch(manager, second, "lan2") });
  expect(Object.keys(resources(platform, "hyperv_vhd"))[0]).toMatch(/^oslo-1_Disk-hv2_/);
  expect(theResource(platform, "hyperv_machine_instance").provider).toBe("hyperv.hv2");
});

test.each(["address", "netmask", "gateway", "secondaryAddress", "secondaryNetmask", "ipv6Address", "ipv6Gateway", "staticNatAddress"] as const)("%s may be a Terraform token", (prop) => {
  const { platform, node } = newDeployment();
  const token = new TerraformVariable(platform, "later", {}).stringValue;
  const secondary = { secondaryAddress: "10.45.0.11", secondaryNetmask: "255.255.255.0" };
  node(1, { ...(prop.startsWith("secondary") ? secondary : {}), ...(prop === "ipv6Gateway" ? { ipv6Address: "2001:db8::11" } : {}), [prop]: token });
  const marker = Object.entries(resources(platform, "terraform_data")).find(([id]) => id.includes("Identity"))![1];
  expect(marker.triggers_replace[prop]).toBe(prop === "staticNatAddress" ? undefined : "${var.later}");
});

test.each(["hostname", "domain", "name", "description", "sipTlsFqdn", "macAddress", "diskPath", "redeployToken"] as const)("%s must be a literal", (prop) => {
  const { platform, node } = newDeployment();
  const token = new TerraformVariable(platform, "later", {}).stringValue;
  expect(errorOf(() => node(1, { [prop]: token })).message).toMatch(new RegExp(`^platform/oslo-1: ${prop} must be a literal`));
});

test("a URL of a template may be a token when the file's name is said", () => {
  const { platform, node } = newDeployment();
  const url = new TerraformVariable(platform, "image", {}).stringValue;
  node(1, { templateDisk: TemplateDisk.fromUrl(url, "oslo-1.vhd") });
  expect(theResource(platform, "hyperv_vhd")).toMatchObject({ source: "${var.image}", path: "D:\\Pexip\\oslo-1\\oslo-1.vhd" });
});

test("nothing is created when props are wrong, and every problem is named", () => {
  const { platform } = newDeployment();
  const error = errorOf(() => new ConferencingNode(platform, "bad", { ...nodeProps(1), externalSwitch: {}, systemLocation: undefined, hostname: 7, gatway: "10.44.0.1", staticRoutes: "none" } as never)) as ValidationError;
  expect(error.message.split("\n")).toEqual([
    "platform/bad: externalSwitch must be an ExternalSwitch (or ExternalSwitch.fromSwitchName), got an object",
    "platform/bad: systemLocation is required: a SystemLocation",
    'platform/bad: staticRoutes must be a list, got "none"',
    "platform/bad: gatway: unknown prop; did you mean gateway?",
    "platform/bad: hostname must be text, got 7",
  ]);
  expect(platform.node.tryFindChild("bad")).toBeUndefined();
});

test("props of a secondary interface without its address are refused", () => {
  const { node } = newDeployment();
  expect(errorOf(() => node(1, { secondaryVlanId: 20, secondaryNetmask: "255.255.255.0" })).message.split("\n")).toEqual([
    "platform/oslo-1: secondaryNetmask needs secondaryAddress: without it the node has one interface",
    "platform/oslo-1: secondaryVlanId needs secondaryAddress: without it the node has one interface",
  ]);
});

test("a node built elsewhere is in the model and builds nothing", () => {
  const { app, platform, oslo, managementNode } = newDeployment();
  const route = new StaticRoute(platform, "inwards", { managementNode, address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" });
  const { templateDisk, vcpus, ...form } = nodeProps(1);
  void [templateDisk, vcpus];
  const node = ConferencingNode.fromAddress(platform, "edge", { ...form, role: NodeRole.TRANSCODING, systemLocation: oslo, staticRoutes: [route] });
  expect([node.nodeName, node.fqdn, node.address, node.systemLocation]).toEqual(["edge", "oslo-1.example.com", "10.44.0.11", oslo]);
  app.synth();
  expect(synthesized(platform).resource).toBeUndefined();
});

test("a node on an existing switch of a host needs no other stack", () => {
  const { platform, host, oslo } = newDeployment();
  newNode(platform, 1, { externalSwitch: ExternalSwitch.fromSwitchName(platform, "there", { host, switchName: "There" }), systemLocation: oslo });
  expect(theResource(platform, "hyperv_machine_instance").depends_on).toEqual(["hyperv_vhd.oslo-1_Disk-hv1_CF29EA58"]);
});
