import { callNodes } from "../facing";
import { protocolsOf, type Protocols } from "../protocols";
import { inLocation, type Groups, type LocationGroup } from "./groups";
import { ANYONE_INSIDE, ANYONE_OUTSIDE, rule, type FirewallRule, type Party } from "./rule";

/** Clients, endpoints and call control systems that call the nodes, from inside and, where nodes have public addresses, from outside. */
export function* calls(groups: Groups): Iterable<FirewallRule> {
  const protocols = protocolsOf(groups.platform);
  const called = new Set(callNodes(groups.platform));
  const locations = groups.locations.map((group): LocationGroup => ({ ...group, nodes: group.nodes.filter((node) => called.has(node)) })).filter(({ nodes }) => nodes.length > 0);
  for (const group of locations) {
    yield* to(groups.inside(inLocation(group), group.nodes), ANYONE_INSIDE, protocols);
    const outside = groups.outside(`${inLocation(group)}, public`, group.nodes);
    if (outside.address !== "") yield* to(outside, ANYONE_OUTSIDE, protocols);
  }
}

function* to(destination: Party, source: Party, { sip, sipUdp, h323, webrtc, mediaPorts, signallingPorts }: Protocols): Iterable<FirewallRule> {
  const both = { source, destination, direction: "both ways" } as const;
  if (webrtc) yield rule({ source, destination, protocol: "TCP", ports: "443", purpose: "Web app and Connect apps (HTTPS)", fact: "pexip/terraform-provider-infinity, OpenStack example; docs.pexip.com, v21/admin/dns_records" });
  if (sip) {
    yield rule({ ...both, protocol: "TCP", ports: "5061", purpose: "SIP over TLS; from the nodes when they call out (unverified)", fact: "pexip/terraform-provider-infinity, OpenStack example" });
    yield rule({ ...both, protocol: "TCP", ports: "5060", purpose: "SIP over TCP; from the nodes when they call out (unverified)", fact: "pexip/terraform-provider-infinity, OpenStack example" });
  }
  if (sipUdp) yield rule({ ...both, protocol: "UDP", ports: "5060", purpose: "SIP over UDP, which the global settings switch on", fact: "pexip/infinity 40.0.0, enable_sip_udp" });
  if (h323) {
    yield rule({ source, destination, protocol: "UDP", ports: "1719", purpose: "H.323 registration (RAS)", fact: "docs.pexip.com, v21/admin/dns_records" });
    yield rule({ ...both, protocol: "TCP", ports: "1720", purpose: "H.323 calls; from the nodes when they call out (unverified)", fact: "docs.pexip.com, v21/admin/dns_records" });
    yield rule({ ...both, protocol: "TCP", ports: signallingPorts, purpose: "H.323 signalling (H.245)", fact: "pexip/infinity 40.0.0, signalling_ports_start and _end" });
  }
  for (const protocol of ["UDP", "TCP"]) yield rule({ ...both, protocol, ports: mediaPorts, purpose: "Media; the clients' ports are their own", fact: "pexip/infinity 40.0.0, media_ports_start and _end" });
}
