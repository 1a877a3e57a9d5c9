import { Construct } from "constructs";
import { staticRouteFields, type StaticRouteFields, staticRouteRecord } from "../deployment/static-route";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { read } from "../validation/schema";
import type { IManagementNode } from "./management-node";

/** Props of a StaticRoute. */
export interface StaticRouteProps extends StaticRouteFields {
  readonly managementNode: IManagementNode;
}

/**
 * A static route that nodes can be given (System > Static Routes), for example from a DMZ to the internal network when the
 * node's one gateway is on its other side.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class StaticRoute extends Construct {
  public readonly routeName: string;

  constructor(scope: Construct, id: string, props: StaticRouteProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const references = new References(scope, place);
    const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
    references.settle(() => read(staticRouteFields, props, place, ["managementNode"]));
    const record = staticRouteRecord(place, id, props, managementNode!);
    super(scope, id);
    this.routeName = record.name;
    Registry.of(this).add(this, record);
  }
}
