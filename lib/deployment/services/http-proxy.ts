import { deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** A web proxy for what the nodes of a location fetch over HTTP (System > Web Proxies). */
export interface HttpProxyFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** Host name or IP address, at most 255 characters; a name needs DNS servers in the location. */
  readonly address: string;
  /** 1-65535. @default 8080 */
  readonly port?: number;
  /** At most 100 characters. @default - none: the proxy asks for no user name */
  readonly username?: string;
  /** At most 100 characters. @default - none */
  readonly password?: Secret;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, http_proxy. Page: the guide does not ask for it; 15 is its "Further configuration". */
export const httpProxy = serviceOf<HttpProxyFields, "address">()({
  service: "httpProxy",
  title: "Web proxy",
  menu: "System > Web Proxies",
  page: 15,
  fields: { name: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()), username: opt(line()), password: opt(secret()) },
  limits: { name: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 }, username: { longest: 100 } },
  references: {},
});
