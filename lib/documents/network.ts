import { dhcpDocuments } from "./dhcp";
import { dnsDocuments } from "./dns/documents";
import type { Document, DocumentInput } from "./document";
import { firewallCsv } from "./firewall";
import { natCsv } from "./nat";

/** What the people who run the network need: DNS, firewalls, NAT and DHCP. */
export function networkDocuments(input: DocumentInput): readonly Document[] {
  return [...dnsDocuments(input), firewallCsv(input), natCsv(input), ...dhcpDocuments(input)];
}
