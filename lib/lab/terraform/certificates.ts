import { X509Certificate } from "node:crypto";
import { isObject, type JsonObject } from "../../validation/json";
import type { LabAuthority } from "../authority";

interface Keys {
  readonly authority: LabAuthority;
  /** Terraform variables of keys that were made up. */
  readonly privateKeys: readonly string[];
  /** What was issued before, which stays what it is; takes what is issued now. @default - nothing */
  readonly issued?: Map<string, string>;
}

/**
 * For each certificate whose key is made up, one of the lab's authority for the same names: a server cannot use a certificate without its key.
 *
 * @returns the new text by the old one
 */
export function exchangedCertificates(configurations: readonly JsonObject[], { authority, privateKeys, issued = new Map() }: Keys): ReadonlyMap<string, string> {
  const madeUp = new Set(privateKeys.map((name) => `\${var.${name}}`));
  for (const { certificate, private_key: key } of configurations.flatMap(certificateResources)) {
    if (typeof certificate !== "string" || typeof key !== "string" || !madeUp.has(key) || issued.has(certificate)) continue;
    const names = namesIn(certificate);
    if (names.length > 0) issued.set(certificate, authority.issue(names).certificate);
  }
  return issued;
}

/** The same value with other texts wherever these stand whole. */
export function withText<T>(value: T, texts: ReadonlyMap<string, string>): T;
export function withText(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return texts.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one: unknown) => withText(one, texts));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withText(one, texts)])) : value;
}

function certificateResources({ resource }: JsonObject): readonly JsonObject[] {
  const all = isObject(resource) ? resource.pexip_infinity_tls_certificate : undefined;
  return isObject(all) ? Object.values(all).filter(isObject) : [];
}

/** Those that clients look at, first the one that its subject has. */
function namesIn(pem: string): readonly string[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return [];
  }
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  const alternatives = (certificate.subjectAltName ?? "").split(", ").flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? []);
  return [...new Set([...(common !== undefined && (alternatives.length === 0 || alternatives.includes(common)) ? [common] : []), ...alternatives])];
}
