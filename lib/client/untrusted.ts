import type { PeerCertificate, TrustProblem } from "./certificate";

/**
 * What to do about a Management Node whose certificate is not trusted.
 *
 * @param then what follows an upload; a command that waits goes on by itself
 */
export function untrustedAdvice({ sha256 }: PeerCertificate, { kind }: TrustProblem, then = "this command goes on by itself"): readonly string[] {
  return [
    `SHA-256 ${sha256}`,
    `either upload a certificate of your authority to the Management Node now (Platform > TLS Certificates): ${then}`,
    "or accept this one for the first apply: insecureTls on the Management Node, --insecure here",
    ...(kind === "unknown issuer" ? ["or trust its authority: on this machine for Terraform's provider, which trusts what the system trusts; with --cacert FILE for this command alone"] : []),
  ];
}
