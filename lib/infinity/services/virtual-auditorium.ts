import type { PexipInfinityConferenceConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-conference";
import { Construct } from "constructs";
import { virtualAuditorium, type VirtualAuditoriumFields } from "../../deployment/services/virtual-auditorium";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";
import { aliasAttributes, conferenceAttributes, conferenceConvert, conferenceNotOffered, type ConferenceReferenceProps, conferenceWritten, makeConference } from "./conference";
import { behindLicences } from "./licence-first";

/** Props of a VirtualAuditorium. */
export interface VirtualAuditoriumProps extends VirtualAuditoriumFields, ConferenceReferenceProps {
  readonly managementNode: IManagementNode;
}

const MEETING_ROOM = "of Virtual Meeting Rooms";

const resource = resourceOf<VirtualAuditoriumFields, PexipInfinityConferenceConfig>()({
  collection: "conference",
  attributes: { ...conferenceAttributes, guestLayout: "guestView", guestsCanSeeGuests: "guestsCanSeeGuests", forcePresenterIntoMain: "forcePresenterIntoMain" },
  references: { ivrTheme: "ivrTheme" },
  convert: conferenceConvert,
  written: conferenceWritten,
  notOffered: { ...conferenceNotOffered, breakoutRooms: MEETING_ROOM, directMedia: MEETING_ROOM, directMediaNotificationDuration: MEETING_ROOM },
  make: makeConference,
});

/**
 * A Virtual Auditorium (guide page 11): hosts present, guests watch. It is made after every Licence of its stack.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class VirtualAuditorium extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: VirtualAuditoriumProps) {
    const service = prepareService(scope, id, virtualAuditorium, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    behindLicences(service.enter(this, () => ({ serviceType: "lecture", ...aliasAttributes(props.aliases) })), this, props.managementNode);
  }
}
