import { choice, flag, line, list, opt, value, whole, type Field } from "../../validation/fields";
import { lineProblem } from "../../validation/text";
import { CALL_RATE, CallCapability, MaximumQuality, MediaEncryption } from "../call-settings";
import { secretOrLine, type ReferenceSpec, type SecretOrText } from "../service";
import { Override } from "../system-location";

/** An alias of a meeting room: what participants dial. */
export interface ConferenceAlias {
  /** As it is received, the domain included: at most 250 characters. */
  readonly alias: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
}

/** What Virtual Meeting Rooms and Virtual Auditoriums have in common (guide page 11). */
export interface ConferenceFields {
  /** At most 250 characters; unique in the platform. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** What participants dial: `meet.alice@example.com`. Each alias stands for one room of the platform, whatever its upper and lower case. @default - none, which is a warning */
  readonly aliases?: readonly (string | ConferenceAlias)[];
  /** Host PIN: 4-20 digits and, within that, a final `#` if wanted (4-10 before v38: unverified). Better a Secret. @default - none: everybody may join */
  readonly pin?: SecretOrText;
  /** Guests join when a host is there, with the guest PIN or without one; it needs a host PIN. @default false */
  readonly allowGuests?: boolean;
  /** Guest PIN, shaped like the host PIN and different from it. Better a Secret. @default - guests need none */
  readonly guestPin?: SecretOrText;
  /** Most participants, 0-1,000,000. @default - no limit */
  readonly participantLimit?: number;
  /** @default CallCapability.VIDEO */
  readonly callCapability?: CallCapability;
  /** @default - as in the global settings */
  readonly mediaEncryption?: MediaEncryption;
  /** @default - as in the global settings */
  readonly maximumQuality?: MaximumQuality;
  /** Of each call that comes in: 128-8192 kbit/s. @default - as in the global settings */
  readonly maximumInboundCallRateKbps?: number;
  /** Of each call that goes out: 128-8192 kbit/s. @default - as in the global settings */
  readonly maximumOutboundCallRateKbps?: number;
  /** The layout that hosts see, in the API's word (`one_main_seven_pips`), at most 50 characters. Some licences make the API forget it, and the apply then fails (Josh-E-S/pexip-infinity-skills; unverified). @default - Pexip's */
  readonly hostLayout?: string;
  /** Name of a pinning configuration of the theme. @default - none */
  readonly pinningConfiguration?: string;
  /** Show participants' names. @default false */
  readonly enableOverlayText?: boolean;
  /** @default false */
  readonly enableActiveSpeakerIndication?: boolean;
  /** @default - as in the global settings */
  readonly chat?: Override;
  /** @default - as in the global settings */
  readonly liveCaptions?: Override;
  /** Guests are muted when they join. @default false */
  readonly muteAllGuests?: boolean;
  /** Remove background noise. @default false */
  readonly enableDenoise?: boolean;
  /** Turn down participants whose microphone picks up noise alone. @default false */
  readonly enableSoftmute?: boolean;
  /** At most 100 characters. @default - none */
  readonly primaryOwnerEmailAddress?: string;
  /** A tag for statistics, at most 250 characters. @default - none */
  readonly tag?: string;
}

const isAlias = (given: unknown): given is string | ConferenceAlias => typeof given === "string" || (typeof given === "object" && given !== null && !Array.isArray(given) && typeof (given as Partial<ConferenceAlias>).alias === "string");

/** What is wrong with an alias, or undefined. */
function aliasProblem(given: string | ConferenceAlias, isToken: (value: unknown) => boolean): string | undefined {
  const { alias, description, ...unknown }: ConferenceAlias = typeof given === "string" ? { alias: given } : given;
  if (isToken(alias) || isToken(description)) return "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";
  if (Object.keys(unknown).length > 0) return "has an unknown prop; an alias has alias and description";
  if (description !== undefined && typeof description !== "string") return "has a description that is no text";
  const problem = lineProblem(alias);
  if (problem !== undefined || description === undefined) return problem;
  const inDescription = lineProblem(description);
  return inDescription === undefined ? undefined : `description ${inDescription}`;
}

const alias = (): Field<string | ConferenceAlias> => value("text, or an object with alias and description", "alias", isAlias, { problem: aliasProblem });

/** The aliases in one form. */
export const aliasesOf = (aliases: readonly (string | ConferenceAlias)[]): readonly ConferenceAlias[] =>
  aliases.map((one) => (typeof one === "string" ? { alias: one } : { alias: one.alias, ...(one.description === undefined ? {} : { description: one.description }) }));

export const conferenceFields = {
  name: opt(line()),
  description: opt(line()),
  aliases: opt(list(alias())),
  pin: opt(secretOrLine()),
  allowGuests: opt(flag()),
  guestPin: opt(secretOrLine()),
  participantLimit: opt(whole()),
  callCapability: opt(choice(CallCapability)),
  mediaEncryption: opt(choice(MediaEncryption)),
  maximumQuality: opt(choice(MaximumQuality)),
  maximumInboundCallRateKbps: opt(whole()),
  maximumOutboundCallRateKbps: opt(whole()),
  hostLayout: opt(line()),
  pinningConfiguration: opt(line()),
  enableOverlayText: opt(flag()),
  enableActiveSpeakerIndication: opt(flag()),
  chat: opt(choice(Override)),
  liveCaptions: opt(choice(Override)),
  muteAllGuests: opt(flag()),
  enableDenoise: opt(flag()),
  enableSoftmute: opt(flag()),
  primaryOwnerEmailAddress: opt(line()),
  tag: opt(line()),
};

/** Source: pexip/infinity 40.0.0, conference. */
export const conferenceLimits = {
  name: { longest: 250 },
  description: { longest: 250 },
  participantLimit: { least: 0, most: 1_000_000 },
  maximumInboundCallRateKbps: CALL_RATE,
  maximumOutboundCallRateKbps: CALL_RATE,
  hostLayout: { longest: 50 },
  primaryOwnerEmailAddress: { longest: 100 },
  tag: { longest: 250 },
};

export const conferenceReferences = { ivrTheme: { to: "ivrTheme" } } as const satisfies Readonly<Record<string, ReferenceSpec>>;
