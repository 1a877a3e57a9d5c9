import { generateKeyPairSync } from "node:crypto";
import { md, pki } from "node-forge";

interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

const pair = (): KeyPair => generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });

const keys = pair();
const otherKeys = pair();

/** Public key of every certificate of `certificate`. */
export const publicKey = keys.publicKey;
/** Of none of them. */
export const otherPublicKey = otherKeys.publicKey;
/** Made for this run of the tests. */
export const privateKey = keys.privateKey;

/** A certificate in PEM form, for these DNS names. Its dates are fixed: no rule looks at the calendar. */
export function certificate(names: readonly string[], { commonName = names[0] ?? "nameless", issuer = "Intermediate" }: { readonly commonName?: string; readonly issuer?: string } = {}): string {
  const made = pki.createCertificate();
  made.publicKey = pki.publicKeyFromPem(keys.publicKey);
  made.serialNumber = "01";
  made.validity.notBefore = new Date("2026-01-01T00:00:00Z");
  made.validity.notAfter = new Date("2036-01-01T00:00:00Z");
  made.setSubject([{ name: "commonName", value: commonName }]);
  made.setIssuer([{ name: "commonName", value: issuer }]);
  if (names.length > 0) made.setExtensions([{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }]);
  made.sign(pki.privateKeyFromPem(keys.privateKey), md.sha256.create());
  return pki.certificateToPem(made).replace(/\r\n/g, "\n");
}

/** The authority above `certificate`, itself below a root. */
export const intermediate = certificate([], { commonName: "Intermediate", issuer: "Root" });
