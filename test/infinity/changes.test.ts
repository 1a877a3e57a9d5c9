import { Testing, type TerraformStack } from "cdktf";
import { ConferencingNode, InfinityVersion, ManagementNode, TemplateDisk } from "../../lib";
import { managerProps, newApp, newHost, newLocation, newStack, newSwitch, nodeProps, type Json } from "../support/stacks";

/** Two nodes on two hosts in api mode; what is given changes the first. */
function platform(change: { node?: object; host?: "hv1" | "hv2"; lan?: object; dual?: object } = {}): Record<string, Json> {
  const app = newApp();
  const manager = newStack("manager", app);
  const stack = newStack("platform", app);
  const managerLan = newSwitch(manager, newHost(manager, "hv0"));
  const managementNode = new ManagementNode(manager, "manager", {
    ...managerProps,
    infinityVersion: InfinityVersion.of("40"),
    api: {},
    templateDisk: TemplateDisk.onHost("D:\\Templates\\pxMgr\\pexip.vhd"),
    externalSwitch: managerLan,
  });
  const systemLocation = newLocation(stack, { managementNode });
  const switches = { hv1: newSwitch(stack, newHost(stack, "hv1"), "lan1", change.lan), hv2: newSwitch(stack, newHost(stack, "hv2"), "lan2") };
  const templateDisk = TemplateDisk.onHost("D:\\Templates\\generic\\ConfNode.vhd");
  const node = (number: number, props: object): ConferencingNode => new ConferencingNode(stack, `oslo-${number}`, { ...nodeProps(number), systemLocation, templateDisk, externalSwitch: switches.hv1, ...props });
  node(1, { externalSwitch: switches[change.host ?? "hv1"], ...change.dual, ...change.node });
  node(2, {});
  return resourcesOf(stack);
}

/** Every resource of a stack by its address, without the hash. */
function resourcesOf(stack: TerraformStack): Record<string, Json> {
  const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Record<string, Record<string, Json>> };
  return Object.fromEntries(Object.entries(resource).flatMap(([type, all]) => Object.entries(all).map(([id, one]) => [`${type}.${id.replace(/_[0-9A-F]{8}$/, "")}`, one] as const)));
}

/** The resources that differ between two programs. */
function changed(change: Parameters<typeof platform>[0], from: Parameters<typeof platform>[0] = {}): readonly string[] {
  const [before, after] = [platform(from), platform(change)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((address) => JSON.stringify(before[address]) !== JSON.stringify(after[address])).sort();
}

test.each([["description", { description: "new" }], ["staticNatAddress", { staticNatAddress: "198.51.100.7" }], ["sipTlsFqdn", { sipTlsFqdn: "video.example.com" }], ["ssh", { ssh: "off" }]])("an edit of %s touches the entry alone", (_, node) => {
  expect(changed({ node })).toEqual(["pexip_infinity_worker_vm.oslo-1_NodeEntry"]);
});

test("a new redeployToken changes the marker of that node alone; disk, VM, entry and wait follow it", () => {
  expect(changed({ node: { redeployToken: "2" } })).toEqual(["terraform_data.oslo-1_Identity"]);
  const all = platform();
  const follows = (address: string): string => JSON.stringify(all[address].lifecycle?.replace_triggered_by ?? all[address].triggers_replace);
  expect(follows("hyperv_vhd.oslo-1_Disk-hv1")).toContain("oslo-1_Identity");
  expect(follows("hyperv_machine_instance.oslo-1_Vm-hv1")).toContain("oslo-1_Disk-hv1");
  expect(follows("pexip_infinity_worker_vm.oslo-1_NodeEntry")).toMatch(/oslo-1_Identity.*oslo-1_Disk-hv1/);
  expect(follows("terraform_data.oslo-1_Synced")).toContain("oslo-1_NodeEntry");
});

test("a new address changes the marker too, because it lives on the disk", () => {
  expect(changed({ node: { address: "10.44.0.99" } })).toEqual(["pexip_infinity_worker_vm.oslo-1_NodeEntry", "terraform_data.oslo-1_Identity"]);
});

test("a node that moves to another host gets a disk and a VM of new addresses, and its marker changes", () => {
  expect(changed({ host: "hv2" })).toEqual(
    [
      "hyperv_machine_instance.oslo-1_Vm-hv1",
      "hyperv_machine_instance.oslo-1_Vm-hv2",
      "hyperv_vhd.oslo-1_Disk-hv1",
      "hyperv_vhd.oslo-1_Disk-hv2",
      // the chain of the host that it left
      "hyperv_vhd.oslo-2_Disk-hv1",
      "pexip_infinity_worker_vm.oslo-1_NodeEntry",
      "terraform_data.oslo-1_Identity",
      "terraform_data.oslo-1_Nics-hv1",
      "terraform_data.oslo-1_Nics-hv2",
    ].sort(),
  );
});

test("a VM with two interfaces is never edited in place in its interfaces: the marker replaces it", () => {
  const dual = { secondaryAddress: "198.51.100.11", secondaryNetmask: "255.255.255.0" };
  expect(changed({ dual: { ...dual, secondaryMacAddress: "02:00:00:00:00:07" } }, { dual })).toEqual(["hyperv_machine_instance.oslo-1_Vm-hv1", "terraform_data.oslo-1_Nics-hv1"]);
});

test("a replaced switch replaces its VMs, and leaves disks and entries alone", () => {
  expect(changed({ lan: { netAdapterNames: ["Ethernet 1", "Ethernet 2"] } })).toEqual(["hyperv_network_switch.lan1_Switch-hv1"]);
  const all = platform();
  expect(JSON.stringify(all["hyperv_machine_instance.oslo-1_Vm-hv1"].lifecycle.replace_triggered_by)).toContain("lan1_Switch-hv1");
  for (const address of ["hyperv_vhd.oslo-1_Disk-hv1", "pexip_infinity_worker_vm.oslo-1_NodeEntry"]) expect(JSON.stringify(all[address].lifecycle.replace_triggered_by)).not.toContain("Switch");
});

test("protection is a setting of disk and VM alone", () => {
  expect(changed({ node: { deletionProtection: true } })).toEqual(["hyperv_machine_instance.oslo-1_Vm-hv1", "hyperv_vhd.oslo-1_Disk-hv1"]);
});

test("a new size edits the VM and the entry, and moves nothing", () => {
  expect(changed({ node: { vcpus: 6 } })).toEqual(["hyperv_machine_instance.oslo-1_Vm-hv1", "pexip_infinity_worker_vm.oslo-1_NodeEntry"]);
});
