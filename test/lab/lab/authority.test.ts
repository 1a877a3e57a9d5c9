import { createPrivateKey, X509Certificate } from "node:crypto";
import { LabAuthority } from "../../../lib/lab/authority";
import { certificateProblem } from "../../../lib/lab/manager-network";

const authority = LabAuthority.create();
const DAY_MS = 86_400_000;

test("issues certificates for names and addresses, with the key that goes with them", async () => {
  const { certificate, privateKey } = (await authority).issue(["oslo-1.example.com", "10.44.0.11"]);
  const read = new X509Certificate(certificate);
  expect([read.subject, read.subjectAltName, read.ca]).toEqual(["CN=oslo-1.example.com", "DNS:oslo-1.example.com, IP Address:10.44.0.11", false]);
  expect([read.checkPrivateKey(createPrivateKey(privateKey)), privateKey === (await authority).serverKey, certificate.includes("\r")]).toEqual([true, true, false]);
  expect(Date.parse(read.validTo) - Date.now()).toBeGreaterThan(300 * DAY_MS);
});

test("a name of any length fits", async () => {
  const long = `${"a".repeat(60)}.${"b".repeat(60)}.example.com`;
  const { certificate } = (await authority).issue([long]);
  expect(new X509Certificate(certificate).subjectAltName).toBe(`DNS:${long}`);
});

test("its own certificate is an authority's, of a name that no other lab has", async () => {
  const [one, other] = [new X509Certificate((await authority).certificate), new X509Certificate((await LabAuthority.create()).certificate)];
  expect([one.ca, one.checkIssued(one), one.verify(one.publicKey)]).toEqual([true, true, true]);
  expect(one.subject).toMatch(/^CN=Lab Authority [0-9a-f]{8}$/);
  expect(one.subject).not.toBe(other.subject);
});

test("the same self-signed certificate is made once", async () => {
  const one = (await authority).selfSigned(["a.example.com"]);
  expect((await authority).selfSigned(["a.example.com"])).toBe(one);
  expect(new X509Certificate(one.certificate).issuer).toBe("CN=a.example.com");
});

describe("what Go says of a certificate", () => {
  const problem = async (names: readonly string[], host: string, { selfSigned = false, days = 0 } = {}) => {
    const lab = await authority;
    const { certificate } = selfSigned ? lab.selfSigned(names) : lab.issue(names);
    return certificateProblem(certificate, host, [new X509Certificate(lab.certificate)], new Date(Date.now() + days * DAY_MS));
  };

  test("nothing, when name, time and authority are right", async () => {
    expect([await problem(["manager.example.com"], "manager.example.com"), await problem(["a", "10.44.0.10"], "10.44.0.10")]).toEqual([undefined, undefined]);
  });

  test("an authority that nobody knows", async () => {
    expect(await problem(["manager.example.com"], "manager.example.com", { selfSigned: true })).toBe("certificate signed by unknown authority");
    const other = (await LabAuthority.create()).issue(["manager.example.com"]).certificate;
    expect(certificateProblem(other, "manager.example.com", [new X509Certificate((await authority).certificate)])).toBe("certificate signed by unknown authority");
    expect(certificateProblem("garbage", "manager.example.com", [])).toBe("certificate signed by unknown authority");
  });

  test("another name, another address", async () => {
    expect(await problem(["a.example.com", "b.example.com"], "manager.example.com")).toBe("certificate is valid for a.example.com, b.example.com, not manager.example.com");
    expect(await problem(["a.example.com"], "10.44.0.10")).toBe("certificate is valid for a.example.com, not 10.44.0.10");
  });

  test("not yet and no longer valid", async () => {
    expect(await problem(["a"], "a", { days: 500 })).toMatch(/^certificate has expired or is not yet valid: current time \S+Z is after \S+Z$/);
    expect(await problem(["a"], "a", { days: -5 })).toMatch(/^certificate has expired or is not yet valid: current time \S+Z is before \S+Z$/);
  });

  test("a certificate that is trusted itself, and a chain through one that was shown", async () => {
    const { certificate } = (await authority).selfSigned(["a"]);
    expect(certificateProblem(certificate, "a", [new X509Certificate(certificate)])).toBeUndefined();
    const chain = `${(await authority).issue(["b"]).certificate}${(await authority).certificate}`;
    expect(certificateProblem(chain, "b", [new X509Certificate((await authority).certificate)])).toBeUndefined();
    expect(certificateProblem(chain, "b", [])).toBe("certificate signed by unknown authority");
  });
});
