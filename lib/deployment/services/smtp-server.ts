import { choice, deferrable, hostOrAddress, line, lineThat, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** How a connection to a mail server is secured. */
export enum SmtpConnectionSecurity {
  NONE = "none",
  STARTTLS = "starttls",
}

/** A mail server that the Management Node sends mail through (System > SMTP Servers). */
export interface SmtpServerFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address, at most 255 characters. */
  readonly address: string;
  /** 1-65535. @default 587 */
  readonly port?: number;
  /** At most 100 characters. @default - none: the server asks for no user name */
  readonly username?: string;
  /** At most 100 characters. @default - none */
  readonly password?: Secret;
  /** Sender of the mail, at most 100 characters. */
  readonly fromEmailAddress: string;
  /** NONE sends user name and password in clear. @default SmtpConnectionSecurity.NONE */
  readonly connectionSecurity?: SmtpConnectionSecurity;
}

function emailProblem(text: string): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : "must be an e-mail address such as pexip@example.com";
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, smtp_server. Page: the guide does not ask for it; 15 is its "Further configuration". */
export const smtpServer = serviceOf<SmtpServerFields, "address">()({
  service: "smtpServer",
  title: "SMTP server",
  menu: "System > SMTP Servers",
  page: 15,
  fields: {
    name: opt(line()),
    description: opt(line()),
    address: deferrable(hostOrAddress()),
    port: opt(whole()),
    username: opt(line()),
    password: opt(secret()),
    fromEmailAddress: lineThat(emailProblem),
    connectionSecurity: opt(choice(SmtpConnectionSecurity)),
  },
  limits: {
    name: { longest: 250 },
    description: { longest: 250 },
    address: { longest: 255 },
    port: { least: 1, most: 65535 },
    username: { longest: 100 },
    fromEmailAddress: { longest: 100 },
  },
  references: {},
});
