import type { ConferencingNodeFields } from "../../../lib/deployment/conferencing-node";
import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord, type ServiceRecord } from "../../../lib/deployment/service";
import { caCertificate } from "../../../lib/deployment/services/ca-certificate";
import { managementNodeSettings, type ManagementNodeSettingsFields } from "../../../lib/deployment/services/management-node-settings";
import { tlsCertificate, type TlsCertificateFields } from "../../../lib/deployment/services/tls-certificate";
import { certificate, intermediate, otherPublicKey, publicKey } from "../../support/certificates";
import { placeAt } from "../../support/problems";
import { judged, sound, TOKEN } from "../../support/records";

const NAMES = ["manager.example.com", "oslo-1.example.com", "oslo-2.example.com"];
const key = Secret.fromVariable("key");

/** A platform whose nodes and manager use one certificate. */
function withCertificate(text: string, { fields = {}, node1 = {}, settings = {}, more = [] }: { fields?: Partial<TlsCertificateFields>; node1?: Partial<ConferencingNodeFields>; settings?: Partial<ManagementNodeSettingsFields>; more?: readonly string[] } = {}): readonly string[] {
  const { records, manager } = sound({ node1 });
  const own = serviceRecord(placeAt("platform/certificate"), "certificate", tlsCertificate, { certificate: text, privateKey: key, ...fields }, manager, {});
  const others = more.map((pem, index) => serviceRecord(placeAt(`platform/ca${index}`), "ca", caCertificate, { certificate: pem }, manager, {}));
  const ofManager: ServiceRecord = serviceRecord(placeAt("platform/settings"), "settings", managementNodeSettings, settings, manager, { tlsCertificate: own.path });
  return judged([...records.map((record) => (record.kind === "conferencingNode" ? { ...record, tlsCertificate: own.path } : record)), own, ...others, ofManager]);
}

const chain = (names: readonly string[]): string => `${certificate(names)}${intermediate}`;

test("a certificate with every name and its issuer is sound", () => {
  expect(withCertificate(chain(NAMES), { fields: { publicKey } })).toEqual([]);
});

test("a SIP TLS FQDN is in the certificate", () => {
  expect(withCertificate(chain(["manager.example.com", "oslo-2.example.com"]))).toEqual([
    "error PXH140 platform/oslo-1: sipTlsFqdn oslo-1.example.com is not in the certificate platform/certificate, which holds manager.example.com, oslo-2.example.com; have it issued for that name too (a wildcard stands for one label)",
  ]);
  expect(withCertificate(chain(["a", "b", "c", "d", "e", "f", "manager.example.com", "oslo-2.example.com"].map((name) => (name.length === 1 ? `${name}.example.com` : name))))).toEqual([
    expect.stringContaining("which holds a.example.com, b.example.com, c.example.com, d.example.com, e.example.com and 3 more;"),
  ]);
});

test("a common name counts for SIP where there is no other, and not for browsers", () => {
  expect(withCertificate(`${certificate([], { commonName: "oslo-1.example.com" })}${intermediate}`)).toEqual([
    "error PXH140 platform/oslo-2: sipTlsFqdn oslo-2.example.com is not in the certificate platform/certificate, which holds oslo-1.example.com; have it issued for that name too (a wildcard stands for one label)",
    "error PXH142 platform/settings: the certificate platform/certificate does not hold the Management Node's FQDN manager.example.com, but no DNS name at all; have it issued for that name too",
  ]);
});

test("a node's FQDN is in its certificate, when it is another name", () => {
  expect(withCertificate(chain([...NAMES, "sip.example.com"].filter((name) => !name.startsWith("oslo-1"))), { node1: { sipTlsFqdn: "sip.example.com" } })).toEqual([
    "warning PXH141 platform/oslo-1: the certificate platform/certificate does not hold the node's FQDN oslo-1.example.com; have it issued for that name too, if anything reaches the node by it",
  ]);
});

