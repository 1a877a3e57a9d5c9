import { TerraformVariable } from "cdktf";
import { AutomaticStart, ManagementNode, TemplateDisk, ValidationError } from "../../lib";
import { errorOf, managerProps, newApp, newHost, newManager, newStack, newSwitch, resources, synthesized, theResource } from "../support/stacks";

const MIB = 1024 * 1024;

function newLan() {
  const stack = newStack("manager");
  return { stack, lan: newSwitch(stack, newHost(stack)) };
}

test("a minimal Management Node is a protected VM with 4 vCPUs, two markers and a copied disk", () => {
  const { stack, lan } = newLan();
  newManager(stack, { externalSwitch: lan });
  const { hyperv_network_switch: switches, ...rest } = synthesized(stack).resource;
  expect(Object.keys(switches)).toEqual(["lan_Switch-hv1_C9408513"]);
  expect(rest).toEqual({
    hyperv_machine_instance: {
      "manager_Vm-hv1_715BDCC4": {
        automatic_start_action: "StartIfRunning",
        automatic_stop_action: "ShutDown",
        checkpoint_type: "Production",
        depends_on: ["hyperv_network_switch.lan_Switch-hv1_C9408513", "hyperv_vhd.manager_Disk-hv1_735DB743"],
        generation: 1,
        hard_disk_drives: [{ controller_location: 0, controller_number: 0, controller_type: "Ide", path: "D:\\Pexip\\manager\\manager.vhd" }],
        lifecycle: {
          prevent_destroy: true,
          replace_triggered_by: ["hyperv_vhd.manager_Disk-hv1_735DB743", "terraform_data.manager_Nics-hv1_C1B2F400", "hyperv_network_switch.lan_Switch-hv1_C9408513.id"],
        },
        memory_maximum_bytes: 4096 * MIB,
        memory_minimum_bytes: 4096 * MIB,
        memory_startup_bytes: 4096 * MIB,
        name: "manager",
        network_adaptors: [{ dynamic_mac_address: false, name: "Primary", static_mac_address: "0200202323A0", switch_name: "Pexip External", wait_for_ips: false }],
        path: "D:\\Pexip",
        processor_count: 4,
        provider: "hyperv.hv1",
        state: "Running",
        static_memory: true,
        vm_processor: { compatibility_for_migration_enabled: false, compatibility_for_older_operating_systems_enabled: false },
      },
    },
    hyperv_vhd: {
      "manager_Disk-hv1_735DB743": {
        lifecycle: { ignore_changes: ["source", "vhd_type"], prevent_destroy: true, replace_triggered_by: ["terraform_data.manager_Placement_DF1CBFDC"] },
        path: "D:\\Pexip\\manager\\manager.vhd",
        provider: "hyperv.hv1",
        source: "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd",
      },
    },
    terraform_data: {
      "manager_Identity_E738B5E2": {
        triggers_replace: { address: "10.44.0.10", domain: "example.com", gateway: "10.44.0.1", hostname: "manager", netmask: "255.255.255.0", webAdminUsername: "admin" },
      },
      "manager_Nics-hv1_C1B2F400": { triggers_replace: ["untagged"] },
      "manager_Placement_DF1CBFDC": { triggers_replace: { diskPath: "D:\\Pexip\\manager\\manager.vhd", vmName: "manager" } },
    },
  });
});

test("what only the wizard can change is shown by a marker that replaces nothing", () => {
  const { stack, lan } = newLan();
  newManager(stack, { externalSwitch: lan, webAdminUsername: "root ${x}" });
  const [id, marker] = Object.entries(resources(stack, "terraform_data")).find(([name]) => name.includes("Identity"))!;
  expect(marker.triggers_replace.webAdminUsername).toBe("root $${x}");
  expect(JSON.stringify(synthesized(stack).resource.hyperv_vhd)).not.toContain(id);
  expect(JSON.stringify(synthesized(stack).resource.hyperv_machine_instance)).not.toContain(id);
});

test("every prop of the VM reaches it", () => {
  const { stack, lan } = newLan();
  const made = newManager(stack, { externalSwitch: lan, vlanId: 7, name: "pexip manager", macAddress: "02-AB-CD-EF-00-01", vcpus: 6, memoryMib: 8192, automaticStart: AutomaticStart.NOTHING, deletionProtection: false });
  const vm = theResource(stack, "hyperv_machine_instance");
  expect(vm).toMatchObject({
    automatic_start_action: "Nothing",
    memory_startup_bytes: 8192 * MIB,
    name: "pexip manager",
    network_adaptors: [{ static_mac_address: "02ABCDEF0001", vlan_access: true, vlan_id: 7 }],
    processor_count: 6,
  });
  expect(vm.lifecycle.prevent_destroy).toBeUndefined();
  expect(theResource(stack, "hyperv_vhd").path).toBe("D:\\Pexip\\pexip manager\\pexip manager.vhd");
  expect(made.macAddress).toBe("02ABCDEF0001");
});

