import type { ServiceRecord } from "../../deployment/service";
import { valuesOf } from "../../deployment/service";
import { h323Gatekeeper } from "../../deployment/services/h323-gatekeeper";
import { mssipProxy } from "../../deployment/services/mssip-proxy";
import { sipProxy, SipTransport } from "../../deployment/services/sip-proxy";
import { stunServer } from "../../deployment/services/stun-server";
import { turnServer, TurnTransport } from "../../deployment/services/turn-server";
import { inLocation, type Groups } from "./groups";
import { callersOf, namedBy, usersOf } from "./outgoing";
import { ANYONE_INSIDE, ANYONE_OUTSIDE, party, rule, type FirewallRule, type Party } from "./rule";
import { USUAL_PORTS } from "../server-ports";

interface Server {
  readonly destination: Party;
  readonly protocol: string;
  readonly ports: string;
  readonly purpose: string;
  readonly direction?: FirewallRule["direction"];
  readonly fact: string;
}

/** Systems that calls go to, and servers that help media past firewalls. */
export function* callControl(groups: Groups): Iterable<FirewallRule> {
  for (const one of groups.platform.services) {
    const system = systemOf(one);
    if (system === undefined) continue;
    for (const group of callersOf(groups, one, one.service)) yield rule({ source: groups.inside(inLocation(group), group.nodes), ...system });
  }
  for (const user of usersOf(groups)) {
    for (const one of namedBy(user, groups.platform.services, "clientTurnServers", "clientStunServers")) {
      const system = systemOf(one);
      if (system !== undefined) for (const source of [ANYONE_INSIDE, ANYONE_OUTSIDE]) yield rule({ source, ...system, need: "optional", purpose: `${system.purpose}, which clients of ${user.source.name} are told of` });
    }
  }
}

function systemOf(one: ServiceRecord): Server | undefined {
  switch (one.service) {
    case "sipProxy": {
      const { address, port = USUAL_PORTS.sipProxy.port, transport = SipTransport.TLS } = valuesOf(sipProxy, one);
      const protocol = transport === SipTransport.UDP ? "UDP" : "TCP";
      return { destination: party(`SIP proxy ${one.name}`, [address]), protocol, ports: String(port), purpose: `SIP calls (${transport.toUpperCase()})`, fact: "pexip/infinity 40.0.0, sip_proxy" };
    }
    case "h323Gatekeeper": {
      const { address, port = USUAL_PORTS.h323Gatekeeper.port } = valuesOf(h323Gatekeeper, one);
      return { destination: party(`H.323 gatekeeper ${one.name}`, [address]), protocol: "UDP", ports: String(port), purpose: "H.323 calls (RAS)", fact: "pexip/infinity 40.0.0, h323_gatekeeper" };
    }
    case "mssipProxy": {
      const { address, port = USUAL_PORTS.mssipProxy.port, transport = "tls" } = valuesOf(mssipProxy, one);
      return { destination: party(`Skype for Business server ${one.name}`, [address]), protocol: "TCP", ports: String(port), purpose: `Skype for Business calls (${transport.toUpperCase()})`, fact: "pexip/infinity 40.0.0, mssip_proxy" };
    }
    case "turnServer": {
      const { address, port = USUAL_PORTS.turnServer.port, transportType = TurnTransport.UDP } = valuesOf(turnServer, one);
      const protocol = transportType === TurnTransport.UDP ? "UDP" : "TCP";
      return { destination: party(`TURN server ${one.name}`, [address]), protocol, ports: String(port), purpose: "Relayed media (TURN)", fact: "pexip/infinity 40.0.0, turn_server" };
    }
    case "stunServer": {
      const { address, port = USUAL_PORTS.stunServer.port } = valuesOf(stunServer, one);
      return { destination: party(`STUN server ${one.name}`, [address]), protocol: "UDP", ports: String(port), purpose: "Finding the public address (STUN)", fact: "pexip/infinity 40.0.0, stun_server" };
    }
    default:
      return undefined;
  }
}
