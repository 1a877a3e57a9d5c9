import type { PlatformView } from "../../deployment/model";
import { protocolsOf } from "../protocols";

/** Of the examples in docs.pexip.com, v21/admin/dns_records: all nodes are equal. */
export const PRIORITY = 10;
export const WEIGHT = 10;

/** Time to live of every record, in seconds. */
export const TTL_SECONDS = 3600;

export interface CallService {
  /** `_sips._tcp` */
  readonly service: string;
  readonly port: number;
}

/**
 * How clients find the nodes of a domain. Source of names and ports: docs.pexip.com, v21/admin/dns_records; `_sip._udp` is general knowledge (RFC 3263).
 */
export function callServices(platform: PlatformView): readonly CallService[] {
  const { sip, sipUdp, h323, webrtc } = protocolsOf(platform);
  return [
    ...(h323 ? [{ service: "_h323cs._tcp", port: 1720 }, { service: "_h323ls._udp", port: 1719 }, { service: "_h323rs._udp", port: 1719 }] : []),
    ...(sip ? [{ service: "_sip._tcp", port: 5060 }, { service: "_sips._tcp", port: 5061 }] : []),
    ...(sipUdp ? [{ service: "_sip._udp", port: 5060 }] : []),
    ...(webrtc ? [{ service: "_pexapp._tcp", port: 443 }] : []),
  ];
}