test("the wizard's answers are a copy", () => {
  const { stack, lan } = newLan();
  const made = newManager(stack, { externalSwitch: lan });
  expect(made.wizardAnswers).toHaveLength(11);
  expect(made.wizardAnswers[5]).toEqual({ number: 6, label: "DNS servers", value: "10.44.0.53", defaultValue: "8.8.8.8", multipleAllowed: true, changeableLater: true });
  expect(made.wizardAnswers[8]).toEqual({ number: 9, label: "Web administration password", secret: true, multipleAllowed: false, changeableLater: true });
});

test("the default child is the VM", () => {
  const { stack, lan } = newLan();
  const made = newManager(stack, { externalSwitch: lan });
  expect(made.node.defaultChild).toBe(made.node.findChild("Vm-hv1"));
});

test.each(["address", "netmask", "gateway", "dnsServers", "ntpServers"] as const)("%s may be a Terraform token", (prop) => {
  const { stack, lan } = newLan();
  const variable = new TerraformVariable(stack, "later", { type: prop.endsWith("Servers") ? "list(string)" : "string" });
  newManager(stack, { externalSwitch: lan, [prop]: prop.endsWith("Servers") ? variable.listValue : variable.stringValue });
  const marker = Object.entries(resources(stack, "terraform_data")).find(([id]) => id.includes("Identity"))![1];
  if (!prop.endsWith("Servers")) expect(marker.triggers_replace[prop]).toBe("${var.later}");
});

test.each(["hostname", "domain", "name", "webAdminUsername", "macAddress", "contactEmail"] as const)("%s must be a literal", (prop) => {
  const { stack, lan } = newLan();
  const token = new TerraformVariable(stack, "later", {}).stringValue;
  expect(errorOf(() => newManager(stack, { externalSwitch: lan, [prop]: token })).message).toMatch(new RegExp(`^manager/manager: ${prop} must be a literal`));
});

test("a Management Node that exists already builds nothing", () => {
  const stack = newStack();
  const { address, hostname, domain, infinityVersion } = managerProps;
  const there = ManagementNode.fromAddress(stack, "manager", { address, hostname, domain, infinityVersion });
  expect([there.address, there.hostname, there.domain]).toEqual(["10.44.0.10", "manager", "example.com"]);
  expect(synthesized(stack).resource).toBeUndefined();
});

test("every wrong prop is named at once, and nothing is created", () => {
  const stack = newStack();
  const error = errorOf(() => new ManagementNode(stack, "m", { ...managerProps, externalSwitch: undefined, infinityVersion: "21", templateDisk: "C:\\pexip.vhd", incidentReporting: "yes" } as never)) as ValidationError;
  expect(error.message.split("\n")).toEqual([
    "stack/m: externalSwitch is required: an ExternalSwitch (or ExternalSwitch.fromSwitchName)",
    expect.stringMatching(/^stack\/m: infinityVersion must be an InfinityVersion, for example InfinityVersion\.of\("21"\)/),
    expect.stringMatching(/^stack\/m: templateDisk must be a TemplateDisk \(TemplateDisk\.onHost, \.fromUrl or \.fromZip\)/),
    'stack/m: incidentReporting must be true or false, got "yes"',
  ]);
  expect(stack.node.tryFindChild("m")).toBeUndefined();
});

test("a local ZIP as template is refused with the way out", () => {
  expect(errorOf(() => TemplateDisk.onHost("C:\\T\\Pexip_Infinity_v21_HyperV_pxMgr_45902.zip")).message).toContain("never unpacks a local ZIP");
});

test("disks of one host are copied one after another, in the order of their addresses", () => {
  const stack = newStack("manager", newApp());
  const lan = newSwitch(stack, newHost(stack));
  newManager(stack, { externalSwitch: lan, hostname: "zulu", address: "10.44.0.20" }, "zulu");
  newManager(stack, { externalSwitch: lan, hostname: "alpha", address: "10.44.0.21" }, "alpha");
  const disks = resources(stack, "hyperv_vhd");
  const [alpha, zulu] = Object.keys(disks) as [string, string];
  expect(disks[alpha].depends_on).toBeUndefined();
  expect(disks[zulu].depends_on).toEqual([`hyperv_vhd.${alpha}`]);
});

test("serializeDiskCopies false leaves the disks of the host independent", () => {
  const stack = newStack("manager", newApp());
  const lan = newSwitch(stack, newHost(stack, "hv1", { serializeDiskCopies: false }));
  newManager(stack, { externalSwitch: lan, hostname: "a", address: "10.44.0.20" }, "a");
  newManager(stack, { externalSwitch: lan, hostname: "b", address: "10.44.0.21" }, "b");
  expect(Object.values(resources(stack, "hyperv_vhd")).map((disk) => disk.depends_on)).toEqual([undefined, undefined]);
});
