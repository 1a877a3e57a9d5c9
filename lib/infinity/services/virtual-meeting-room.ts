import type { PexipInfinityConferenceConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-conference";
import { Construct } from "constructs";
import { virtualMeetingRoom, type VirtualMeetingRoomFields } from "../../deployment/services/virtual-meeting-room";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";
import { aliasAttributes, conferenceAttributes, conferenceConvert, conferenceNotOffered, type ConferenceReferenceProps, conferenceWritten, makeConference } from "./conference";
import { behindLicences } from "./licence-first";

/** Props of a VirtualMeetingRoom. */
export interface VirtualMeetingRoomProps extends VirtualMeetingRoomFields, ConferenceReferenceProps {
  readonly managementNode: IManagementNode;
}

const AUDITORIUM = "of Virtual Auditoriums";

const resource = resourceOf<VirtualMeetingRoomFields, PexipInfinityConferenceConfig>()({
  collection: "conference",
  attributes: { ...conferenceAttributes, enableBreakoutRooms: "breakoutRooms", directMedia: "directMedia", directMediaNotificationSeconds: "directMediaNotificationDuration" },
  references: { ivrTheme: "ivrTheme" },
  convert: conferenceConvert,
  written: conferenceWritten,
  notOffered: { ...conferenceNotOffered, forcePresenterIntoMain: AUDITORIUM, guestView: AUDITORIUM, guestsCanSeeGuests: AUDITORIUM },
  make: makeConference,
});

/**
 * A Virtual Meeting Room (guide page 11). It is made after every Licence of its stack: a Management Node without one refuses it.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class VirtualMeetingRoom extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: VirtualMeetingRoomProps) {
    const service = prepareService(scope, id, virtualMeetingRoom, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    behindLicences(service.enter(this, () => ({ serviceType: "conference", ...aliasAttributes(props.aliases) })), this, props.managementNode);
  }
}
