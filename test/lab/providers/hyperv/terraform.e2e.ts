import type { VmDump } from "../../../../lib/lab/hyperv/dump";
import type { SimulatedHypervHost } from "../../../../lib/lab/hyperv/simulated-hyperv-host";
import { testWithTerraform } from "../../../support/test-with-terraform";
import { rehearse } from "./rehearsal";
import { adapter, disk, externalSwitch, machine, PASSWORD, providerBlock, REQUIRED_PROVIDERS, simulatedHosts } from "./simulated-hosts";

const HV1 = "hv1.example.com";
const HV2 = "hv2.example.com";

const TWO_ADAPTERS = [adapter("Primary", "020000000001"), adapter("Secondary", "020000000002", { vlan_access: true, vlan_id: 12 })];

function vm(host: SimulatedHypervHost): VmDump {
  return host.dump().machines[0];
}

/** A switch, a disk and a VM on one host. */
function small(changed: { machine?: object; disk?: object; network?: object } = {}) {
  return {
    terraform: { required_providers: REQUIRED_PROVIDERS },
    provider: { hyperv: [providerBlock(HV1)] },
    resource: {
      hyperv_network_switch: { lan: externalSwitch(changed.network) },
      hyperv_vhd: { n1: disk(changed.disk) },
      hyperv_machine_instance: { n1: machine(changed.machine) },
    },
  };
}

testWithTerraform("a switch, a disk and a VM through each of two aliases: apply, empty plan, drift, destroy", async () => {
  const lab = simulatedHosts([HV1, HV2]);
  const [one, two] = lab.hosts;
  const on = (alias: string) => ({ provider: `hyperv.${alias}` });
  const configuration = {
    terraform: { required_providers: REQUIRED_PROVIDERS },
    provider: { hyperv: [providerBlock(HV1, "one"), providerBlock(HV2, "two")] },
    resource: {
      hyperv_network_switch: { lan: externalSwitch(on("one")), other: externalSwitch({ ...on("two"), net_adapter_names: ["Ethernet 1", "Ethernet 2"], enable_embedded_teaming: true }) },
      hyperv_vhd: { n1: disk(on("one")), n2: disk(on("two")) },
      hyperv_machine_instance: { n1: machine(on("one")), n2: machine({ ...on("two"), depends_on: ["hyperv_vhd.n2", "hyperv_network_switch.other"], network_adaptors: TWO_ADAPTERS }) },
    },
  };
  await rehearse(await lab.serve(), configuration, async ({ run, apply, plan }) => {
    expect(await apply()).toContain("Resources: 6 added, 0 changed, 0 destroyed.");
    expect(await plan()).toContain("No changes.");
    expect(vm(one)).toMatchObject({ name: "n1", state: "Running", processorCount: 4, memoryStartupBytes: 4 * 1024 ** 3, path: "D:\\Pexip\\n1", automaticStopAction: "ShutDown" });
    expect(vm(two).networkAdapters).toMatchObject([
      { name: "Primary", macAddress: "020000000001", vlanAccess: false, switchName: "Pexip External" },
      { name: "Secondary", macAddress: "020000000002", vlanAccess: true, vlanId: 12 },
    ]);
    expect(two.dump().switches).toMatchObject([{ name: "Pexip External", enableEmbeddedTeaming: true, netAdapterNames: ["Ethernet 1", "Ethernet 2"] }]);

    one.byHand.switchOff("n1");
    one.byHand.editVm("n1", { notes: "who was that" });
    const drifted = await plan();
    expect(drifted).toMatch(/notes +.*"who was that"/);
    expect(drifted).toContain('"Off" -> "Running"');
    expect(drifted).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
    await apply();
    expect(vm(one)).toMatchObject({ notes: "", state: "Running" });

    expect((await run("destroy", "-auto-approve")).stdout).toContain("Destroy complete! Resources: 6 destroyed.");
    for (const host of lab.hosts) expect(host.dump()).toMatchObject({ machines: [], switches: [], files: [{ path: "C:\\Templates\\pexip.vhd" }] });
  });
  expect(lab.heard).toContain(`${HV2}: n1 on`);
  expect(JSON.stringify(lab.journal.entries)).not.toContain(PASSWORD);
});

