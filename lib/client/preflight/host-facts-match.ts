import type { HostRecord } from "../../deployment/host";
import { isDeferred } from "../../validation/fields";
import { isAddress } from "../../validation/network";
import type { HostFacts } from "./host-facts";

/** Longest NetBIOS name, which is what COMPUTERNAME holds. Source: Microsoft Learn, "Naming conventions in Active Directory". */
const NETBIOS_LENGTH = 15;

/** The hosts that these facts may be of: by their address's name, or by their id. */
export function hostsOfFacts({ computerName, dnsName }: HostFacts, hosts: readonly HostRecord[]): readonly HostRecord[] {
  const byName = hosts.filter(({ address }) => {
    if (isDeferred(address) || isAddress(address)) return false;
    return same(address, dnsName) || (same(label(address), computerName) && (dnsName === undefined || !dnsName.includes(".") || !address.includes(".")));
  });
  if (byName.length > 0) return byName;
  const byLabel = hosts.filter(({ address }) => !isDeferred(address) && !isAddress(address) && same(label(address), computerName));
  return byLabel.length > 0 ? byLabel : hosts.filter(({ id }) => same(id, computerName));
}

const label = (name: string): string => name.split(".")[0].slice(0, NETBIOS_LENGTH);

const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();
