import { deferrable, opt } from "../../validation/fields";
import { type CertificateFacts, certificateChain, certificateFacts, keylessLines, publicKeyFingerprint, publicKeyPem } from "../pem";
import { secret, type Secret } from "../secret";
import { type ServiceRecord, serviceOf } from "../service";

/**
 * A certificate of Conferencing Nodes or of the Management Node (guide page 11, Platform > TLS Certificates). It must hold the SIP TLS FQDN of each node
 * that uses it, or a wildcard that stands for it (page 13).
 */
export interface TlsCertificateFields {
  /**
   * The certificate in PEM form, or a chain with the own certificate first and each issuer after it, at most 65,536 characters. It is public, and may be in
   * the program: `readFileSync("oslo.pem", "utf8")`. Lines end with LF: the provider compares the text byte for byte with what the API returns.
   */
  readonly certificate: string;
  /** The private key in PEM form, at most 12,288 characters. */
  readonly privateKey: Secret;
  /** At most 100 characters. @default - the key is not encrypted */
  readonly privateKeyPassphrase?: Secret;
  /**
   * The public half of the key, in PEM form (`openssl pkey -in key.pem -pubout`): it is public too, and tells whether certificate and key
   * belong together before anything is sent. @default - not compared
   */
  readonly publicKey?: string;
  /** Additional parameters in PEM form (Diffie-Hellman, elliptic curve), at most 1000 characters. @default - none */
  readonly parameters?: string;
}

/** Source of ranges: pexip/infinity 40.0.0, tls_certificate. What the Secrets hold is not judged. */
export const tlsCertificate = serviceOf<TlsCertificateFields, "certificate">()({
  service: "tlsCertificate",
  title: "TLS certificate",
  menu: "Platform > TLS Certificates",
  page: 11,
  fields: {
    certificate: deferrable(certificateChain()),
    privateKey: secret(),
    privateKeyPassphrase: opt(secret()),
    publicKey: opt(publicKeyPem()),
    parameters: opt(keylessLines()),
  },
  limits: { parameters: { longest: 1000 } },
  recorded: { certificate: certificateFacts, publicKey: publicKeyFingerprint },
  references: {},
});

/** What a record knows of its certificate; undefined for one that exists already, or that Terraform alone knows. */
export function factsOf(record: ServiceRecord): CertificateFacts | undefined {
  const facts = record.values.certificate as Partial<CertificateFacts> | undefined;
  return facts?.subject === undefined ? undefined : (facts as CertificateFacts);
}
