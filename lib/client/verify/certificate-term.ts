import type { PeerCertificate } from "../certificate";
import { certificateFinding, probeCertificate } from "../preflight/certificates";
import type { Finding } from "../preflight/finding";

/** A certificate that a server showed, and that is trusted: its end must not be near. */
export function servedCertificate(what: string, certificate: Pick<PeerCertificate, "validTo" | "issuer">, now: number): Finding {
  return expiringFails(certificateFinding(what, certificate, now));
}

/** A certificate of the deployment. */
export function declaredCertificate(certificate: Parameters<typeof probeCertificate>[0], now: number): readonly Finding[] {
  return probeCertificate(certificate, now).map(expiringFails);
}

/** Before anything is built it is worth a warning; on a platform in use it ends calls on a known day. */
function expiringFails(finding: Finding): Finding {
  return finding.state === "warning" ? { ...finding, state: "failed" } : finding;
}
