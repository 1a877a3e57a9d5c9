import { generateKeyPairSync } from "node:crypto";
import { md, pki } from "node-forge";
import type { Identity } from "./https-servers";

const DAY_MS = 86_400_000;

/** An authority of its own, which makes certificates for any names: nothing of it is ever written to disk. */
export class NamedIdentities {
  /** PEM of the authority that clients may trust. */
  public readonly authority: string;
  private readonly key: string;
  private readonly signing: ReturnType<typeof pki.privateKeyFromPem>;
  private readonly publicKey: pki.PublicKey;
  private serial = 0;

  constructor(private readonly name = "Test Authority") {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
    this.key = privateKey;
    this.signing = pki.privateKeyFromPem(privateKey);
    this.publicKey = pki.publicKeyFromPem(publicKey);
    this.authority = this.made(name, [], { issuer: name, days: [-1, 365], ca: true });
  }

  /** @param days from now: when it begins and ends */
  public of(names: readonly string[], { issuer = this.name, days = [-1, 90] }: { readonly issuer?: string; readonly days?: readonly number[] } = {}): Identity {
    return { cert: this.made(names[0], names, { issuer, days, ca: false }), key: this.key };
  }

  private made(commonName: string, names: readonly string[], { issuer, days, ca }: { readonly issuer: string; readonly days: readonly number[]; readonly ca: boolean }): string {
    const made = pki.createCertificate();
    made.publicKey = this.publicKey;
    made.serialNumber = `0${(this.serial += 1)}`;
    [made.validity.notBefore, made.validity.notAfter] = days.map((day) => new Date(Date.now() + day * DAY_MS));
    made.setSubject([{ name: "commonName", value: commonName }]);
    made.setIssuer([{ name: "commonName", value: issuer }]);
    made.setExtensions([{ name: "basicConstraints", cA: ca, critical: true }, ...(names.length === 0 ? [] : [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }])]);
    made.sign(this.signing, md.sha256.create());
    return pki.certificateToPem(made);
  }
}
