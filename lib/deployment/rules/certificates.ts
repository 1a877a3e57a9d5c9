import { type CertificateFacts, covers } from "../pem";
import type { DeploymentView, PlatformView } from "../model";
import { type ServiceRecord, valuesOf } from "../service";
import { factsOf } from "../services/tls-certificate";
import { managementNodeSettings } from "../services/management-node-settings";
import type { Rule } from "./rule";

/** What is known of the certificate that something names. */
function certificateAt(view: DeploymentView, path: string | readonly string[] | undefined): CertificateFacts | undefined {
  return typeof path === "string" ? factsOf(view.service(path)) : undefined;
}

/** The names that SIP compares with: the common name counts where there is no subjectAltName. Source: RFC 5922 section 7.1. */
const sipNames = ({ names, commonName }: CertificateFacts): readonly string[] => (names.length > 0 || commonName === undefined ? names : [commonName]);

/** Some of a certificate's names, for a message. */
function shownNames(names: readonly string[]): string {
  if (names.length === 0) return "no DNS name at all";
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

const sipTlsFqdnCovered: Rule = {
  id: "PXH140",
  severity: "error",
  title: "A node's SIP TLS FQDN is in its certificate.",
  why: "Whoever calls over TLS compares the two, and hangs up.",
  source: "guide page 13 (the node's certificate must hold it); RFC 5922 section 7.1; RFC 6125 section 6.4.3",
  *check(view) {
    for (const { path, sipTlsFqdn, tlsCertificate } of view.nodes) {
      const facts = certificateAt(view, tlsCertificate);
      if (facts === undefined || sipTlsFqdn === undefined || covers(sipNames(facts), sipTlsFqdn)) continue;
      yield { path, key: "sipTlsFqdn", message: `sipTlsFqdn ${sipTlsFqdn} is not in the certificate ${tlsCertificate!}, which holds ${shownNames(sipNames(facts))}; have it issued for that name too (a wildcard stands for one label)` };
    }
  },
};

const fqdnCovered: Rule = {
  id: "PXH141",
  severity: "warning",
  title: "A node's FQDN is in its certificate.",
  why: "Web apps that reach the node by that name warn their users.",
  source: 'docs.pexip.com, "Certificate management"; RFC 6125 section 6.4.3',
  *check(view) {
    for (const { path, fqdn, sipTlsFqdn, tlsCertificate } of view.nodes) {
      const facts = certificateAt(view, tlsCertificate);
      // the same name is PXH140
      if (facts === undefined || sipTlsFqdn?.toLowerCase() === fqdn.toLowerCase() || covers(facts.names, fqdn)) continue;
      yield { path, key: "tlsCertificate", message: `the certificate ${tlsCertificate!} does not hold the node's FQDN ${fqdn}; have it issued for that name too, if anything reaches the node by it` };
    }
  },
};

const managerCovered: Rule = {
  id: "PXH142",
  severity: "error",
  title: "The Management Node's names are in its certificate.",
  why: "Browsers and Terraform reach it by its FQDN, and refuse another one's certificate.",
  source: "pexip/infinity 40.0.0, management_vm (alternative_fqdn must match the certificate); RFC 6125 section 6.4.3",
  *check(view) {
    for (const record of view.servicesOf("managementNodeSettings")) {
      const facts = certificateAt(view, record.references.tlsCertificate);
      if (facts === undefined) continue;
      const { fqdn } = view.managementNode(record.managementNode);
      const { alternativeFqdn } = valuesOf(managementNodeSettings, record);
      const certificate = String(record.references.tlsCertificate);
      if (!covers(facts.names, fqdn)) yield { path: record.path, key: "tlsCertificate", message: `the certificate ${certificate} does not hold the Management Node's FQDN ${fqdn}, but ${shownNames(facts.names)}; have it issued for that name too` };
      if (alternativeFqdn !== undefined && !covers(facts.names, alternativeFqdn)) yield { path: record.path, key: "alternativeFqdn", message: `alternativeFqdn ${alternativeFqdn} is not in the certificate ${certificate}; give a name that it holds, or leave it out` };
    }
  },
};

const keyMatches: Rule = {
  id: "PXH143",
  severity: "error",
  title: "A certificate belongs to its key.",
  why: "The Management Node refuses another one's key, in the middle of an apply.",
  source: "RFC 5280 section 4.1.2.7",
  *check(view) {
    for (const record of view.servicesOf("tlsCertificate")) {
      const facts = factsOf(record);
      if (facts === undefined || record.values.publicKey === undefined || record.values.publicKey === facts.publicKey) continue;
      yield { path: record.path, key: "publicKey", message: `publicKey is not that of the certificate ${facts.subject}; give the pair that belongs together` };
    }
  },
};

/** What is wrong with the text of a certificate. */
function* inText(facts: CertificateFacts, authorities: ReadonlySet<string>): Iterable<string> {
  if (facts.carriageReturns) yield "certificate has Windows line ends (CRLF), and the provider compares it byte for byte with what the API returns; write it with LF";
  if (facts.brokenAfter !== undefined) yield `certificate ${facts.brokenAfter} of the text was not issued by the one after it; put the own certificate first, and each issuer after it`;
  else if (facts.chain.length === 0 && !facts.selfSigned && !authorities.has(facts.issuer)) yield `its issuer ${facts.issuer} is neither in the text nor a CaCertificate; append the intermediate certificate, or make a CaCertificate of it`;
}

const chains: Rule = {
  id: "PXH144",
  severity: "warning",
  title: "A certificate's text is its own certificate, then its issuers in their order, in lines that end with LF.",
  why: "Clients that do not know an intermediate authority do not trust the node.",
  source: "guide page 11 (upload intermediates); RFC 8446 section 4.4.2; pexip/infinity 40.0.0, tls_certificate",
  *check(view) {
    for (const { services } of view.platforms) {
      const authorities = new Set(services.filter(({ service }) => service === "caCertificate").flatMap((record) => factsOf(record)?.subject ?? []));
      for (const record of services) {
        if (record.service !== "tlsCertificate" && record.service !== "caCertificate") continue;
        const facts = factsOf(record);
        if (facts === undefined) continue;
        for (const message of record.service === "tlsCertificate" ? inText(facts, authorities) : inText(facts, new Set([facts.issuer]))) yield { path: record.path, key: "certificate", message };
      }
    }
  },
};

const wildcards: Rule = {
  id: "PXH145",
  severity: "warning",
  title: "A certificate holds names, and no wildcard.",
  why: "Skype for Business and some SIP systems refuse wildcards, and its key opens every name of the domain.",
  source: 'docs.pexip.com, "Certificates for Skype for Business" (wildcards are not supported); RFC 5922 section 7.2',
  *check(view) {
    for (const record of view.servicesOf("tlsCertificate")) {
      const wildcard = factsOf(record)?.names.find((name) => name.startsWith("*"));
      if (wildcard !== undefined) yield { path: record.path, key: "certificate", message: `certificate holds the wildcard ${wildcard}, which not every peer takes; have it issued for the names of the nodes` };
    }
  },
};

/** Does this platform care for certificates? */
const isAware = ({ managementNode, services }: PlatformView): boolean => managementNode.api !== undefined || services.some(({ service }) => service === "tlsCertificate");

const selfSigned: Rule = {
  id: "PXH146",
  severity: "warning",
  title: "Nothing keeps the self-signed certificate that it made itself.",
  why: "Browsers warn of it, and mobile apps and most SIP peers refuse it.",
  source: "guide page 11; docs.pexip.com, certificate_management (trusted certificates are mandatory for the mobile apps)",
  *check(view) {
    for (const platform of view.platforms) {
      if (!isAware(platform)) continue;
      const { managementNode, nodes, services } = platform;
      const settings: ServiceRecord | undefined = services.find(({ service }) => service === "managementNodeSettings");
      // in api mode Terraform verifies what the Management Node shows, so it is a trusted one
      const unknown = settings === undefined && (managementNode.origin === "imported" || managementNode.api?.insecureTls === false);
      if (!unknown && settings?.references.tlsCertificate === undefined) {
        yield { path: (settings ?? managementNode).path, message: settings === undefined ? "the Management Node keeps its self-signed certificate; make ManagementNodeSettings with a TlsCertificate" : "tlsCertificate is self_signed; give a TlsCertificate of an authority that its users trust" };
      }
      for (const { path, tlsCertificate } of nodes) if (tlsCertificate === undefined) yield { path, key: "tlsCertificate", message: "tlsCertificate is not given, so the node keeps its self-signed certificate; give a TlsCertificate" };
    }
  },
};

export const certificateRules: readonly Rule[] = [sipTlsFqdnCovered, fqdnCovered, managerCovered, keyMatches, chains, wildcards, selfSigned];
