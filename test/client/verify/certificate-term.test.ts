import { declaredCertificate, servedCertificate } from "../../../lib/client/verify/certificate-term";
import { lines } from "../../support/probe-context";

const END = "2027-03-31T00:00:00Z";
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const served = (day: string) => lines([servedCertificate("TLS 443", { validTo: END, issuer: "Test" }, at(day))])[0];
const declared = (day: string) => lines(declaredCertificate({ subject: "CN=a", notBefore: "2026-01-01T00:00:00Z", notAfter: END }, at(day)))[0];

test("is content with a certificate that lasts", () => {
  expect([served("2027-01-01"), declared("2027-01-01")]).toEqual(["ok TLS 443: is trusted, from Test, valid until 2027-03-31", "ok certificate: CN=a, valid until 2027-03-31"]);
});

test("fails for one that ends soon, of which a preflight only warns", () => {
  expect([served("2027-03-20"), declared("2027-03-20")]).toEqual(["failed TLS 443: is trusted, from Test, valid until 2027-03-31: 11 days left", "failed certificate: CN=a, valid until 2027-03-31: 11 days left"]);
});

test("fails for one that has expired, or is not valid yet", () => {
  expect([declared("2027-04-02"), declared("2025-12-31")]).toEqual(["failed certificate: CN=a expired on 2027-03-31", "failed certificate: CN=a is not valid before 2026-01-01"]);
});
