import { choice, deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** How a TURN server knows its users. */
export enum TurnServerType {
  /** By `username` and `password`. */
  USERNAME_PASSWORD = "username_password",
  /** By credentials that run out, made from the `secretKey` shared with a coturn server. */
  COTURN_SHARED = "coturn_shared",
}

/** Transport protocol towards a TURN server. */
export enum TurnTransport {
  UDP = "udp",
  TCP = "tcp",
  TLS = "tls",
}

/** A TURN server, which relays media past firewalls (Call Control > TURN Servers). */
export interface TurnServerFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address, at most 255 characters. */
  readonly address: string;
  /** 1-65535. @default 3478 */
  readonly port?: number;
  /** @default TurnServerType.USERNAME_PASSWORD */
  readonly serverType?: TurnServerType;
  /** @default TurnTransport.UDP */
  readonly transportType?: TurnTransport;
  /** At most 100 characters. @default - none */
  readonly username?: string;
  /** At most 100 characters. @default - none */
  readonly password?: Secret;
  /** At most 256 characters; for COTURN_SHARED. @default - none */
  readonly secretKey?: Secret;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, turn_server. Page: the guide does not ask for it; 15 is its "Further configuration". */
export const turnServer = serviceOf<TurnServerFields, "address">()({
  service: "turnServer",
  title: "TURN server",
  menu: "Call Control > TURN Servers",
  page: 15,
  fields: {
    name: opt(line()),
    description: opt(line()),
    address: deferrable(hostOrAddress()),
    port: opt(whole()),
    serverType: opt(choice(TurnServerType)),
    transportType: opt(choice(TurnTransport)),
    username: opt(line()),
    password: opt(secret()),
    secretKey: opt(secret()),
  },
  limits: { name: { longest: 250 }, description: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 }, username: { longest: 100 } },
  references: {},
});
