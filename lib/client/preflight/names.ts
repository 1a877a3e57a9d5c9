import { NodeRole } from "../../deployment/enums";
import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { PlatformView } from "../../deployment/model";
import type { ServiceRecord } from "../../deployment/service";
import type { ConferenceAlias } from "../../deployment/services/conference";
import { known, type Deferrable } from "../../validation/fields";
import { fqdnProblem, isAddress } from "../../validation/network";

/** A service that clients find by DNS. */
export interface ClientService {
  readonly label: string;
  readonly port: number;
}

/** Source: docs.pexip.com, v21 "DNS record examples" (`_pexapp._tcp` should always name port 443). */
export const CLIENT_SERVICES: readonly ClientService[] = [
  { label: "_sips._tcp", port: 5061 },
  { label: "_sip._tcp", port: 5060 },
  { label: "_h323cs._tcp", port: 1720 },
  { label: "_h323ls._udp", port: 1719 },
  { label: "_pexapp._tcp", port: 443 },
];

/** The domains of what participants dial, in the order of the alphabet. */
export function aliasDomains({ services }: PlatformView): readonly string[] {
  const aliases = services.flatMap(aliasesOf);
  const domains = aliases.map((alias) => alias.slice(alias.lastIndexOf("@") + 1).toLowerCase()).filter((domain) => domain.includes(".") && !isAddress(domain) && fqdnProblem(domain) === undefined);
  return [...new Set(domains)].sort();
}

function aliasesOf({ service, values }: ServiceRecord): readonly string[] {
  if (service !== "virtualMeetingRoom" && service !== "virtualAuditorium") return [];
  const aliases = (values.aliases ?? []) as readonly ConferenceAlias[];
  return aliases.map(({ alias }) => alias).filter((alias) => alias.includes("@"));
}

/** The nodes that clients call: proxying ones where there are any. Source: docs.pexip.com, "Deployment guidelines for Proxying Edge Nodes". */
export function clientNodes({ nodes }: PlatformView): readonly ConferencingNodeRecord[] {
  const edge = nodes.filter(({ role }) => role === NodeRole.PROXYING);
  return edge.length > 0 ? edge : nodes;
}

/** The addresses that a node's name may lead to, its own first: inside the primary or secondary, outside the public one. */
export function addressesOf({ address, secondaryAddress, staticNatAddress }: ConferencingNodeRecord): readonly string[] {
  return given(address, secondaryAddress, staticNatAddress);
}

/** The addresses that are there and known now. */
export function given(...addresses: readonly (Deferrable<string> | undefined)[]): readonly string[] {
  return known(addresses.filter((address) => address !== undefined));
}

/** The node's names in DNS, each once. */
export function namesOf({ fqdn, sipTlsFqdn }: ConferencingNodeRecord): readonly string[] {
  return sipTlsFqdn === undefined || sipTlsFqdn.toLowerCase() === fqdn.toLowerCase() ? [fqdn] : [fqdn, sipTlsFqdn];
}
