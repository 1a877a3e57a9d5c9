import { deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** A network management system that the nodes of a location send SNMP traps to (System > SNMP NMSs). */
export interface SnmpNetworkManagementSystemFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 500 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address, at most 255 characters; a name needs DNS servers in the location. */
  readonly address: string;
  /** 1-65535. Systems listen for traps on 162: give it, because the provider writes 161 (the port for queries) when it is left out. @default 161 */
  readonly port?: number;
  /** At most 16 characters. @default - "public" */
  readonly snmpTrapCommunity?: Secret;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, snmp_network_management_system. */
export const snmpNetworkManagementSystem = serviceOf<SnmpNetworkManagementSystemFields, "address">()({
  service: "snmpNetworkManagementSystem",
  title: "SNMP network management system",
  menu: "System > SNMP NMSs",
  page: 15,
  fields: { name: opt(line()), description: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()), snmpTrapCommunity: opt(secret()) },
  limits: { name: { longest: 250 }, description: { longest: 500 }, address: { longest: 255 }, port: { least: 1, most: 65535 } },
  references: {},
});
