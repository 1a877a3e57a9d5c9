import { TerraformStack, Testing } from "cdktf";
import { InfinityVersion, ManagementNode } from "cdktf-pexip-hyperv";
import { judge } from "cdktf-pexip-hyperv/testing";
import { VideoSite, type VideoSiteNode } from "./lib/video-site";

function siteWith(nodes: readonly VideoSiteNode[]): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "platform");
  new VideoSite(stack, "oslo", {
    managementNode: ManagementNode.fromAddress(stack, "manager", {
      address: "10.10.0.10",
      hostname: "manager",
      domain: "example.com",
      infinityVersion: InfinityVersion.of("21"),
    }),
    server: { address: "hv1.oslo.example.com", sockets: 2, coresPerSocket: 12, memoryGib: 96 },
    network: { vlanId: 44, netmask: "255.255.255.0", gateway: "10.44.0.1" },
    nodes,
  });
  return stack;
}

const oslo1 = { hostname: "oslo-1", address: "10.44.0.11", macAddress: "02-50-58-44-00-0B" };
const oslo2 = { hostname: "oslo-2", address: "10.44.0.12", macAddress: "02-50-58-44-00-0C" };

test("a site synthesizes to what was reviewed", () => {
  // true: without it the rules would not run
  expect(Testing.synth(siteWith([oslo1, oslo2]), true)).toMatchSnapshot();
});

test("a site breaks no rule", () => {
  expect(judge(siteWith([oslo1, oslo2])).problems).toEqual([]);
});

test("a node with more vCPUs than a socket has cores is refused", () => {
  expect(judge(siteWith([{ ...oslo1, vcpus: 16 }, { ...oslo2, vcpus: 8 }])).problems).toMatchObject([
    { rule: "PXH012", severity: "refusal", path: "platform/oslo/infinity/oslo-1" },
  ]);
});
