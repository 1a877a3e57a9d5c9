import type { CertificateFacts } from "../../../deployment/pem";
import type { CaCertificateFields } from "../../../deployment/services/ca-certificate";
import type { ServiceRecord } from "../../../deployment/service";
import type { TlsCertificateFields } from "../../../deployment/services/tls-certificate";
import type { ManualEntry } from "../../manual-entry";
import { secret } from "./form";
import { formOf, knownValue } from "./service-form";

/** Certificates: the model knows no more of them than what they say. */
export const certificateForms = {
  caCertificate: formOf<CaCertificateFields>()({
    collection: "ca_certificate",
    by: ["certificate"],
    words: { certificate: null, trustedIntermediate: "trusted_intermediate" },
    more: issued,
  }),
  tlsCertificate: formOf<TlsCertificateFields>()({
    collection: "tls_certificate",
    by: ["certificate"],
    words: { certificate: null, privateKey: null, privateKeyPassphrase: secret("private_key_passphrase"), publicKey: null, parameters: "parameters" },
    more: issued,
  }),
};

function issued(record: ServiceRecord): Pick<ManualEntry, "certificateFor"> | Pick<ManualEntry, "unknown"> {
  const facts = knownValue<CertificateFacts>(record, "certificate");
  return facts === undefined ? { unknown: ["certificate"] } : { certificateFor: namesOf(facts, record) };
}

/** Those that clients look at, first the one that the subject has; addresses are not in the model. */
function namesOf({ names, commonName, subject }: CertificateFacts, record: ServiceRecord): readonly string[] {
  if (names.length === 0) return [/(?:^|, )CN=([^,]+)/.exec(subject)?.[1] ?? record.name];
  return [...new Set([...(commonName !== undefined && names.includes(commonName) ? [commonName] : []), ...names])];
}
