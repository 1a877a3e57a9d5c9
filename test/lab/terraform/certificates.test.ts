import { X509Certificate } from "node:crypto";
import { exchangedCertificates, withText } from "../../../lib/lab/terraform/certificates";
import { certificate, intermediate } from "../../support/certificates";
import { anOutput, removeFolders, type Json } from "../../support/output-folder";
import { anAuthority, copied } from "./copied-stacks";

afterAll(removeFolders);

const KEY = "${var.nodes_private_key}";

const stackWith = (...certificates: readonly Json[]): Json => ({ resource: { pexip_infinity_tls_certificate: Object.fromEntries(certificates.map((one, index) => [`c${index}`, one])) } });

/** What stands in the place of a certificate whose key was made up. */
async function exchanged(pem: string): Promise<string | undefined> {
  const authority = await anAuthority();
  return exchangedCertificates([stackWith({ certificate: pem, private_key: KEY })], { authority, privateKeys: ["nodes_private_key"] }).get(pem);
}

async function namesInPlaceOf(pem: string): Promise<string | undefined> {
  const { certificate: root } = await anAuthority();
  const issued = new X509Certificate((await exchanged(pem))!);
  expect(issued.verify(new X509Certificate(root).publicKey)).toBe(true);
  return `${issued.subject}: ${issued.subjectAltName}`;
}


test("a certificate whose key is made up is exchanged for one of the lab's authority with the same names", async () => {
  expect(await namesInPlaceOf(certificate(["video.example.com", "oslo-1.example.com"]))).toBe("CN=video.example.com: DNS:video.example.com, DNS:oslo-1.example.com");
});

test("of a chain the first certificate counts, and a wildcard stays one", async () => {
  expect(await namesInPlaceOf(`${certificate(["*.example.com"])}${intermediate}`)).toBe("CN=*.example.com: DNS:*.example.com");
});

test("the name of the subject counts where there are no others, and stays first where it is one of them", async () => {
  expect(await namesInPlaceOf(certificate([], { commonName: "manager.example.com" }))).toBe("CN=manager.example.com: DNS:manager.example.com");
  expect(await namesInPlaceOf(certificate(["a.example.com", "b.example.com"], { commonName: "b.example.com" }))).toBe("CN=b.example.com: DNS:b.example.com, DNS:a.example.com");
  expect(await namesInPlaceOf(certificate(["a.example.com"], { commonName: "Video of the company" }))).toBe("CN=a.example.com: DNS:a.example.com");
});

test("addresses stay addresses", async () => {
  const { certificate: pem } = (await anAuthority()).issue(["manager.example.com", "10.44.0.10", "fd00::10"]);
  expect(await namesInPlaceOf(pem)).toBe("CN=manager.example.com: DNS:manager.example.com, IP Address:10.44.0.10, IP Address:FD00:0:0:0:0:0:0:10");
});

test.each<[string, Json]>([
  ["given", { certificate: certificate(["a.example.com"]), private_key: "${var.other_private_key}" }],
  ["of another resource", { certificate: certificate(["a.example.com"]), private_key: "${tls_private_key.one.private_key_pem}" }],
  ["not there", { certificate: certificate(["a.example.com"]) }],
])("a certificate whose key is %s stays", async (_, resource) => {
  expect(exchangedCertificates([stackWith(resource)], { authority: await anAuthority(), privateKeys: ["nodes_private_key"] })).toEqual(new Map());
});

test.each([
  ["is none", "a certificate"],
  ["only Terraform knows", "${data.vault_generic_secret.one.data.pem}"],
  ["has no name of a server", certificate([], { commonName: "" })],
])("what %s stays as it is", async (_, pem) => {
  expect(await exchanged(pem)).toBeUndefined();
});

test("stacks of which one has no resources, and another one a list of them, are looked through all the same", async () => {
  const pem = certificate(["a.example.com"]);
  const stacks = [{}, { resource: [] }, { resource: { pexip_infinity_tls_certificate: "none" } }, stackWith("none", { certificate: pem, private_key: KEY })];
  expect([...exchangedCertificates(stacks, { authority: await anAuthority(), privateKeys: ["nodes_private_key"] }).keys()]).toEqual([pem]);
});

test("only whole texts are exchanged, wherever they stand", () => {
  const value = { a: "old", b: ["old", "very old", 1, null, true], c: { old: "old" } };
  expect(withText(value, new Map([["old", "new"]]))).toEqual({ a: "new", b: ["new", "very old", 1, null, true], c: { old: "new" } });
});

test("a copy has the lab's certificate in each stack that names it, and the original in none", async () => {
  const pem = certificate(["nodes.example.com"]);
  const output = anOutput({ one: stackWith({ certificate: pem, private_key: KEY }), two: { locals: { certificate: pem } } });
  const { stacks } = await copied(output, { privateKeys: ["nodes_private_key"] });
  const issued: string = stacks.one.resource.pexip_infinity_tls_certificate.c0.certificate;
  expect([issued === pem, stacks.two.locals.certificate, JSON.stringify(stacks).includes(JSON.stringify(pem))]).toEqual([false, issued, false]);
});

test("what was issued for a certificate before stands in its place again", async () => {
  const pem = certificate(["a.example.com"]);
  const options = { authority: await anAuthority(), privateKeys: ["nodes_private_key"], issued: new Map<string, string>() };
  const first = exchangedCertificates([stackWith({ certificate: pem, private_key: KEY })], options).get(pem);
  expect(exchangedCertificates([stackWith({ certificate: pem, private_key: KEY })], options).get(pem)).toBe(first);
});
