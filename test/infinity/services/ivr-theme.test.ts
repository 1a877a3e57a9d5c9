import { IvrTheme } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal theme is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new IvrTheme(platform, "it", { managementNode, package: "/srv/pexip/theme-3.zip" });
  expect(resources(platform, "pexip_infinity_ivr_theme")).toEqual({ it_10B07C0F: { name: "it", package: "/srv/pexip/theme-3.zip", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new IvrTheme(platform, "it", {
    managementNode,
    name: "Theme ${1}",
    package: "C:\\Pexip\\theme-4.zip",
  });
  expect(theResource(platform, "pexip_infinity_ivr_theme")).toMatchObject({
    name: "Theme $${1}",
    package: "C:\\Pexip\\theme-4.zip",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new IvrTheme(platform, "it", { managementNode, package: "/srv/pexip/theme-3.zip" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, name: 7, file: "theme.zip" } as never;
  expect(errorOf(() => new IvrTheme(platform, "it", wrong)).message.split("\n")).toEqual([
    "platform/it: file: unknown prop",
    "platform/it: name must be text, got 7",
    "platform/it: package is required",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = IvrTheme.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_ivr_theme")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/ivr_theme/3/");
});
