import type { ServiceKind } from "../deployment/service";

/** Where a server is called when the program says nothing else. */
export interface UsualPort {
  readonly port: number;
  /** In the words of the program. */
  readonly transport?: string;
}

/** Source: pexip/infinity 40.0.0, the defaults of these resources. */
export const USUAL_PORTS = {
  h323Gatekeeper: { port: 1719 },
  httpProxy: { port: 8080 },
  mssipProxy: { port: 5061, transport: "tls" },
  sipProxy: { port: 5061, transport: "tls" },
  smtpServer: { port: 587 },
  snmpNetworkManagementSystem: { port: 161 },
  stunServer: { port: 3478 },
  syslogServer: { port: 514, transport: "udp" },
  turnServer: { port: 3478 },
} as const satisfies Readonly<Partial<Record<ServiceKind, UsualPort>>>;

export function usualPort(kind: ServiceKind): UsualPort | undefined {
  return (USUAL_PORTS as Readonly<Partial<Record<ServiceKind, UsualPort>>>)[kind];
}
