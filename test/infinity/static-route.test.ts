import { StaticRoute } from "../../lib";
import { errorOf, newDeployment, synthesized } from "../support/stacks";

test("a route builds nothing in runbook mode and has the id as its name", () => {
  const { platform, managementNode } = newDeployment();
  const route = new StaticRoute(platform, "inwards", { managementNode, address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" });
  expect(route.routeName).toBe("inwards");
  expect(new StaticRoute(platform, "second", { managementNode, name: "To the offices", address: "10.0.0.0", prefix: 8, gateway: "10.44.0.2" }).routeName).toBe("To the offices");
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what does not parse is refused", () => {
  const { platform, managementNode } = newDeployment();
  expect(errorOf(() => new StaticRoute(platform, "x", { managementNode, address: "10.0.0.0/8", prefix: 8.5, gateway: "" })).message.split("\n")).toEqual([
    'platform/x: address must be an IPv4 address such as 10.44.0.11, got "10.0.0.0/8"',
    "platform/x: prefix must be a whole number, got 8.5",
    expect.stringMatching(/^platform\/x: gateway must not be empty/),
  ]);
});
