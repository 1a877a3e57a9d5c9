import { flag, line, lineThat, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** Automatic backups of the configuration (Utilities > Automatic Backups). A Management Node has one such setting; removing the construct switches it off. */
export interface AutomaticBackupFields {
  /** @default true */
  readonly enabled?: boolean;
  /** Hours between two backups, 1-24. @default 24 */
  readonly intervalHours?: number;
  /** Hour of the day, in UTC, 0-23. @default 1 */
  readonly startHourUtc?: number;
  /** Encrypts the backups; at most 100 characters. Required when enabled. @default - none */
  readonly passphrase?: Secret;
  /** FTP or FTPS URL, without user name and password, at most 255 characters. @default - none: the backups stay on the Management Node that they are meant to save */
  readonly uploadUrl?: string;
  /** At most 100 characters. @default - none */
  readonly uploadUsername?: string;
  /** At most 100 characters. @default - none */
  readonly uploadPassword?: Secret;
}

function uploadUrlProblem(text: string): string | undefined {
  if (!/^ftps?:\/\/[^\s/]/i.test(text)) return "must be a URL such as ftps://backup.example.com/pexip (FTP or FTPS)";
  return /^ftps?:\/\/[^/]*@/i.test(text) ? "must not hold a user name or password: give uploadUsername and uploadPassword" : undefined;
}

/** Source of ranges, defaults and schemes: pexip/infinity 40.0.0, autobackup. Only the first default differs: a construct that does nothing surprises. */
export const automaticBackup = serviceOf<AutomaticBackupFields>()({
  service: "automaticBackup",
  title: "Automatic backup",
  menu: "Utilities > Automatic Backups",
  page: 17,
  fields: {
    enabled: opt(flag()),
    intervalHours: opt(whole()),
    startHourUtc: opt(whole()),
    passphrase: opt(secret()),
    uploadUrl: opt(lineThat(uploadUrlProblem)),
    uploadUsername: opt(line()),
    uploadPassword: opt(secret()),
  },
  limits: { intervalHours: { least: 1, most: 24 }, startHourUtc: { least: 0, most: 23 }, uploadUrl: { longest: 255 }, uploadUsername: { longest: 100 } },
  defaults: { enabled: true },
  singleton: true,
  references: {},
});
