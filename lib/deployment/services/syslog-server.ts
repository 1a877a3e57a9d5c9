import { choice, deferrable, flag, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";

/** Transport protocol towards a syslog server. */
export enum SyslogTransport {
  UDP = "udp",
  TCP = "tcp",
  TLS = "tls",
}

/** A syslog server that the nodes of a location send their logs to (System > Syslog Servers). It has no name. */
export interface SyslogServerFields {
  /** Host name or IP address, at most 255 characters; a name needs DNS servers in the location (guide page 10). */
  readonly address: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** 1-65535. @default 514 */
  readonly port?: number;
  /** @default SyslogTransport.UDP */
  readonly transport?: SyslogTransport;
  /** Send the audit log. @default false */
  readonly auditLog?: boolean;
  /** Send the support log. @default false */
  readonly supportLog?: boolean;
  /** Send the web server's log. @default false */
  readonly webLog?: boolean;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, syslog_server. */
export const syslogServer = serviceOf<SyslogServerFields, "address">()({
  service: "syslogServer",
  title: "Syslog server",
  menu: "System > Syslog Servers",
  page: 10,
  fields: {
    address: deferrable(hostOrAddress()),
    description: opt(line()),
    port: opt(whole()),
    transport: opt(choice(SyslogTransport)),
    auditLog: opt(flag()),
    supportLog: opt(flag()),
    webLog: opt(flag()),
  },
  limits: { address: { longest: 255 }, description: { longest: 250 }, port: { least: 1, most: 65535 } },
  references: {},
});
