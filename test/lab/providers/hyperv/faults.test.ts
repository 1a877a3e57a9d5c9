import { testWithTerraform } from "../../../support/test-with-terraform";
import { rehearse } from "./rehearsal";
import { adapter, disk, externalSwitch, machine, providerBlock, REQUIRED_PROVIDERS, simulatedHosts, TEMPLATE } from "./simulated-hosts";

const HV1 = "hv1.example.com";

function small(block: object = {}, vm: object = {}) {
  return {
    terraform: { required_providers: REQUIRED_PROVIDERS },
    provider: { hyperv: [{ ...providerBlock(HV1), ...block }] },
    resource: { hyperv_network_switch: { lan: externalSwitch() }, hyperv_vhd: { n1: disk() }, hyperv_machine_instance: { n1: machine(vm) } },
  };
}

// Terraform wraps long lines and draws a box around them
function plain(text: string): string {
  return text.replace(/\s*│\s*|\s+/g, " ");
}

testWithTerraform("a host that nothing is known of, one that refuses connections, and a wrong password: the provider's errors, and nothing in the state", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({ host: "hv9.example.com" }), async ({ configure, run, apply }) => {
    const failure = async () => plain((await run("apply", "-auto-approve")).stderr);
    expect(await failure()).toContain('checking for existing Pexip External: error uploading shell script: unknown error Post "https://hv9.example.com:5986/wsman": dial tcp: lookup hv9.example.com: no such host');

    configure(small({ password: "not-the-password" }));
    const refused = await failure();
    expect(refused).toContain("error uploading shell script: http response error: 401 - invalid content type");
    expect(refused).not.toContain("not-the-password");

    configure(small());
    lab.faults.add({ name: "winrm-refused", times: 2 });
    expect(await failure()).toContain(`dial tcp ${HV1}:5986: connect: connection refused`);
    expect((await run("state", "list")).stdout).toBe("");
    expect(await apply()).toContain("3 added");
  });
});

testWithTerraform("a host that answers after the provider's timeout", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({ timeout: "10s" }), async ({ run, apply }) => {
    lab.faults.add({ name: "winrm-slow" });
    expect(plain((await run("apply", "-auto-approve", "-parallelism=1")).stderr)).toContain("net/http: timeout awaiting response headers");
    await apply();
  });
});

