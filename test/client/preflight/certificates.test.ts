import { certificateFinding, probeCertificate } from "../../../lib/client/preflight/certificates";
import { lines } from "../../support/probe-context";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const facts = (notAfter: string, notBefore = "2025-01-01T00:00:00.000Z") => ({ subject: "CN=oslo-1.example.com", notBefore, notAfter });

test.each<[string, Parameters<typeof probeCertificate>[0], string]>([
  ["valid for long", facts("2027-06-01T00:00:00.000Z"), "ok certificate: CN=oslo-1.example.com, valid until 2027-06-01"],
  ["expiring within 30 days", facts("2026-06-20T00:00:00.000Z"), "warning certificate: CN=oslo-1.example.com, valid until 2026-06-20: 18 days left"],
  ["expiring tomorrow", facts("2026-06-02T13:00:00.000Z"), "warning certificate: CN=oslo-1.example.com, valid until 2026-06-02: 1 day left"],
  ["expiring today", facts("2026-06-01T13:00:00.000Z"), "warning certificate: CN=oslo-1.example.com, valid until 2026-06-01: less than a day left"],
  ["expired", facts("2026-06-01T11:00:00.000Z"), "failed certificate: CN=oslo-1.example.com expired on 2026-06-01"],
  ["not valid yet", facts("2027-06-01T00:00:00.000Z", "2026-06-02T00:00:00.000Z"), "failed certificate: CN=oslo-1.example.com is not valid before 2026-06-02"],
])("judges a certificate of the deployment that is %s", (_, given, text) => {
  expect(lines(probeCertificate(given, NOW))).toEqual([text]);
});

test("judges the certificate of a server by the same measure, in the words of TLS", () => {
  const shown = (validTo: string) => lines([certificateFinding("WinRM certificate", { validTo, issuer: "Example CA" }, NOW)])[0];
  expect(shown("Jun  1 00:00:00 2027 GMT")).toBe("ok WinRM certificate: is trusted, from Example CA, valid until 2027-06-01");
  expect(shown("Jun  9 00:00:00 2026 GMT")).toBe("warning WinRM certificate: is trusted, from Example CA, valid until 2026-06-09: 7 days left");
});
