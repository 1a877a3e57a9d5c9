import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import type { World } from "./world";

// Go's crypto/x509 looks in these, in this order (root_linux.go)
const LINUX_BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"];

/** The certificates of a PEM file, or what is wrong with it. */
export function readRoots(path: string): readonly string[] | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`;
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return "holds no certificate in PEM form";
  try {
    blocks.forEach((block) => new X509Certificate(block));
  } catch {
    // OpenSSL's words name a place in its own source
    return "holds a certificate that cannot be read";
  }
  return blocks;
}

/** What the system trusts, as Terraform's provider for Pexip sees it; undefined (Node's own list) where it cannot be told. */
export function systemRoots({ env }: World): readonly string[] | undefined {
  if (process.platform === "linux") {
    for (const path of [env.SSL_CERT_FILE, ...LINUX_BUNDLES]) {
      const roots = path === undefined || path === "" ? "" : bundle(path);
      if (roots !== "") return [roots];
    }
  }
  // since Node 22.15
  const { getCACertificates } = tls as { readonly getCACertificates?: (type: "system") => readonly string[] };
  const roots = getCACertificates?.("system") ?? [];
  return roots.length === 0 ? undefined : roots;
}

function bundle(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // each system has but one or two of them
    return "";
  }
}
