import type { PlatformView } from "../deployment/model";
import { valuesOf } from "../deployment/service";
import { DEFAULT_PORTS, globalSettings } from "../deployment/services/global-settings";

/** What the nodes of a platform speak, and on which ports. */
export interface Protocols {
  readonly sip: boolean;
  readonly sipUdp: boolean;
  readonly h323: boolean;
  readonly webrtc: boolean;
  readonly ssh: boolean;
  /** Proxying nodes need no connection to every node. */
  readonly edgeNonMesh: boolean;
  /** `40000-49999` */
  readonly mediaPorts: string;
  /** `33000-39999` */
  readonly signallingPorts: string;
}

/** As the global settings say; else the defaults of pexip/infinity 40.0.0, global_configuration (what a new platform begins with is unverified). */
export function protocolsOf(platform: PlatformView): Protocols {
  const record = platform.services.find(({ service }) => service === "globalSettings");
  const given = record === undefined ? {} : valuesOf(globalSettings, record);
  const ports = { ...DEFAULT_PORTS, ...defined(given) };
  const sip = given.enableSip ?? true;
  return {
    sip,
    sipUdp: sip && (given.enableSipUdp ?? false),
    h323: given.enableH323 ?? true,
    webrtc: given.enableWebrtc ?? true,
    ssh: given.enableSsh ?? true,
    edgeNonMesh: given.enableEdgeNonMesh ?? true,
    mediaPorts: `${ports.mediaPortsStart}-${ports.mediaPortsEnd}`,
    signallingPorts: `${ports.signallingPortsStart}-${ports.signallingPortsEnd}`,
  };
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
