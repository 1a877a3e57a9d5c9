import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answering, V1, withEntry } from "./a-manager";
import { certificate, privateKey } from "../../support/certificates";

test("a Management Node shows its own certificate until it is given another, and that one from then on", () => {
  const bench = answering();
  const own = bench.manager.servedCertificate!;
  const pem = certificate(["manager.example.com"]);
  const assigned = bench.make("tls_certificate", { certificate: pem, private_key: privateKey });
  expect(bench.manager.servedCertificate).toEqual(own);
  bench.ask("PATCH", "management_vm/1/", { tls_certificate: assigned });
  expect(bench.manager.servedCertificate).toEqual({ certificate: pem, privateKey });
  const renewed = certificate(["manager.example.com", "mgr.example.com"]);
  bench.ask("PATCH", assigned, { certificate: renewed, private_key: privateKey });
  expect(bench.manager.servedCertificate?.certificate).toBe(renewed);
  bench.ask("PATCH", "management_vm/1/", { tls_certificate: null });
  expect(bench.manager.servedCertificate).toEqual(own);
});

test("the default certificate can go once the Management Node has another", () => {
  const bench = answering();
  expect(bench.ask("DELETE", "tls_certificate/1/").status).toBe(400);
  bench.ask("PATCH", "management_vm/1/", { tls_certificate: bench.make("tls_certificate", { certificate: certificate(["m.example.com"]), private_key: privateKey }) });
  expect(bench.ask("DELETE", "tls_certificate/1/").status).toBe(204);
});

test("a certificate names the nodes that show it", () => {
  const bench = answering();
  const pem = bench.make("tls_certificate", { certificate: certificate(["*.example.com"]), private_key: privateKey });
  withEntry(bench, { tls_certificate: pem });
  bench.ask("PATCH", "management_vm/1/", { tls_certificate: pem });
  expect(bench.read(pem).nodes).toEqual(["manager.example.com", "oslo-1.example.com"]);
  expect(bench.ask("PUT", `${V1}/worker_vm/1/`, { tls_certificate: null }).status).toBe(204);
  expect(bench.read(pem).nodes).toEqual(["manager.example.com"]);
});

test("a certificate goes by its common name, wherever in its subject that is", () => {
  const bench = answering();
  const pem = readFileSync(join(__dirname, "../../../examples/full-platform/certificates/issuing-ca.pem"), "utf8");
  expect(bench.read(bench.make("ca_certificate", { certificate: pem }))).toMatchObject({ subject_name: "Example Issuing CA", issuer_name: "Example Root CA", raw_subject: "O=Example, CN=Example Issuing CA" });
});

test("a key with a passphrase is taken with the right one only", () => {
  const bench = answering();

  const locked = createPrivateKey(privateKey).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "opens" }) as string;
  const body = { certificate: certificate(["m.example.com"]), private_key: locked };
  expect(bench.ask("POST", "tls_certificate/", { ...body, private_key_passphrase: "wrong" }).status).toBe(400);
  const uri = bench.make("tls_certificate", { ...body, private_key_passphrase: "opens" });
  bench.ask("PATCH", "management_vm/1/", { tls_certificate: uri });
  expect(bench.manager.servedCertificate?.passphrase).toBe("opens");
});
