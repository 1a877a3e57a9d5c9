import { Construct, type IConstruct } from "constructs";
import { systemLocationFields, type SystemLocationFields, systemLocationRecord } from "../deployment/system-location";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { read } from "../validation/schema";
import { type IManagementNode, stackBuilding } from "./management-node";

/** Props of a SystemLocation. */
export interface SystemLocationProps extends SystemLocationFields {
  readonly managementNode: IManagementNode;
  /** Where the media of its proxying nodes is processed. @default - none; a location of proxying nodes needs one */
  readonly transcodingLocation?: ISystemLocation;
  /** Takes media when this location, or its transcoding location, is full. @default - none */
  readonly primaryOverflowLocation?: ISystemLocation;
  /** Takes media when the primary overflow location is full too. @default - none */
  readonly secondaryOverflowLocation?: ISystemLocation;
}

/** A system location. */
export interface ISystemLocation extends IConstruct {
  readonly locationName: string;
  readonly managementNode: IManagementNode;
}

const REFERENCES = ["managementNode", "transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation"];

/**
 * A system location (guide page 11, Platform > Locations). It is entered by hand in the Administrator interface; here it is
 * what its nodes share, and what the rules judge.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SystemLocation extends Construct implements ISystemLocation {
  public readonly locationName: string;
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SystemLocationProps) {
    const place = placeOf(scope, id);
    const stack = stackOf(scope, place.path);
    const references = new References(scope, place);
    const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
    const to = {
      transcodingLocation: references.optional("transcodingLocation", props?.transcodingLocation, "systemLocation"),
      primaryOverflowLocation: references.optional("primaryOverflowLocation", props?.primaryOverflowLocation, "systemLocation"),
      secondaryOverflowLocation: references.optional("secondaryOverflowLocation", props?.secondaryOverflowLocation, "systemLocation"),
    };
    references.settle(() => read(systemLocationFields, props, place, REFERENCES));
    const record = systemLocationRecord(place, id, props, managementNode!, to);
    waitFor(stack, stackBuilding(props.managementNode) ?? stack, place.path, `its Management Node ${managementNode!.path}`);
    super(scope, id);
    this.locationName = record.name;
    this.managementNode = props.managementNode;
    Registry.of(this).add(this, record);
  }
}
