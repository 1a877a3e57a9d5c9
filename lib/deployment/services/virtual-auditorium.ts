import { choice, flag, line, opt } from "../../validation/fields";
import { serviceOf } from "../service";
import { aliasesOf, type ConferenceFields, conferenceFields, conferenceLimits, conferenceReferences } from "./conference";

/** When do the guests of an auditorium see each other? */
export enum GuestsSeeGuests {
  /** While no host is there. */
  NO_HOSTS = "no_hosts",
  NEVER = "never",
  ALWAYS = "always",
}

/** A Virtual Auditorium: for a few hosts who present, and many guests who watch (guide page 11; Services > Virtual Auditoriums). */
export interface VirtualAuditoriumFields extends ConferenceFields {
  /** The layout that guests see, in the API's word, at most 50 characters. Some licences make the API forget it, and the apply then fails (Josh-E-S/pexip-infinity-skills; unverified). @default - Pexip's */
  readonly guestLayout?: string;
  /** @default GuestsSeeGuests.NO_HOSTS */
  readonly guestsCanSeeGuests?: GuestsSeeGuests;
  /** Keep whoever presents in the main picture. @default false */
  readonly forcePresenterIntoMain?: boolean;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, conference. */
export const virtualAuditorium = serviceOf<VirtualAuditoriumFields>()({
  service: "virtualAuditorium",
  title: "Virtual Auditorium",
  menu: "Services > Virtual Auditoriums",
  page: 11,
  fields: { ...conferenceFields, guestLayout: opt(line()), guestsCanSeeGuests: opt(choice(GuestsSeeGuests)), forcePresenterIntoMain: opt(flag()) },
  limits: { ...conferenceLimits, guestLayout: { longest: 50 } },
  recorded: { aliases: aliasesOf },
  references: conferenceReferences,
});
