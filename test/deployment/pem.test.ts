import { certificateFacts, covers, publicKeyFingerprint } from "../../lib/deployment/pem";
import { certificate, intermediate, otherPublicKey, privateKey, publicKey } from "../support/certificates";

test("a certificate's facts are those that rules need", () => {
  const facts = certificateFacts(`${certificate(["Oslo-1.example.com", "*.meet.example.com"])}${intermediate}`);
  expect(facts).toEqual({
    subject: "CN=Oslo-1.example.com",
    issuer: "CN=Intermediate",
    names: ["oslo-1.example.com", "*.meet.example.com"],
    commonName: "oslo-1.example.com",
    notBefore: "2026-01-01T00:00:00.000Z",
    notAfter: "2036-01-01T00:00:00.000Z",
    selfSigned: false,
    publicKey: publicKeyFingerprint(publicKey),
    chain: ["CN=Intermediate"],
    brokenAfter: undefined,
    carriageReturns: false,
  });
});

test("a chain in another order, a self-signed certificate and Windows line ends are seen", () => {
  const own = certificate(["oslo-1.example.com"]);
  expect(certificateFacts(`${intermediate}${own}`)).toMatchObject({ subject: "CN=Intermediate", brokenAfter: 1 });
  expect(certificateFacts(`${own}${own}`)).toMatchObject({ brokenAfter: 1 });
  expect(certificateFacts(certificate(["a.example.com"], { issuer: "a.example.com" }))).toMatchObject({ selfSigned: true, chain: [] });
  expect(certificateFacts(own.replace(/\n/g, "\r\n"))).toMatchObject({ carriageReturns: true, names: ["oslo-1.example.com"] });
});

test("text around the blocks does not matter", () => {
  expect(certificateFacts(`subject=CN = a\n${certificate(["a.example.com"])}\nverify ok\n`)).toMatchObject({ names: ["a.example.com"] });
});

test("names with commas are one name each", () => {
  expect(certificateFacts(certificate(["a,DNS:evil.example.com", "b.example.com"]))!.names).toEqual(["a,dns:evil.example.com", "b.example.com"]);
});

test("a wildcard stands for one label, whole", () => {
  expect(covers(["*.example.com"], "oslo.example.com")).toBe(true);
  expect(covers(["*.example.com"], "OSLO.Example.com.")).toBe(true);
  expect(covers(["*.example.com"], "example.com")).toBe(false);
  expect(covers(["*.example.com"], "a.oslo.example.com")).toBe(false);
  expect(covers(["o*.example.com"], "oslo.example.com")).toBe(false);
  expect(covers(["example.com"], "oslo.example.com")).toBe(false);
  expect(covers(["*"], "oslo")).toBe(false);
});

test("fingerprints tell keys apart, and none is made of a private key", () => {
  expect(publicKeyFingerprint(publicKey)).not.toBe(publicKeyFingerprint(otherPublicKey));
  expect(publicKeyFingerprint(privateKey)).toBeUndefined();
});
