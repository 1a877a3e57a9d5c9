import { choice, fieldsOf, line, object, opt, type Field } from "../validation/fields";
import { secret, type Secret, type SecretRecord } from "./secret";

/** How SNMP managers may ask a node. */
export enum SnmpMode {
  DISABLED = "disabled",
  /** SNMPv2c, with a community. */
  STANDARD = "standard",
  /** SNMPv3, with authentication and privacy. */
  AUTHPRIV = "authpriv",
}

/** SNMP of one node or of the Management Node (guide page 15, "Enabling SNMP on Conferencing Nodes"). */
export interface SnmpFields {
  /** @default SnmpMode.DISABLED */
  readonly mode?: SnmpMode;
  /** SNMPv2c community, at most 16 characters. @default - "public" */
  readonly community?: Secret;
  /** SNMPv3 user, at most 100 characters. @default - none */
  readonly username?: string;
  /** SNMPv3 authentication password, 8-100 characters. @default - none */
  readonly authenticationPassword?: Secret;
  /** SNMPv3 privacy password, 8-100 characters. @default - none */
  readonly privacyPassword?: Secret;
  /** At most 70 characters. @default "admin@domain.com" */
  readonly systemContact?: string;
  /** At most 70 characters. @default "Virtual machine" */
  readonly systemLocation?: string;
}

const snmpFields = fieldsOf<SnmpFields>()({
  mode: opt(choice(SnmpMode)),
  community: opt(secret()),
  username: opt(line()),
  authenticationPassword: opt(secret()),
  privacyPassword: opt(secret()),
  systemContact: opt(line()),
  systemLocation: opt(line()),
});

export const snmp = (): Field<SnmpFields> => object(snmpFields);

export interface SnmpRecord {
  readonly mode: SnmpMode;
  readonly community?: SecretRecord;
  readonly username?: string;
  readonly authenticationPassword?: SecretRecord;
  readonly privacyPassword?: SecretRecord;
  readonly systemContact?: string;
  readonly systemLocation?: string;
}

export function snmpRecord(given: SnmpFields | undefined): SnmpRecord | undefined {
  if (given === undefined) return undefined;
  return {
    ...given,
    mode: given.mode ?? SnmpMode.DISABLED,
    community: given.community?.toRecord(),
    authenticationPassword: given.authenticationPassword?.toRecord(),
    privacyPassword: given.privacyPassword?.toRecord(),
  };
}

/** The attributes of worker_vm and management_vm. */
export function snmpAttributes(given: SnmpFields | undefined, expressionOf: (secret: Secret) => string, text: (text: string) => string) {
  const expression = (one: Secret | undefined): string | undefined => (one === undefined ? undefined : expressionOf(one));
  const literal = (one: string | undefined): string | undefined => (one === undefined ? undefined : text(one));
  return {
    snmpMode: given?.mode?.toUpperCase(),
    snmpCommunity: expression(given?.community),
    snmpUsername: literal(given?.username),
    snmpAuthenticationPassword: expression(given?.authenticationPassword),
    snmpPrivacyPassword: expression(given?.privacyPassword),
    snmpSystemContact: literal(given?.systemContact),
    snmpSystemLocation: literal(given?.systemLocation),
  };
}
