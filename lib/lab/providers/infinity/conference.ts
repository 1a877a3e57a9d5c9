import type { JsonValue } from "../../infinity/fields";
import { isRecord } from "../../infinity/fields";
import { CONFIGURATION } from "../../infinity/collection";
import type { Value } from "../../plugin/values";
import type { Attributes, ResourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiClient } from "./api-client";
import { ApiFailure } from "./api-client";
import { type CollectionTable, collectionResource, type Context, numberOf, Objects } from "./collection-resource";
import { step } from "./diagnostics";
import { embedded, type Field, flag, text, textOrNull, whole, wholeOrNull } from "./fields";
import { creation, update } from "./table";
import { conferenceAlias } from "./tables/services";
import { atMost, between, lengthBetween, oneOf } from "./validators";

const one = textOrNull();
const callRate = wholeOrNull({ rules: between(128, 8192) });
const textOf = (most: number) => text({ default: "", rules: atMost(most) });
const defaultYesNo = text({ default: "default", rules: oneOf("default", "yes", "no") });
const pin = text({ default: "", rules: lengthBetween(4, 20) });
const OFF = flag({ default: false });
/** Kept as it is when it is not said: UseStateForUnknown. */
const view = textOrNull({ rules: atMost(50), staysKnown: true });

/** Described when it is not empty; the API has "" for what Terraform has null for. */
const aliases: Field = {
  read: (shown) =>
    nullIfEmpty((Array.isArray(shown) ? shown : []).map((alias: JsonValue): Attributes => (isRecord(alias) ? { resource_id: alias.id as number, alias: alias.alias as string, description: (alias.description as string) || null } : {}))),
};

/** infinity-provider.md section 2.3, conference, and appendix A. */
export const conferenceTable: CollectionTable = {
  collection: "conference",
  noun: "conference",
  title: "Conference",
  fields: {
    name: text({ rules: atMost(250) }),
    aliases,
    allow_guests: OFF,
    // participants are not simulated: there is never one to name
    automatic_participants: { write: (value) => (Array.isArray(value) ? value.map(asText).sort() : null), read: () => null },
    breakout_rooms: OFF,
    call_type: text({ default: "video", rules: oneOf("audio", "video", "video-only") }),
    crypto_mode: textOrNull({ default: "", rules: oneOf("besteffort", "on", "off") }),
    denoise_enabled: OFF,
    description: textOf(250),
    direct_media: text({ default: "never", rules: oneOf("never", "best_effort", "always") }),
    direct_media_notification_duration: whole({ default: 0, rules: between(0, 30) }),
    enable_active_speaker_indication: OFF,
    enable_chat: defaultYesNo,
    enable_overlay_text: OFF,
    force_presenter_into_main: OFF,
    gms_access_token: one,
    guest_identity_provider_group: one,
    guest_pin: pin,
    guest_view: view,
    // omitempty: false is not sent, the API takes true, and Terraform finds that inconsistent
    guests_can_present: flag({ default: true, falseIsNotCreated: true }),
    guests_can_see_guests: text({ default: "no_hosts", rules: oneOf("no_hosts", "never", "always") }),
    host_identity_provider_group: one,
    host_view: view,
    ivr_theme: embedded("ivr_theme"),
    live_captions_enabled: defaultYesNo,
    match_string: textOf(250),
    max_callrate_in: callRate,
    max_callrate_out: callRate,
    max_pixels_per_second: textOrNull({ rules: oneOf("sd", "hd", "fullhd") }),
    media_playlist: one,
    mssip_proxy: one,
    mute_all_guests: OFF,
    non_idp_participants: text({ default: "disallow_all", rules: oneOf("allow_if_trusted", "disallow_all") }),
    on_completion: textOrNull({ default: "" }),
    participant_limit: wholeOrNull({ rules: between(0, 1_000_000) }),
    pin,
    pinning_config: one,
    post_match_string: textOf(250),
    post_replace_string: textOf(250),
    primary_owner_email_address: textOf(100),
    replace_string: textOf(250),
    service_type: text({ default: "conference", rules: oneOf("conference", "lecture", "two_stage_dialing", "test_call", "media_playback") }),
    softmute_enabled: OFF,
    sync_tag: textOf(250),
    system_location: one,
    tag: textOf(250),
    teams_proxy: one,
    two_stage_dial_type: text({ default: "regular", rules: oneOf("regular", "mssip", "gms", "teams") }),
  },
};

