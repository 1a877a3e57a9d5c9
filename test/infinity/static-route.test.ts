import { TerraformVariable } from "cdktf";
import { StaticRoute } from "../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../support/stacks";

test("a route builds nothing in runbook mode and has the id as its name", () => {
  const { platform, managementNode } = newDeployment();
  const route = new StaticRoute(platform, "inwards", { managementNode, address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" });
  expect(route.routeName).toBe("inwards");
  expect(new StaticRoute(platform, "second", { managementNode, name: "To the offices", address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" }).routeName).toBe("To the offices");
  expect(synthesized(platform).resource).toBeUndefined();
});

test("in api mode a route is its four fields, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  new StaticRoute(platform, "inwards", { managementNode, address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" });
  expect(resources(platform, "pexip_infinity_static_route")).toEqual({
    inwards_F312EC36: { address: "10.0.0.0", depends_on: [gate], gateway: "10.44.0.2", name: "inwards", prefix: 8, provider: "pexip.manager" },
  });
});

test("address and gateway may come from Terraform, and a name keeps its dollar signs", () => {
  const { platform, managementNode } = newApiPlatform();
  const address = new TerraformVariable(platform, "address", {}).stringValue;
  const route = new StaticRoute(platform, "inwards", { managementNode, name: "To ${x}", address, prefix: 8, gateway: address });
  expect(theResource(platform, "pexip_infinity_static_route")).toMatchObject({ address: "${var.address}", gateway: "${var.address}", name: "To $${x}" });
  expect(route.node.defaultChild).toBe(route.node.findChild("Resource"));
});

test("what does not parse is refused", () => {
  const { platform, managementNode } = newDeployment();
  expect(errorOf(() => new StaticRoute(platform, "x", { managementNode, address: "10.0.0.0/8", prefix: 8.5, gateway: "" })).message.split("\n")).toEqual([
    'platform/x: address must be an IPv4 address such as 10.44.0.11, got "10.0.0.0/8"',
    "platform/x: prefix must be a whole number, got 8.5",
    expect.stringMatching(/^platform\/x: gateway must not be empty/),
  ]);
});
