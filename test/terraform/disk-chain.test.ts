import { newDeployment, newHost, newLocation, newNode, newStack, newSwitch, resources } from "../support/stacks";

/** What each disk waits for, by the node's number. */
function chain(disks: Record<string, { depends_on?: string[] }>): Record<string, string | undefined> {
  const short = (id: string): string => id.replace(/^hyperv_vhd\./, "").slice(0, "oslo-1".length);
  return Object.fromEntries(Object.entries(disks).map(([id, disk]) => [short(id), disk.depends_on?.filter((address) => address.startsWith("hyperv_vhd.")).map(short).join() || undefined]));
}

test("the chain follows the addresses, whatever the order of construction", () => {
  const orders = [[1, 2, 3], [3, 1, 2], [2, 3, 1]].map((numbers) => {
    const { platform, node } = newDeployment();
    numbers.forEach((number) => node(number, { vcpus: 4 }));
    return chain(resources(platform, "hyperv_vhd"));
  });
  expect(orders[0]).toEqual({ "oslo-1": undefined, "oslo-2": "oslo-1", "oslo-3": "oslo-2" });
  expect(orders[1]).toEqual(orders[0]);
  expect(orders[2]).toEqual(orders[0]);
});

test("hosts copy in parallel, and so do stacks", () => {
  const { app, manager, managementNode, platform, lan, oslo, node } = newDeployment();
  node(1, { vcpus: 4 });
  const second = newSwitch(manager, newHost(manager, "hv2"), "lan2");
  newNode(platform, 2, { externalSwitch: second, systemLocation: oslo });
  const site = newStack("site", app);
  newNode(site, 3, { externalSwitch: lan, systemLocation: newLocation(site, { managementNode }, "bergen"), vcpus: 4 });
  expect(chain(resources(platform, "hyperv_vhd"))).toEqual({ "oslo-1": undefined, "oslo-2": undefined });
  expect(chain(resources(site, "hyperv_vhd"))).toEqual({ "oslo-3": undefined });
});

test("a node that is made after a first rendering is chained too", () => {
  const { platform, node } = newDeployment();
  node(1, { vcpus: 4 });
  resources(platform, "hyperv_vhd");
  node(2, { vcpus: 4 });
  expect(chain(resources(platform, "hyperv_vhd"))).toEqual({ "oslo-1": undefined, "oslo-2": "oslo-1" });
});
