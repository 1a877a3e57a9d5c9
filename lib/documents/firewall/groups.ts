import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { groupBy, type DeploymentView, type PlatformView } from "../../deployment/model";
import type { SystemLocationRecord } from "../../deployment/system-location";
import { clientAddress, isPublic, isRoutable, publicAddress } from "../facing";
import { party, type Party } from "./rule";

/** The nodes of a location. Firewalls know them as one group, and rules are written once for all of them. */
export interface LocationGroup {
  readonly location: SystemLocationRecord;
  readonly nodes: readonly ConferencingNodeRecord[];
}

/** A platform with the names of its groups. */
export interface Groups {
  readonly platform: PlatformView;
  /** Locations that have nodes. */
  readonly locations: readonly LocationGroup[];
  readonly manager: Party;
  /** Their addresses towards each other. */
  readonly among: (name: string, nodes: readonly ConferencingNodeRecord[]) => Party;
  /** Their addresses towards clients in the company's network. */
  readonly inside: (name: string, nodes: readonly ConferencingNodeRecord[]) => Party;
  /** Their addresses towards the Internet; empty when they have none. */
  readonly outside: (name: string, nodes: readonly ConferencingNodeRecord[]) => Party;
  /** All addresses that they may send from. */
  readonly from: (name: string, nodes: readonly ConferencingNodeRecord[]) => Party;
}

/** `Conferencing Nodes in Oslo` */
export const inLocation = ({ location }: LocationGroup): string => `Conferencing Nodes in ${location.name}`;

export function groupsOf(view: DeploymentView, platform: PlatformView): Groups {
  // with several platforms a location's name may be there twice
  const named = (name: string): string => (view.platforms.length > 1 ? `${name} (${platform.managementNode.fqdn})` : name);
  const byLocation = groupBy(platform.nodes, (node) => node.systemLocation);
  return {
    platform,
    locations: platform.locations.flatMap((location) => {
      const nodes = byLocation.get(location.path);
      return nodes === undefined ? [] : [{ location, nodes }];
    }),
    manager: party(`Management Node ${platform.managementNode.fqdn}`, [platform.managementNode.address]),
    among: (name, nodes) => party(named(name), nodes.map(({ address }) => address)),
    inside: (name, nodes) => party(named(name), nodes.flatMap((node) => [clientAddress(node), ...ipv6Of(node)])),
    outside: (name, nodes) => party(named(name), nodes.flatMap((node) => [publicAddress(node), ...ipv6Of(node).filter((address) => typeof address !== "string" || isPublic(address))])),
    from: (name, nodes) => party(named(name), nodes.flatMap(({ address, secondaryAddress }) => [address, secondaryAddress])),
  };
}

function ipv6Of({ ipv6Address }: ConferencingNodeRecord): readonly ConferencingNodeRecord["ipv6Address"][] {
  return typeof ipv6Address === "string" && !isRoutable(ipv6Address) ? [] : [ipv6Address];
}
