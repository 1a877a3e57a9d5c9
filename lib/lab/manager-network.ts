import { X509Certificate } from "node:crypto";
import { isAddress } from "../validation/network";
import type { Guests } from "./guests";
import type { ApiResponse } from "./infinity/api-response";
import type { SimulatedManagementNode } from "./infinity/management-node";
import type { ManagementApi, ManagerNetwork, Unreachable } from "./providers/infinity/management-api";

export interface ManagerNetworkOptions {
  readonly guests: Guests;
  /** Address of a name; undefined when DNS has none. */
  readonly addressOf: (name: string) => string | undefined;
  /** Authorities that Terraform's machine trusts, in PEM form. */
  readonly roots: readonly string[];
  /** After each request. */
  readonly changed: () => void;
}

const HTTPS = "443";

/** What the embedded provider meets on its way to a Management Node, in the words of Go's net and crypto/x509. */
export function managerNetwork({ guests, addressOf, roots, changed }: ManagerNetworkOptions): ManagerNetwork {
  const trusted = roots.flatMap(certificatesIn);
  return {
    reach({ hostname, port }, insecure): ManagementApi | Unreachable {
      const address = isAddress(hostname) ? hostname : addressOf(hostname);
      if (address === undefined) return { unreachable: `dial tcp: lookup ${hostname}: no such host` };
      const manager = port === "" || port === HTTPS ? guests.managerAt(address) : undefined;
      if (manager === undefined) return { unreachable: `dial tcp ${address}:${port === "" ? HTTPS : port}: connect: connection refused` };
      const problem = insecure ? undefined : certificateProblem(manager.servedCertificate?.certificate ?? "", hostname, trusted);
      return problem === undefined ? apiOf(manager, changed) : { unreachable: `tls: failed to verify certificate: x509: ${problem}` };
    },
  };
}

function apiOf(manager: SimulatedManagementNode, changed: () => void): ManagementApi {
  return {
    request(method, path, body, login): ApiResponse {
      try {
        return manager.request(method, path, body, login);
      } finally {
        changed();
      }
    },
  };
}

/** What a Go program says of the certificates that a server shows; undefined when it believes them. Order of the checks: crypto/x509, Certificate.Verify. */
export function certificateProblem(pem: string, host: string, roots: readonly X509Certificate[], now = new Date()): string | undefined {
  const [leaf, ...others] = certificatesIn(pem);
  if (leaf === undefined) return "certificate signed by unknown authority";
  const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
  const [from, until] = [new Date(leaf.validFrom), new Date(leaf.validTo)];
  if (now < from) return `certificate has expired or is not yet valid: current time ${time(now)} is before ${time(from)}`;
  if (now > until) return `certificate has expired or is not yet valid: current time ${time(now)} is after ${time(until)}`;
  if ((isAddress(host) ? leaf.checkIP(host) : leaf.checkHost(host, { subject: "never" })) === undefined) {
    const names = (leaf.subjectAltName ?? "").split(", ").map((name) => name.replace(/^(DNS|IP Address):/, "")).join(", ");
    return names === "" ? "certificate relies on legacy Common Name field, use SANs instead" : `certificate is valid for ${names}, not ${host}`;
  }
  return leadsTo(leaf, others, roots) ? undefined : "certificate signed by unknown authority";
}

function certificatesIn(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((block) => new X509Certificate(block));
}

/** Each step takes one of the certificates that were shown, so that it ends. */
function leadsTo(certificate: X509Certificate, others: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  const issuedBy = (issuer: X509Certificate): boolean => issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  if (roots.some((root) => root.raw.equals(certificate.raw) || issuedBy(root))) return true;
  return others.some((other) => issuedBy(other) && leadsTo(other, others.filter((one) => one !== other), roots));
}