test("the Management Node's names are in its certificate", () => {
  expect(withCertificate(chain(NAMES.slice(1)), { settings: { alternativeFqdn: "pexip.example.com" } })).toEqual([
    "error PXH142 platform/settings: alternativeFqdn pexip.example.com is not in the certificate platform/certificate; give a name that it holds, or leave it out",
    "error PXH142 platform/settings: the certificate platform/certificate does not hold the Management Node's FQDN manager.example.com, but oslo-1.example.com, oslo-2.example.com; have it issued for that name too",
  ]);
});

test("a certificate belongs to its key", () => {
  expect(withCertificate(chain(NAMES), { fields: { publicKey: otherPublicKey } })).toEqual(["error PXH143 platform/certificate: publicKey is not that of the certificate CN=manager.example.com; give the pair that belongs together"]);
});

test("a chain is complete and in order, with line ends that Pexip returns", () => {
  const own = certificate(NAMES);
  expect(withCertificate(own)).toEqual(["warning PXH144 platform/certificate: its issuer CN=Intermediate is neither in the text nor a CaCertificate; append the intermediate certificate, or make a CaCertificate of it"]);
  expect(withCertificate(own, { more: [intermediate] })).toEqual([]);
  expect(withCertificate(`${own}${certificate([], { commonName: "Other" })}`)).toEqual(["warning PXH144 platform/certificate: certificate 1 of the text was not issued by the one after it; put the own certificate first, and each issuer after it"]);
  expect(withCertificate(chain(NAMES).replace(/\n/g, "\r\n"))).toEqual(["warning PXH144 platform/certificate: certificate has Windows line ends (CRLF), and the provider compares it byte for byte with what the API returns; write it with LF"]);
  expect(withCertificate(chain(NAMES), { more: [intermediate.replace(/\n/g, "\r\n")] })).toEqual([expect.stringMatching(/^warning PXH144 platform\/ca0: certificate has Windows line ends/)]);
});

test("a wildcard covers the names, and is a warning", () => {
  expect(withCertificate(chain(["*.example.com"]))).toEqual(["warning PXH145 platform/certificate: certificate holds the wildcard *.example.com, which not every peer takes; have it issued for the names of the nodes"]);
});

test("what Terraform alone knows is not judged", () => {
  expect(withCertificate(TOKEN)).toEqual([]);
});

test("no node and no Management Node keeps its self-signed certificate, once the platform has another", () => {
  const { records, manager } = sound();
  const own = serviceRecord(placeAt("platform/certificate"), "certificate", tlsCertificate, { certificate: TOKEN, privateKey: key }, manager, {});
  const nodes = ["oslo-1", "oslo-2"].map((name) => `warning PXH146 platform/${name}: tlsCertificate is not given, so the node keeps its self-signed certificate; give a TlsCertificate`);
  expect(judged([...records, own])).toEqual(["warning PXH146 manager/manager: the Management Node keeps its self-signed certificate; make ManagementNodeSettings with a TlsCertificate", ...nodes]);
  const settings = serviceRecord(placeAt("platform/settings"), "settings", managementNodeSettings, {}, manager, {});
  expect(judged([...records, own, settings])).toEqual([...nodes, "warning PXH146 platform/settings: tlsCertificate is self_signed; give a TlsCertificate of an authority that its users trust"]);
  expect(judged(records)).toEqual([]);
});

test("in api mode Terraform verifies the Management Node's certificate, so that only nodes are asked", () => {
  const { records } = sound();
  const api = { username: "admin", password: { variable: "p" }, insecureTls: false, existingServers: [] };
  const found = judged(records.map((record) => (record.kind === "managementNode" ? { ...record, api } : record)));
  expect(found.filter((line) => line.includes("PXH146"))).toEqual(["oslo-1", "oslo-2"].map((name) => expect.stringMatching(new RegExp(`^warning PXH146 platform/${name}: `))));
});
