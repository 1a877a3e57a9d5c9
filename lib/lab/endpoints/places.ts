import type { ApiResponse } from "../infinity/api-response";
import { NODE_PORTS } from "../infinity/conferencing-node";
import { NotAnsweringError, type SimulatedManagementNode } from "../infinity/management-node";
import { MANAGER_PORT, type Guests } from "../guests";
import type { Journal } from "../world/journal";
import type { Place, PlaceWorld } from "./directory";
import { httpsEndpoint, type Endpoint, type ServiceRequest } from "./https-endpoint";
import { sipEndpoint } from "./sip-endpoint";

/** Something of the simulated world that can be reached by name. */
export interface Reachable {
  readonly address: string;
  /** FQDNs. */
  readonly names: readonly string[];
  readonly ports: readonly number[];
}

/** Each address and port once, with all the names that were given for it; a name leads to the first address that was given for it. */
export function placesOf(reachable: readonly Reachable[]): readonly Place[] {
  const places = new Map<string, { readonly address: string; readonly port: number; readonly names: string[] }>();
  const named = new Set<string>();
  for (const { address, names, ports } of reachable) {
    for (const port of ports) {
      const place = places.get(`${address}:${port}`) ?? { address, port, names: [] };
      places.set(`${address}:${port}`, place);
      for (const name of names) {
        if (named.has(`${name.toLowerCase()}:${port}`)) continue;
        named.add(`${name.toLowerCase()}:${port}`);
        place.names.push(name);
      }
    }
  }
  return [...places.values()];
}

/** What listens where, by what the guests are now. Nothing is remembered: who has an address answers there. */
export function placesWorld(guests: Guests, journal: Journal, changed: () => void): PlaceWorld {
  const guestAt = (place: Place) => managerAt(place, guests) ?? guests.nodeAt(place.address, place.port);
  return {
    open: () => guests.listening(),
    endpointFor: (place): Endpoint => {
      const certificate = () => guestAt(place)?.servedCertificate;
      const note = (event: string): void => journal.note(guestAt(place)?.name ?? place.names[0] ?? place.address, event);
      if (place.port === NODE_PORTS.sipTls) return sipEndpoint({ certificate, note });
      const answer = (request: ServiceRequest): ApiResponse => {
        const response = answerOf(place, guests, request);
        changed();
        return response;
      };
      return httpsEndpoint({ certificate, note, answer });
    },
  };
}

function answerOf(place: Place, guests: Guests, { method, path, headers, login, body }: ServiceRequest): ApiResponse {
  const manager = managerAt(place, guests);
  if (manager !== undefined) return manager.request(method, path, body, login);
  const node = guests.nodeAt(place.address, place.port);
  if (node === undefined) throw new NotAnsweringError(place.address);
  return node.request(method, path, headers, body);
}

function managerAt({ address, port }: Place, guests: Guests): SimulatedManagementNode | undefined {
  return port === MANAGER_PORT ? guests.managerAt(address) : undefined;
}
