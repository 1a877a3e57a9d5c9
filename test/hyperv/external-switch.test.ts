import { ExternalSwitch } from "../../lib";
import { errorOf, newApp, newDeployment, newHost, newStack, newSwitch, resources, synthesized, theResource } from "../support/stacks";

test("a minimal switch is an external one with management access, protected from deletion", () => {
  const stack = newStack();
  newSwitch(stack, newHost(stack));
  expect(resources(stack, "hyperv_network_switch")).toEqual({
    "lan_Switch-hv1_C9408513": {
      allow_management_os: true,
      enable_embedded_teaming: false,
      lifecycle: { prevent_destroy: true },
      minimum_bandwidth_mode: "None",
      name: "Pexip External",
      net_adapter_names: ["Ethernet 1"],
      provider: "hyperv.hv1",
      switch_type: "External",
    },
  });
});

test("every prop reaches the resource", () => {
  const stack = newStack();
  newSwitch(stack, newHost(stack), "lan", { switchName: "Video ${lan}", netAdapterNames: ["Ethernet 1", "Ethernet 2"], allowManagementOs: false, notes: "for %{Pexip}", deletionProtection: false });
  expect(theResource(stack, "hyperv_network_switch")).toEqual({
    allow_management_os: false,
    enable_embedded_teaming: true,
    minimum_bandwidth_mode: "None",
    name: "Video $${lan}",
    net_adapter_names: ["Ethernet 1", "Ethernet 2"],
    notes: "for %%{Pexip}",
    provider: "hyperv.hv1",
    switch_type: "External",
  });
});

test("the resource is the default child", () => {
  const stack = newStack();
  const lan = newSwitch(stack, newHost(stack));
  expect(lan.node.defaultChild).toBe(lan.node.findChild("Switch-hv1"));
});

test("an existing switch builds nothing and is named in the VM", () => {
  const { host, node, platform } = newDeployment();
  const existing = ExternalSwitch.fromSwitchName(platform, "old", { host, switchName: "Old switch" });
  node(1, { externalSwitch: existing });
  expect(existing.switchName).toBe("Old switch");
  expect(resources(platform, "hyperv_network_switch")).toEqual({});
  expect(theResource(platform, "hyperv_machine_instance").network_adaptors[0].switch_name).toBe("Old switch");
});

test("what is no host is refused, together with the other problems", () => {
  const stack = newStack();
  expect(errorOf(() => new ExternalSwitch(stack, "lan", { host: "hv1", netAdapterNames: [] } as never)).message).toBe(
    'stack/lan: host must be a HypervHost, got "hv1"\nstack/lan: netAdapterNames must be a list with at least one entry, got a list of 0 entries',
  );
  expect(errorOf(() => new ExternalSwitch(stack, "lan", { netAdapterNames: ["Ethernet 1"] } as never)).message).toBe("stack/lan: host is required: a HypervHost");
});

test("a host of another App is refused", () => {
  const other = newHost(newStack("other", newApp()));
  expect(errorOf(() => newSwitch(newStack(), other)).message).toBe("stack/lan: host belongs to another App; constructs of one App only can refer to each other");
});

test.each(["it's", "all*", "wh?t", "[a]", 'a"b'])("a switch name that PowerShell would misread is refused: %s", (switchName) => {
  const stack = newStack();
  expect(errorOf(() => newSwitch(stack, newHost(stack), "lan", { switchName })).message).toMatch(/^stack\/lan: switchName must not contain . \(it would reach PowerShell/);
  expect(synthesized(stack).resource).toBeUndefined();
});
