import { checkServerIdentity, type PeerCertificate as TlsCertificate, type TLSSocket } from "node:tls";
import { foreign } from "./outside-error";

/** What a server showed of itself. */
export interface PeerCertificate {
  /** SHA-256 of the certificate, as `3A:05:...`. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** Names and addresses it is for. */
  readonly names: readonly string[];
  readonly validTo: string;
}

export type TrustProblemKind = "self-signed" | "unknown issuer" | "wrong host name" | "expired" | "not yet valid" | "not the pinned one" | "other";

/** Why a certificate is not trusted. */
export interface TrustProblem {
  readonly kind: TrustProblemKind;
  /** Completes "its certificate ...". */
  readonly text: string;
}

const KINDS: Readonly<Record<string, TrustProblemKind>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "unknown issuer",
  UNABLE_TO_GET_ISSUER_CERT: "unknown issuer",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown issuer",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown issuer",
  CERT_UNTRUSTED: "unknown issuer",
  ERR_TLS_CERT_ALTNAME_INVALID: "wrong host name",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not yet valid",
};

export function peerCertificate(socket: TLSSocket): PeerCertificate | undefined {
  const certificate = socket.getPeerCertificate() as Partial<TlsCertificate>;
  if (certificate.fingerprint256 === undefined) return undefined;
  const { subjectaltname = "" } = certificate;
  return {
    sha256: certificate.fingerprint256,
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: subjectaltname.split(", ").filter((name) => name !== "").map((name) => foreign(name.replace(/^(DNS|IP Address):/, ""))),
    validTo: foreign(certificate.valid_to ?? ""),
  };
}

/** Is this certificate for this host? One without subjectAltName is for none: Terraform's provider for Pexip looks at nothing else (Go, crypto/x509). */
export function identityProblem(host: string, certificate: TlsCertificate): Error | undefined {
  const error = checkServerIdentity(host, certificate);
  if (error !== undefined || certificate.subjectaltname !== undefined) return error;
  return Object.assign(new Error("no subjectAltName"), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
}

/** What keeps this certificate from being trusted, after TLS has said why in a code of its own. */
export function trustProblem(code: string, host: string, certificate: PeerCertificate): TrustProblem {
  const kind = KINDS[code] ?? "other";
  const texts: Readonly<Record<TrustProblemKind, string>> = {
    "self-signed": "is self-signed",
    "unknown issuer": `comes from ${certificate.issuer}, which this machine does not trust`,
    "wrong host name": certificate.names.length === 0 ? `is for ${certificate.subject} without any alternative name, so for no host` : `is for ${foreign(certificate.names.join(", "))}, not for ${host}`,
    expired: `expired on ${certificate.validTo}`,
    "not yet valid": "is not valid yet; compare the clocks",
    "not the pinned one": "is not the one of --fingerprint",
    other: `is not trusted (${foreign(code)})`,
  };
  return { kind, text: texts[kind] };
}

export const NOT_PINNED: TrustProblem = { kind: "not the pinned one", text: "is not the one of --fingerprint" };

/** The 64 hex digits of a SHA-256 fingerprint in any usual notation, in capitals; undefined when it is none. */
export function normalizeSha256(text: string): string | undefined {
  const digits = text.replace(/^sha-?256[:=/ ]/i, "").replace(/[\s:]/g, "").toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits : undefined;
}

function distinguishedName(name: TlsCertificate["subject"] | undefined): string {
  const parts = [name?.CN, name?.O].flat().filter((part) => part !== undefined);
  return parts.length === 0 ? "nobody by name" : foreign(parts.join(", "));
}
