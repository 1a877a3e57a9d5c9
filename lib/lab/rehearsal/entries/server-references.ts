import { isFullyKnown, known, type Deferrable } from "../../../validation/fields";
import type { EntryReference } from "../../manual-entry";

type ServerList = "dns_servers" | "ntp_servers";
type Addresses = Deferrable<readonly Deferrable<string>[]> | undefined;

/** DNS and NTP servers are chosen from lists of their own, where whoever needs one enters it first. */
export function serverReferences(lists: Readonly<Record<ServerList, readonly Addresses[]>>): { readonly references: Readonly<Record<string, readonly EntryReference[]>>; readonly unknown: readonly ServerList[] } {
  const all = (Object.entries(lists) as [ServerList, readonly Addresses[]][]).map(([field, given]) => [field, given.filter((one) => one !== undefined)] as const);
  const isKnown = ([, given]: (typeof all)[number]): boolean => given.every(isFullyKnown);
  const chosen = all.filter(isKnown).map(([field, given]) => [field, [...new Set(given.flatMap(known))].map((value) => ({ collection: field === "dns_servers" ? "dns_server" : "ntp_server", field: "address", value, makeIt: true }))] as const);
  return { references: Object.fromEntries(chosen.filter(([, servers]) => servers.length > 0)), unknown: all.filter((one) => !isKnown(one)).map(([field]) => field) };
}
