import type { SnmpFields, SnmpRecord } from "../../../deployment/snmp";
import type { SecretValues } from "../secret-values";
import { upperCase } from "./api-words";
import { as, fill, secret, type Filled, type Words } from "./form";

/** The same on the page of a node and on that of the Management Node. */
export const snmpWords: Words<SnmpFields> = {
  mode: as("snmp_mode", upperCase),
  community: secret("snmp_community"),
  username: "snmp_username",
  authenticationPassword: secret("snmp_authentication_password"),
  privacyPassword: secret("snmp_privacy_password"),
  systemContact: "snmp_system_contact",
  systemLocation: "snmp_system_location",
};

export const fillSnmp = (snmp: SnmpRecord | undefined, path: string, secrets: SecretValues): Filled => fill(snmpWords, snmp ?? {}, path, secrets);