/** In every update, because ConferenceUpdateRequest of go-infinity-sdk v40.0.0 has no omitempty for them. */
const NEVER_SET = { scheduled_conferences: null, scheduled_conferences_count: 0 };

const objects = new Objects(conferenceTable);
const shared = collectionResource(conferenceTable);

/** A conference, and its aliases as objects of their own (section 2.1, "conference inline aliases"). */
export const conference: ResourceBehaviour<ApiClient> = {
  ...shared,
  validators: { ...shared.validators, "aliases.alias": conferenceAlias.fields.alias.rules! },
  create: async (planned, context) => {
    const { id, uri } = await objects.create(context, creation(conferenceTable.fields, planned));
    for (const { alias, description } of aliasesIn(planned.aliases)) {
      await step("Error Creating Conference Alias", `Could not create alias ${alias} for Infinity conference`, () => post(context, { alias, conference: uri, description }));
    }
    return ownAliases(planned, await objects.readCreated(context, id, planned));
  },
  read: async (state, context) => {
    const now = await objects.refresh(context, numberOf(state), state);
    return now && ownAliases(state, now);
  },
  update: async (prior, planned, context) => {
    const id = numberOf(prior);
    const uris = planned.aliases === null ? null : await settleAliases(prior, planned, context);
    await objects.update(context, id, { ...update(conferenceTable.fields, planned), aliases: uris, ...NEVER_SET });
    return ownAliases(planned, await objects.readUpdated(context, id, planned));
  },
};

interface Alias {
  readonly id: number;
  readonly alias: string;
  readonly description: string;
}

/** Aliases that are not said belong to somebody else: those of the API stay out of the state. */
function ownAliases(said: Attributes, now: Attributes): Attributes {
  return said.aliases === null ? { ...now, aliases: null } : now;
}

function aliasesIn(value: Value | undefined): Alias[] {
  return (Array.isArray(value) ? value : []).map((element) => {
    const { resource_id: id, alias, description } = element as Attributes;
    return { id: Number(asText(id)), alias: asText(alias), description: asText(description) };
  });
}

/** New ones are made, changed ones changed, the others removed. @returns what the conference then has */
async function settleAliases(prior: Attributes, planned: Attributes, context: Context): Promise<string[]> {
  const { connection, signal } = context;
  const left = new Map((await aliasesBefore(prior, context)).map((alias) => [alias.alias, alias]));
  const uris: string[] = [];
  for (const { alias, description } of aliasesIn(planned.aliases)) {
    const before = left.get(alias);
    left.delete(alias);
    const about = { alias, conference: asText(prior.id), description };
    if (before === undefined) {
      uris.push(await step("Error Creating Conference Alias", `Could not create alias ${alias}`, () => post(context, about)));
      continue;
    }
    if (before.description !== description) {
      const body = description === "" ? { alias, conference: about.conference } : about;
      await step("Error Updating Conference Alias", `Could not update alias ${alias}`, () => connection.send("PUT", `conference_alias/${before.id}/`, body, signal));
    }
    uris.push(`${CONFIGURATION}conference_alias/${before.id}/`);
  }
  for (const { id, alias } of left.values()) {
    await step("Error Deleting Conference Alias", `Could not delete alias ${alias}`, () => removed(context, id));
  }
  return uris;
}

/** Those of the state; when they were somebody else's until now, those of the API, so that none is made twice. */
async function aliasesBefore(prior: Attributes, context: Context): Promise<Alias[]> {
  if (prior.aliases !== null) return aliasesIn(prior.aliases);
  const id = numberOf(prior);
  const now = await step("Error Reading Infinity Conference Aliases", `Could not read current conference aliases for ID ${id}`, () => objects.read(context, id, null));
  return aliasesIn(now.aliases);
}

async function post({ connection, signal }: Context, { alias, conference, description }: { readonly alias: string; readonly conference: string; readonly description: string }): Promise<string> {
  const { headers } = await connection.send("POST", "conference_alias/", { alias, conference, ...(description === "" ? {} : { description }) }, signal);
  return headers.Location ?? "";
}

async function removed({ connection, signal }: Context, id: number): Promise<void> {
  try {
    await connection.send("DELETE", `conference_alias/${id}/`, undefined, signal);
  } catch (error) {
    if (!(error instanceof ApiFailure && error.saysNotFound)) throw error;
  }
}

const nullIfEmpty = (all: Attributes[]): Value => (all.length === 0 ? null : all);
