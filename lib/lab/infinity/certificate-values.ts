import { createHash, createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import type { FieldErrors } from "./collection";
import { made, textOf, type FieldSpec, type JsonValue } from "./fields";
import { apiDate } from "./time";

type Values = Readonly<Record<string, JsonValue>>;

/** What the Management Node reads out of a certificate. Source: ODA, tls_certificate and ca_certificate. */
export const CERTIFICATE_FIELDS: Readonly<Record<string, FieldSpec>> = Object.fromEntries(
  ["start_date", "end_date", "subject_name", "subject_hash", "raw_subject", "issuer_name", "issuer_hash", "raw_issuer", "serial_no", "key_id", "issuer_key_id", "text"].map((field) => [field, made]),
);

/** How hashes and text are made is the lab's own (unverified); names, dates and serial number are the certificate's. */
export function certificateValues(pem: JsonValue): Values {
  const certificate = certificateOf(pem);
  if (certificate === undefined) return {};
  const { subject, issuer } = { subject: oneLine(certificate.subject), issuer: oneLine(certificate.issuer) };
  return {
    start_date: apiDate(Date.parse(certificate.validFrom)),
    end_date: apiDate(Date.parse(certificate.validTo)),
    subject_name: commonName(subject),
    subject_hash: hashOf(subject),
    raw_subject: subject,
    issuer_name: commonName(issuer),
    issuer_hash: hashOf(issuer),
    raw_issuer: issuer,
    serial_no: certificate.serialNumber,
    key_id: null,
    issuer_key_id: null,
    text: `Serial Number: ${certificate.serialNumber}\nIssuer: ${issuer}\nSubject: ${subject}\n`,
  };
}

/** `manager.example.com, 10.44.0.10` */
export function subjectAltNames(pem: JsonValue): string {
  return (certificateOf(pem)?.subjectAltName ?? "").split(", ").map((name) => name.replace(/^(DNS|IP Address):/, "")).join(", ");
}

/** A certificate that cannot be read, a key that cannot be read, a key of another certificate. That Pexip's words are these is unverified. */
export function judgeTlsCertificate(values: Values): FieldErrors {
  const certificate = certificateOf(values.certificate);
  if (certificate === undefined) return { certificate: ["Enter a valid PEM formatted certificate."] };
  const key = privateKeyOf(textOf(values.private_key), textOf(values.private_key_passphrase));
  if (key === undefined) return { private_key: ["Enter a valid PEM formatted private key, and its passphrase if it has one."] };
  return certificate.checkPrivateKey(key) ? {} : { private_key: ["The private key does not match the certificate."] };
}

export const judgeCaCertificate = (values: Values): FieldErrors => (certificateOf(values.certificate) === undefined ? { certificate: ["Enter a valid PEM formatted certificate."] } : {});

/** The first certificate of a text. */
function certificateOf(pem: JsonValue): X509Certificate | undefined {
  return parsed(() => new X509Certificate(textOf(pem)));
}

function privateKeyOf(key: string, passphrase: string): KeyObject | undefined {
  return parsed(() => createPrivateKey({ key, ...(passphrase === "" ? {} : { passphrase }) }));
}

/** Node's parsers have no other answer to bad text than an error. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

const oneLine = (distinguishedName: string): string => distinguishedName.split("\n").join(", ");

/** The organization where there is no common name. */
const commonName = (subject: string): string => (/(?:^|, )CN=([^,]*)/.exec(subject) ?? /(?:^|, )O=([^,]*)/.exec(subject))?.[1] ?? "";

const hashOf = (subject: string): string => createHash("sha1").update(subject).digest("hex").slice(0, 8);
