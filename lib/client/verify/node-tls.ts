import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { untrustedFinding } from "../preflight/certificates";
import { failed, skipped, type Finding, some, warning } from "../preflight/finding";
import { namesOf } from "../preflight/names";
import { servedCertificate } from "./certificate-term";
import type { VerifyContext } from "./context";
import { mayBeOff } from "./node-judgement";
import { nodeTarget } from "./servers";
import { shakeHands } from "./tls-handshake";

/** Where clients speak TLS with a node: the web and the client API, SIP (docs.pexip.com, "Port usage"). */
export const TLS_PORTS = [443, 5061] as const;
export type TlsPort = (typeof TLS_PORTS)[number];

/**
 * Does the node answer with a trusted certificate for the right name? On 5061 that is its SIP TLS FQDN (v21 guide, page 13); on 443 the name that the
 * SRV record of `_pexapp` leads to, its FQDN.
 */
export async function probeNodeTls(node: ConferencingNodeRecord, port: TlsPort, context: VerifyContext): Promise<readonly Finding[]> {
  const what = `TLS ${port}`;
  const names = namesOf(node);
  const wanted = port === 5061 ? (node.sipTlsFqdn ?? node.fqdn) : node.fqdn;
  const shown = await shakeHands({ name: wanted, target: nodeTarget(node, port, context), names, trust: context.trust, timeoutMs: context.leftMs(), signal: context.signal });
  if (shown.is === "none") {
    const evidence = `${wanted}: ${shown.text}`;
    if (mayBeOff(node)) return [skipped(what, `${evidence}: it is for peak times, and may be off`)];
    if (!shown.isReached) return [failed(what, evidence, "is the node on and SYNCED, and does a firewall let this machine through?")];
    return [failed(what, evidence, port === 5061 ? "is SIP on? A node that verifies SIP TLS certificates may refuse this machine, which shows none" : "is the node still starting, and does something stand before it?")];
  }
  const { certificate, problem, uncovered } = shown;
  if (problem !== undefined) return [untrustedFinding(what, { certificate, problem }, "or give the node another one (Platform > TLS Certificates)")];
  if (!uncovered.includes(wanted)) return [named(servedCertificate(what, certificate, context.now()), wanted)];
  const evidence = `its certificate is for ${certificate.names.length === 0 ? "no name at all" : some(certificate.names)}, not for ${wanted}`;
  const advice = `give the node a certificate that holds ${some(names)} too`;
  // calls by SIP work, and so does the web under the other name
  return [port === 443 && uncovered.length < names.length ? warning(what, evidence, `${advice}: clients that follow the SRV records arrive at ${wanted}`) : failed(what, evidence, advice)];
}

function named(finding: Finding, name: string): Finding {
  return { ...finding, evidence: `${name} ${finding.evidence}` };
}
