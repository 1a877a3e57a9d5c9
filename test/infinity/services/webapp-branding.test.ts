import { WebappBranding, WebappType } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal branding is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new WebappBranding(platform, "it", { managementNode, webappType: WebappType.WEBAPP3, brandingFile: "/srv/pexip/branding-7.zip" });
  expect(resources(platform, "pexip_infinity_webapp_branding")).toEqual({ it_10B07C0F: { branding_file: "/srv/pexip/branding-7.zip", name: "it", webapp_type: "webapp3", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new WebappBranding(platform, "it", {
    managementNode,
    name: "Brand ${1}",
    description: "Autumn",
    webappType: WebappType.WEBAPP2,
    brandingFile: "C:\\Pexip\\branding-8.zip",
  });
  expect(theResource(platform, "pexip_infinity_webapp_branding")).toMatchObject({
    branding_file: "C:\\Pexip\\branding-8.zip",
    description: "Autumn",
    name: "Brand $${1}",
    webapp_type: "webapp2",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new WebappBranding(platform, "it", { managementNode, webappType: WebappType.WEBAPP3, brandingFile: "/srv/pexip/branding-7.zip" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, webappType: "webapp4", brandingFile: 7 } as never;
  expect(errorOf(() => new WebappBranding(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: webappType must be one of webapp1, webapp2, webapp3, got "webapp4"',
    "platform/it: brandingFile must be text, got 7",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});
