import { TerraformVariable } from "cdktf";
import { Secret, SmtpConnectionSecurity, SmtpServer } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal mail server is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new SmtpServer(platform, "it", { managementNode, address: "mail.example.com", fromEmailAddress: "pexip@example.com" });
  expect(resources(platform, "pexip_infinity_smtp_server")).toEqual({ it_10B07C0F: { address: "mail.example.com", from_email_address: "pexip@example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new SmtpServer(platform, "it", {
    managementNode,
    name: "Mail ${1}",
    description: "Oslo",
    address: "10.44.0.37",
    port: 25,
    username: "pexip",
    password: Secret.fromVariable("smtp_password"),
    fromEmailAddress: "pexip@example.com",
    connectionSecurity: SmtpConnectionSecurity.STARTTLS,
  });
  expect(theResource(platform, "pexip_infinity_smtp_server")).toMatchObject({
    address: "10.44.0.37",
    connection_security: "STARTTLS",
    description: "Oslo",
    from_email_address: "pexip@example.com",
    name: "Mail $${1}",
    password: "${var.smtp_password}",
    port: 25,
    username: "pexip",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new SmtpServer(platform, "it", { managementNode, address: "mail.example.com", fromEmailAddress: "pexip@example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "10.44.0.256", fromEmailAddress: "pexip", password: "secret", connectionSecurity: "STARTTLS" } as never;
  expect(errorOf(() => new SmtpServer(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: address must be an IPv4 address such as 10.44.0.11, got "10.44.0.256"',
    "platform/it: password must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    'platform/it: fromEmailAddress must be an e-mail address such as pexip@example.com, got "pexip"',
    'platform/it: connectionSecurity must be one of none, starttls, got "STARTTLS"',
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address and a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new SmtpServer(platform, "it", { managementNode, address: token, fromEmailAddress: "pexip@example.com", password: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_smtp_server")).toMatchObject({ address: "${var.token}", password: "${var.token}" });
});
