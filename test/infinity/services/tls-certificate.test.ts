import { TerraformVariable } from "cdktf";
import { ConferencingNode, Secret, TlsCertificate, type TlsCertificateProps } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { certificate, intermediate, privateKey, publicKey } from "../../support/certificates";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_tls_certificate";
const pem = `${certificate(["oslo-1.example.com"])}${intermediate}`;
const key = Secret.fromVariable("oslo_key");

test("a minimal certificate is its text, byte for byte, and a variable for its key", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new TlsCertificate(platform, "it", { managementNode, certificate: pem, privateKey: key });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { certificate: pem, private_key: "${var.oslo_key}", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource; templates in it stay text", () => {
  const { platform, managementNode } = newApiPlatform();
  const parameters = "-----BEGIN DH PARAMETERS-----\n%{1}\n-----END DH PARAMETERS-----\n";
  new TlsCertificate(platform, "it", { managementNode, certificate: `# \${a} %{b} "c"\n${pem}`, privateKey: key, privateKeyPassphrase: Secret.fromVariable("phrase"), publicKey, parameters });
  expect(theResource(platform, TYPE)).toMatchObject({
    certificate: `# $\${a} %%{b} "c"\n${pem}`,
    private_key: "${var.oslo_key}",
    private_key_passphrase: "${var.phrase}",
    parameters: parameters.replace("%{", "%%{"),
  });
});

test("the record holds what rules need, and neither text nor key", () => {
  const { app, platform, managementNode } = newApiPlatform();
  const construct = new TlsCertificate(platform, "it", { managementNode, certificate: pem, privateKey: key, publicKey });
  const { values } = Registry.of(app).record(construct, "service")!;
  expect(values).toMatchObject({ certificate: { names: ["oslo-1.example.com"], notAfter: "2036-01-01T00:00:00.000Z", chain: ["CN=Intermediate"] }, privateKey: { variable: "oslo_key" } });
  expect(values.publicKey).toBe((values.certificate as { publicKey: string }).publicKey);
  expect(JSON.stringify(values)).not.toContain("BEGIN");
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new TlsCertificate(platform, "it", { managementNode, certificate: pem, privateKey: key });
  expect(synthesized(platform).resource).toBeUndefined();
});

const refused = (props: Partial<Record<keyof TlsCertificateProps, unknown>>): readonly string[] => {
  const { platform, managementNode } = newApiPlatform();
  return errorOf(() => new TlsCertificate(platform, "it", { managementNode, certificate: pem, privateKey: key, ...props } as TlsCertificateProps)).message.split("\n");
};

test("a private key in clear is refused everywhere, and never shown", () => {
  const inClear = "holds a private key in clear: keep it out of programs, treat this one as disclosed, and give it as a Secret (privateKey)";
  const lines = refused({ certificate: `${pem}${privateKey}`, privateKey, publicKey: privateKey, parameters: privateKey });
  expect(lines).toEqual([
    `platform/it: certificate ${inClear}`,
    "platform/it: privateKey must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    `platform/it: publicKey ${inClear}`,
    `platform/it: parameters ${inClear}`,
  ]);
});

test.each([
  ["no PEM", "oslo.pem", "must be PEM text: a line -----BEGIN CERTIFICATE-----, the certificate in Base64, and a line -----END CERTIFICATE-----"],
  ["no certificate", "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----", "must hold certificates alone: a block begins with another line than -----BEGIN CERTIFICATE-----"],
  ["without an end", pem.slice(0, 200), "must be PEM text, and one of its blocks has no -----END ...----- line"],
  ["broken", `${intermediate}-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----`, "must be PEM text, and certificate 2 in it cannot be read as X.509"],
  ["10,000 characters", "x".repeat(10_000), "must be PEM text: a line -----BEGIN CERTIFICATE-----, the certificate in Base64, and a line -----END CERTIFICATE-----"],
  ["100,000 characters", "x".repeat(100_000), "must be at most 65536 characters, got 100000"],
  ["half a character", `${pem}\ud800`, "contains half of a character (an unpaired surrogate)"],
  ["control characters", `${pem}\u0007`, "must be lines of text without control characters"],
  ["empty", "\n", "must not be empty"],
  ["no text", 7, "must be text"],
])("a certificate that is %s is refused", (_, given, problem) => {
  expect(refused({ certificate: given })).toEqual([`platform/it: certificate ${problem}`]);
});

test("a public key is one", () => {
  expect(refused({ publicKey: pem })).toEqual(["platform/it: publicKey must be a public key in PEM form: a block -----BEGIN PUBLIC KEY----- (openssl pkey -in key.pem -pubout)"]);
});

test("certificate and key may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new TlsCertificate(platform, "it", { managementNode, certificate: token, privateKey: Secret.fromToken(token) });
  expect(theResource(platform, TYPE)).toMatchObject({ certificate: "${var.token}", private_key: "${var.token}" });
});

test("an existing certificate is named by its number, and its names are not judged", () => {
  const { app, platform, managementNode } = newApiPlatform();
  const existing = TlsCertificate.fromResourceId(platform, "it", { managementNode, resourceId: 7 });
  expect(Registry.of(app).uri(existing)).toBe("/api/admin/configuration/v1/tls_certificate/7/");
  expect(synthesized(platform).resource?.[TYPE]).toBeUndefined();
});

test("a node takes it in runbook mode too, where its names are judged", () => {
  const { managementNode, platform, lan, oslo, node } = newDeployment();
  const tlsCertificate = new TlsCertificate(platform, "it", { managementNode, certificate: `${certificate(["bergen.example.com"])}${intermediate}`, privateKey: key });
  expect(node(1, { tlsCertificate })).toBeInstanceOf(ConferencingNode);
  expect([lan, oslo]).toHaveLength(2);
  expect(errorOf(() => synthesized(platform)).message).toContain("error PXH140 platform/oslo-1: sipTlsFqdn oslo-1.example.com is not in the certificate platform/it, which holds bergen.example.com");
});
