import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ServiceRecord } from "../../deployment/service";
import { known, isDeferred, type DeferredForm } from "../../validation/fields";
import { DOTTED } from "../text";
import { inLocation, type Groups, type LocationGroup } from "./groups";
import { party, type Party } from "./rule";

/** Who uses a server: the Management Node, or the nodes of a location. */
export interface User {
  readonly source: Party;
  /** Paths of what it names: `syslogServers`, `httpProxy`, ... */
  readonly references: Readonly<Record<string, string | readonly string[]>>;
  /** The nodes; empty for the Management Node. */
  readonly nodes: readonly ConferencingNodeRecord[];
}

/** The Management Node first, then each location. A node sends from the interface that its routes choose, so both count. Source: docs.pexip.com, v23/admin/port_usage. */
export function usersOf({ platform, manager, locations, from }: Groups): readonly User[] {
  const settings = platform.services.find(({ service }) => service === "managementNodeSettings");
  return [
    { source: manager, references: settings?.references ?? {}, nodes: [] },
    ...locations.map((group): User => ({ source: from(inLocation(group), group.nodes), references: group.location.services, nodes: group.nodes })),
  ];
}

/** The services that a user names under one of these props. */
export function namedBy(user: User, services: readonly ServiceRecord[], ...props: readonly string[]): readonly ServiceRecord[] {
  const paths = new Set(props.flatMap((prop) => user.references[prop] ?? []));
  return services.filter(({ path }) => paths.has(path));
}

/** Servers of a list, as one destination; undefined when there are none. */
export function serverParty(name: string, servers: DeferredForm<readonly string[]>): Party | undefined {
  if (isDeferred(servers)) return { name, address: DOTTED };
  return servers.length === 0 ? undefined : party(name, [...known(servers), ...servers.filter(isDeferred)]);
}

/** The locations from which calls go to a call control system: those that name it, and those that a Call Routing Rule sends there. */
export function callersOf({ platform, locations }: Groups, service: ServiceRecord, prop: string): readonly LocationGroup[] {
  const routed = platform.services.filter((one) => isRoutedTo(one, service, prop)).map(({ references }) => references.outgoingLocation);
  // a rule without a location of its own calls from where the caller is
  const anywhere = routed.some((location) => location === undefined);
  return locations.filter(({ location }) => anywhere || routed.includes(location.path) || location.services[prop] === service.path);
}

function isRoutedTo({ service, references }: ServiceRecord, target: ServiceRecord, prop: string): boolean {
  return service === "callRoutingRule" && references[prop] === target.path;
}
