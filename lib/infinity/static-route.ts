import { PexipInfinityStaticRoute } from "@cdktf/provider-pexip/lib/pexip-infinity-static-route";
import { Construct } from "constructs";
import { staticRouteFields, type StaticRouteFields, staticRouteRecord } from "../deployment/static-route";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { read } from "../validation/schema";
import { type IManagementNode, stackBuilding } from "./management-node";
import { connectionOf } from "./platform-connection";

/** Props of a StaticRoute. */
export interface StaticRouteProps extends StaticRouteFields {
  readonly managementNode: IManagementNode;
}

/**
 * A static route that nodes can be given (System > Static Routes), for example from a DMZ to the internal network when the
 * node's one gateway is on its other side. In runbook mode it builds nothing; in api mode it is entered on the Management Node.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class StaticRoute extends Construct {
  public readonly routeName: string;

  constructor(scope: Construct, id: string, props: StaticRouteProps) {
    const place = placeOf(scope, id);
    const stack = stackOf(scope, place.path);
    const references = new References(scope, place);
    const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
    references.settle(() => read(staticRouteFields, props, place, ["managementNode"]));
    const record = staticRouteRecord(place, id, props, managementNode!);
    const connection = connectionOf(props.managementNode);
    if (connection.isApi) waitFor(stack, stackBuilding(props.managementNode) ?? stack, place.path, `its Management Node ${managementNode!.path}`);
    super(scope, id);
    this.routeName = record.name;
    Registry.of(this).add(this, record);
    if (!connection.isApi) return;
    const { prefix, gateway, address } = props;
    const resource = new PexipInfinityStaticRoute(this, "Resource", { provider: connection.providerIn(this), name: literal(record.name), address, prefix, gateway });
    this.node.defaultChild = resource;
    const gate = connection.gateIn(this);
    if (gate !== undefined) addLateEdges(resource, () => ({ dependsOn: [addressOf(gate)] }));
    Registry.of(this).addUri(this, lateId(resource));
  }
}