testWithTerraform("a change whose answer is lost half-way: the VM is there and unknown; removed by hand, a second apply converges", async () => {
  const lab = simulatedHosts([HV1]);
  const [host] = lab.hosts;
  await rehearse(await lab.serve(), small(), async ({ run, apply, plan }) => {
    lab.faults.add({ name: "half-way", subject: "n1" });
    expect((await run("apply", "-auto-approve")).succeeded).toBe(false);
    expect(host.dump().machines).toMatchObject([{ name: "n1", state: "Off" }]);
    expect((await run("state", "list")).stdout.split("\n").filter(Boolean)).toEqual(["hyperv_network_switch.lan", "hyperv_vhd.n1"]);

    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain('a resource with the ID "n1" already exists');
    host.byHand.removeVm("n1");
    expect(await apply()).toContain("Resources: 1 added, 0 changed, 0 destroyed.");
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("an update that is lost half-way is found by the next plan", async () => {
  const lab = simulatedHosts([HV1]);
  const [host] = lab.hosts;
  await rehearse(await lab.serve(), small(), async ({ configure, run, apply, plan }) => {
    await apply();
    configure(small({}, { notes: "rack 4", processor_count: 8 }));
    lab.faults.add({ name: "half-way", subject: "n1" });
    expect((await run("apply", "-auto-approve")).succeeded).toBe(false);
    // the shutdown was made, and its answer lost
    expect(host.dump().machines).toMatchObject([{ state: "Off", processorCount: 4 }]);
    expect(await apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(host.dump().machines).toMatchObject([{ state: "Running", processorCount: 8, notes: "rack 4" }]);
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("a VM whose guest reports no address is tainted when Terraform waits for it", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({}, { network_adaptors: [adapter("Primary", "020000000001", { wait_for_ips: true })], wait_for_ips_timeout: 10 }), async ({ configure, run, apply, plan }) => {
    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain("Timeout while waiting for vm $($Name) to read network adapter ips");
    configure(small());
    // the refresh waits as the state says
    expect((await run("plan")).succeeded).toBe(false);
    expect((await run("plan", "-refresh=false")).stdout).toContain("hyperv_machine_instance.n1 is tainted, so must be replaced");
    expect((await run("apply", "-auto-approve", "-refresh=false")).succeeded).toBe(true);
    expect(await plan()).toContain("No changes.");
    await apply();
  });
});

testWithTerraform("a copy that takes longer than the provider's timeout is taken for done, and found to be in use", async () => {
  const lab = simulatedHosts([HV1], { [TEMPLATE]: { bytes: 400 * 1024 ** 3 } });
  await rehearse(await lab.serve(), small({ timeout: "30s" }), async ({ run }) => {
    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain("The process cannot access the file");
    expect((await run("show")).stdout).toContain("# hyperv_vhd.n1: (tainted)");
  });
});

testWithTerraform("a saved VM cannot be changed in place, and the provider would try without end", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small(), async ({ configure, run, apply }) => {
    await apply();
    lab.hosts[0].byHand.save("n1");
    configure(small({}, { notes: "rack 4" }));
    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain("the provider would wait without end until the vm n1 is off, which is Saved; the lab does not");
    expect(plain((await run("destroy", "-auto-approve")).stderr)).toContain("Timeout while waiting for vm $($Name) to reach final transition state");
  });
});

testWithTerraform("what the provider's schema cannot say is refused before anything is made", async () => {
  const lab = simulatedHosts([HV1]);
  const wrong = small({}, { dynamic_memory: false, state: "Paused", generation: 3, depends_on: [] });
  const configuration = { ...wrong, resource: { ...wrong.resource, hyperv_vhd: { n1: disk({ vhd_type: "thick", parent_path: "D:\\parent.vhdx" }), n2: disk({ source: undefined, size: 1000 }) }, hyperv_iso_image: { seed: { destination_iso_file_path: "D:\\seed.iso" } } } };
  await rehearse(await lab.serve(), configuration, async ({ run }) => {
    const said = plain((await run("validate")).stderr);
    expect(said).toContain('"dynamic_memory": only one of `dynamic_memory,static_memory` can be specified, but `dynamic_memory,static_memory` were specified.');
    expect(said).toContain("expected Paused to be one of map[off:Off running:Running] mapKeyString, got paused");
    expect(said).toContain("expected %!s(int=3) to be one of [1 2], got 3");
    expect(said).toContain("expected 1000 to be perfectly divisible by 4096, maybe use 4096 instead");
    expect(said).toContain('"parent_path": conflicts with source');
    // an attribute that may not stand there is not judged further
    expect(said).not.toContain("expected thick");
    expect(said).toContain("the lab does not model the resource hyperv_iso_image");
  });
  expect(lab.journal.entries).toEqual([]);
});

testWithTerraform("a generation 2 VM is refused by name", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({}, { generation: 2 }), async ({ run }) => {
    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain("the simulated Hyper-V host does not model VMs of generation 2 (n1)");
  });
});

testWithTerraform("a resource that is left out of what it needs stays different", async () => {
  const lab = simulatedHosts([HV1]);
  await rehearse(await lab.serve(), small({}, { vm_processor: [], dvd_drives: [{ controller_number: 1, controller_location: 0 }] }), async ({ run, apply, plan }) => {
    await apply();
    // the host reports a processor and the pool "Primordial", whether written or not
    const planned = await plan();
    expect(planned).toContain("- vm_processor {");
    expect(planned).toMatch(/resource_pool_name +.*"Primordial"/);
    expect(plain((await run("apply", "-auto-approve")).stderr)).toContain("Unable to remove resource pool from dvd drive");
  });
});
