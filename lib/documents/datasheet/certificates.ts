import type { PlatformView } from "../../deployment/model";
import type { ServiceRecord } from "../../deployment/service";
import { factsOf } from "../../deployment/services/tls-certificate";

/** Names of what has no certificate of its own yet, or a self-signed one: the Management Node's, then those that nodes are called by. */
export function uncertified({ managementNode, nodes, services }: PlatformView): readonly string[] {
  const byPath = new Map(services.map((service) => [service.path, service]));
  const isOwn = (path: unknown): boolean => {
    const certificate = typeof path === "string" ? byPath.get(path) : undefined;
    return certificate !== undefined && factsOf(certificate)?.selfSigned !== true;
  };
  const settings = services.find(({ service }) => service === "managementNodeSettings");
  return [
    ...(isOwn(settings?.references.tlsCertificate) ? [] : [managementNode.fqdn]),
    ...nodes.filter(({ tlsCertificate }) => !isOwn(tlsCertificate)).map(({ sipTlsFqdn, fqdn }) => sipTlsFqdn ?? fqdn),
  ];
}

/** Subjects of issuers whose certificate is described nowhere, each once. */
export function untrusted({ services }: PlatformView): readonly string[] {
  const of = (kind: ServiceRecord["service"]): readonly ServiceRecord[] => services.filter(({ service }) => service === kind);
  const described = new Set(of("caCertificate").flatMap((authority) => factsOf(authority)?.subject ?? []));
  const missing = of("tlsCertificate").flatMap((certificate) => {
    const facts = factsOf(certificate);
    return facts === undefined || facts.selfSigned || described.has(facts.issuer) || facts.chain.includes(facts.issuer) ? [] : [facts.issuer];
  });
  return [...new Set(missing)];
}
