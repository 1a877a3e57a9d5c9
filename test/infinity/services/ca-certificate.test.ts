import { TerraformVariable } from "cdktf";
import { CaCertificate } from "../../../lib";
import { certificate, intermediate, privateKey } from "../../support/certificates";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_ca_certificate";

test("a minimal authority's certificate is its text, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new CaCertificate(platform, "it", { managementNode, certificate: intermediate });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { certificate: intermediate, depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new CaCertificate(platform, "it", { managementNode, certificate: `# \${a}\n${intermediate}`, trustedIntermediate: true });
  expect(theResource(platform, TYPE)).toMatchObject({ certificate: `# $\${a}\n${intermediate}`, trusted_intermediate: true });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new CaCertificate(platform, "it", { managementNode, certificate: intermediate });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("a bundle and a private key are refused", () => {
  const { platform, managementNode } = newApiPlatform();
  const messageOf = (text: string): string => errorOf(() => new CaCertificate(platform, "it", { managementNode, certificate: text })).message;
  expect(messageOf(`${intermediate}${certificate(["a.example.com"])}`)).toBe("platform/it: certificate must hold one certificate, got 2: make a CaCertificate for each");
  expect(messageOf(privateKey)).toBe("platform/it: certificate holds a private key in clear: keep it out of programs, treat this one as disclosed, and give it as a Secret (privateKey)");
  expect(messageOf("\ud800")).toBe("platform/it: certificate contains half of a character (an unpaired surrogate)");
});

test("the certificate may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  new CaCertificate(platform, "it", { managementNode, certificate: new TerraformVariable(platform, "token", {}).stringValue });
  expect(theResource(platform, TYPE)).toMatchObject({ certificate: "${var.token}" });
});
