import { choice, flag, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";
import { aliasesOf, type ConferenceFields, conferenceFields, conferenceLimits, conferenceReferences } from "./conference";

/** May the media of a call with two participants go between them directly? */
export enum DirectMedia {
  NEVER = "never",
  BEST_EFFORT = "best_effort",
  ALWAYS = "always",
}

/** A Virtual Meeting Room (guide page 11; Services > Virtual Meeting Rooms). */
export interface VirtualMeetingRoomFields extends ConferenceFields {
  /** @default false */
  readonly enableBreakoutRooms?: boolean;
  /** @default DirectMedia.NEVER */
  readonly directMedia?: DirectMedia;
  /** How long participants are told before direct media becomes a conference: 0-30 seconds. @default 0 */
  readonly directMediaNotificationSeconds?: number;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, conference. */
export const virtualMeetingRoom = serviceOf<VirtualMeetingRoomFields>()({
  service: "virtualMeetingRoom",
  title: "Virtual Meeting Room",
  menu: "Services > Virtual Meeting Rooms",
  page: 11,
  fields: { ...conferenceFields, enableBreakoutRooms: opt(flag()), directMedia: opt(choice(DirectMedia)), directMediaNotificationSeconds: opt(whole()) },
  limits: { ...conferenceLimits, directMediaNotificationSeconds: { least: 0, most: 30 } },
  recorded: { aliases: aliasesOf },
  references: conferenceReferences,
});
