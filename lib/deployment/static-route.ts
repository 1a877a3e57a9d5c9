import { deferrable, fieldsOf, ipv4, line, opt, whole, type Deferrable } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import type { ManagementNodeRecord } from "./management-node";

/** A route that nodes can be given (System > Static Routes), for example from a DMZ inwards. */
export interface StaticRouteFields {
  /** At most 32 characters. @default - the id */
  readonly name?: string;
  /** Network to reach: an IPv4 address. */
  readonly address: string;
  /** Its prefix length, 0-32. */
  readonly prefix: number;
  /** IPv4 address of the gateway to it. */
  readonly gateway: string;
}

type Deferring = "address" | "gateway";

export const staticRouteFields = fieldsOf<StaticRouteFields, Deferring>()({
  name: opt(line()),
  address: deferrable(ipv4()),
  prefix: whole(),
  gateway: deferrable(ipv4()),
});

export interface StaticRouteRecord {
  readonly kind: "staticRoute";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  readonly managementNode: string;
  readonly name: string;
  readonly address: Deferrable<string>;
  readonly prefix: number;
  readonly gateway: Deferrable<string>;
}

/** @throws ValidationError with every problem of the route's props */
export function staticRouteRecord(place: Place, id: string, fields: StaticRouteFields, managementNode: ManagementNodeRecord): StaticRouteRecord {
  const given = read<StaticRouteFields, Deferring>(staticRouteFields, fields, place, ["managementNode"], { name: id });
  return { kind: "staticRoute", path: place.path, managementNode: managementNode.path, name: given.name ?? id, address: given.address, prefix: given.prefix, gateway: given.gateway };
}