testWithTerraform("a new VM and a new switch have none of the texts whose default is empty, until the host says so", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({ machine: { vm_processor: [{}] } }), async ({ run, apply, plan }) => {
    expect(await plan()).not.toMatch(/\+ (notes|test_replica_\w+|maximum_count_per_numa_\w+) /);
    await apply();
    const { values } = JSON.parse((await run("show", "-json")).stdout) as { values: { root_module: { resources: { type: string; values: Record<string, unknown> }[] } } };
    const [machine, lan] = ["hyperv_machine_instance", "hyperv_network_switch"].map((type) => values.root_module.resources.find((one) => one.type === type)!.values);
    expect(machine).toMatchObject({ notes: "", network_adaptors: [{ resource_pool_name: "", mandatory_feature_id: null, vmq_weight: 100 }], vm_processor: [{ maximum_count_per_numa_node: expect.any(Number) }] });
    expect(lan).toMatchObject({ notes: "" });
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("a change in place switches the VM off and on, but for how long Terraform waits", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small(), async ({ configure, apply, plan }) => {
    await apply();
    const since = (count: number) => lab.heard.slice(count);

    let before = lab.heard.length;
    configure(small({ machine: { notes: "moved to rack 4" } }));
    expect(await plan()).toContain("1 to change");
    await apply();
    expect(since(before)).toEqual([`${HV1}: n1 off`, `${HV1}: n1 on`]);
    expect(vm(lab.hosts[0]).notes).toBe("moved to rack 4");

    before = lab.heard.length;
    configure(small({ machine: { notes: "moved to rack 4", wait_for_ips_timeout: 60 } }));
    expect(await apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(since(before)).toEqual([]);

    configure(small({ machine: { notes: "moved to rack 4", wait_for_ips_timeout: 60, state: "Off" } }));
    await apply();
    expect(since(before)).toEqual([`${HV1}: n1 off`]);
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("a generation, a folder and one more adapter replace the VM around its disk, and one less does not", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small(), async ({ configure, apply, plan }) => {
    await apply();
    for (const [changed, because] of [
      [{ path: "E:\\Pexip" }, /path += "D:\\\\Pexip\\\\n1" -> "E:\\\\Pexip" # forces replacement/],
      [{ path: "E:\\Pexip", network_adaptors: TWO_ADAPTERS }, /\+ is_legacy += false # forces replacement/],
    ] as const) {
      configure(small({ machine: changed }));
      expect(await plan()).toMatch(because);
      const before = lab.heard.length;
      expect(await apply()).toContain("Resources: 1 added, 0 changed, 1 destroyed.");
      expect(lab.heard.slice(before)).toEqual([`${HV1}: n1 off`, `${HV1}: n1 on`]);
    }
    expect(await plan()).toContain("No changes.");
    // where an adapter is gone SDKv2 finds the default of is_legacy, which is what the adapter had
    configure(small({ machine: { path: "E:\\Pexip" } }));
    expect(await apply()).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
    // the first one went, and the second got its settings; but nothing takes a VLAN away (CreateOrUpdateVmNetworkAdapters of taliesins/hyperv 1.2.1)
    expect(vm(lab.hosts[0]).networkAdapters).toMatchObject([{ name: "Primary", vlanAccess: true, vlanId: 12 }]);
    expect(await plan()).toMatch(/vlan_access += true -> false/);
    configure(small({ machine: { path: "E:\\Pexip", generation: 2 } }));
    expect(await plan()).toMatch(/generation += 1 -> 2 # forces replacement/);
  });
});

testWithTerraform("an edit of a VM with two adapters hits the first one twice, at every apply", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({ machine: { network_adaptors: TWO_ADAPTERS } }), async ({ configure, apply, plan }) => {
    await apply();
    configure(small({ machine: { network_adaptors: [adapter("Primary", "020000000001"), adapter("Secondary", "020000000099")] } }));
    await apply();
    expect(vm(lab.hosts[0]).networkAdapters).toMatchObject([
      { name: "Secondary", macAddress: "020000000099" },
      { name: "Secondary", macAddress: "020000000002" },
    ]);
    expect(await plan()).toContain("1 to change");
  });
});

testWithTerraform("a switch with another teaming is replaced, another name changes it in place", async () => {
  const lab = simulatedHosts([HV1]);
  const only = (network: object) => ({ ...small(), resource: { hyperv_network_switch: { lan: externalSwitch(network) } } });
  await rehearse(await lab.serve(), only({}), async ({ configure, apply, plan }) => {
    await apply();
    configure(only({ name: "Pexip LAN", notes: "third rack" }));
    expect(await apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(await plan()).toContain("No changes.");
    expect(lab.hosts[0].dump().switches).toMatchObject([{ name: "Pexip LAN", notes: "third rack" }]);
    configure(only({ name: "Pexip LAN", net_adapter_names: ["Ethernet 1", "Ethernet 2"], enable_embedded_teaming: true }));
    expect(await plan()).toMatch(/enable_embedded_teaming += false -> true # forces replacement/);
    await apply();
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("what is on the host already is refused, and taken over by its import id", async () => {
  const lab = simulatedHosts([HV1]);
  const [host] = lab.hosts;
  await rehearse(await lab.serve(), small(), async ({ configure, apply }) => {
    await apply();
    await rehearse(await lab.serve(), small(), async ({ run }) => {
      const { stderr } = await run("apply", "-auto-approve");
      const said = stderr.replace(/\s*│\s*|\s+/g, " ");
      expect(said).toContain('a resource with the ID "Pexip External" already exists - to be managed via Terraform this resource needs to be imported into the State.');
      expect(said).toContain('Please see the resource documentation for "hyperv_vhd" for more information. terraform import hyperv_vhd.<resource name> D:\\Pexip\\n1\\n1.vhd');
    });
    await rehearse(await lab.serve(), small(), async ({ run, plan }) => {
      for (const [address, id] of [["hyperv_network_switch.lan", "Pexip External"], ["hyperv_vhd.n1", "D:\\Pexip\\n1\\n1.vhd"], ["hyperv_machine_instance.n1", "n1"]]) {
        expect(await run("import", address, id)).toMatchObject({ succeeded: true });
      }
      // how long Terraform waits is nothing that a host knows
      expect(await plan()).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
      expect((await run("import", "hyperv_machine_instance.n2", "n2")).stderr).toMatch(/resource address "hyperv_machine_instance.n2" does not exist|Cannot import/);
    });
    configure(small());
    expect(host.dump().machines).toHaveLength(1);
  });
});

testWithTerraform("a VM, a disk and a switch that somebody removed: made again, made again in place, and not noticed", async () => {
  const lab = simulatedHosts([HV1]);
  const [host] = lab.hosts;
  await rehearse(await lab.serve(), small(), async ({ run, apply, plan }) => {
    await apply();
    host.byHand.removeVm("n1");
    host.byHand.removeFile("D:\\Pexip\\n1\\n1.vhd");
    const planned = await plan();
    expect(planned).toContain("hyperv_machine_instance.n1 will be created");
    expect(planned).toContain("hyperv_vhd.n1 will be updated in-place");
    await apply();
    expect(await plan()).toContain("No changes.");
    expect(host.dump().files.map(({ path }) => path)).toContain("D:\\Pexip\\n1\\n1.vhd");

    host.byHand.removeVm("n1");
    host.byHand.removeSwitch("Pexip External");
    const blind = await plan();
    expect(blind).not.toContain("hyperv_network_switch.lan will be");
    expect((await run("apply", "-auto-approve")).stderr).toContain('Hyper-V was unable to find a virtual switch with name "Pexip External"');
  });
});

testWithTerraform("a path that changes does nothing, at every apply; a longer name is not even seen", async () => {
  const lab = simulatedHosts([HV1]);
  const only = (path: string) => ({ ...small(), resource: { hyperv_vhd: { n1: disk({ path }) } } });
  await rehearse(await lab.serve(), only("D:\\Pexip\\n12.vhd"), async ({ configure, apply, plan }) => {
    await apply();
    configure(only("D:\\Pexip\\n1.vhd"));
    expect(await plan()).toContain("No changes.");
    configure(only("D:\\Pexip\\other.vhd"));
    for (let times = 0; times < 2; times += 1) expect(await apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(lab.hosts[0].dump().files.map(({ path }) => path)).toEqual(["C:\\Templates\\pexip.vhd", "D:\\Pexip\\n12.vhd"]);
  });
});

testWithTerraform("a disk that goes takes those with it whose names begin with its own", async () => {
  const lab = simulatedHosts([HV1]);
  const disks = (...names: string[]) => ({ ...small(), resource: { hyperv_vhd: Object.fromEntries(names.map((name) => [name, disk({ path: `D:\\Pexip\\${name}.vhd` })])) } });
  await rehearse(await lab.serve(), disks("n1", "n12", "n2"), async ({ configure, apply, plan }) => {
    await apply("-parallelism=1");
    configure(disks("n12", "n2"));
    await apply();
    expect(lab.hosts[0].dump().files.map(({ path }) => path)).toEqual(["C:\\Templates\\pexip.vhd", "D:\\Pexip\\n2.vhd"]);
    expect(await plan()).toContain("hyperv_vhd.n12 will be updated in-place");
  });
});

testWithTerraform("a value that is not known before the apply", async () => {
  const lab = simulatedHosts([HV1]);
  const configuration = small({ machine: { notes: "made as ${terraform_data.marker.id}", memory_startup_bytes: "${terraform_data.marker.output}", memory_minimum_bytes: 2 ** 31, memory_maximum_bytes: 2 ** 33 } });
  await rehearse(await lab.serve(), { ...configuration, resource: { ...configuration.resource, terraform_data: { marker: { input: 2 ** 32 } } } }, async ({ apply, plan }) => {
    await apply();
    expect(vm(lab.hosts[0])).toMatchObject({ notes: expect.stringMatching(/^made as [0-9a-f-]{36}$/), memoryStartupBytes: 2 ** 32 });
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("data sources: a switch, a VM, and a disk that says of itself that it is not there", async () => {
  const lab = simulatedHosts([HV1]);
  const withData = {
    ...small(),
    data: {
      hyperv_network_switch: { lan: { name: "Pexip External" } },
      hyperv_vhd: { n1: { path: "D:\\Pexip\\n1\\n1.vhd" } },
      hyperv_machine_instance: { n1: { name: "n1", static_memory: true } },
    },
    output: {
      adapters: { value: "${data.hyperv_network_switch.lan.net_adapter_names}" },
      exists: { value: "${data.hyperv_vhd.n1.exists}" },
      state: { value: "${data.hyperv_machine_instance.n1.state} ${data.hyperv_machine_instance.n1.processor_count}" },
    },
  };
  await rehearse(await lab.serve(), small(), async ({ configure, run, apply }) => {
    await apply();
    configure(withData);
    await apply();
    const outputs = JSON.parse((await run("output", "-json")).stdout);
    expect(outputs).toMatchObject({ adapters: { value: ["Ethernet 1"] }, exists: { value: false }, state: { value: "Running 4" } });
  });
});
