import type { PlatformView } from "../../deployment/model";
import type { ServiceRecord } from "../../deployment/service";
import type { SecretRecord } from "../../deployment/secret";
import type { ConferenceAlias } from "../../deployment/services/conference";
import { isDeferred } from "../../validation/fields";
import type { VerifyContext } from "./context";

/** The room that is called. */
export interface CalledRoom {
  readonly alias: string;
  /** undefined for an alias that no room of the deployment has. */
  readonly record?: ServiceRecord;
}

/** A PIN, and where it came from. */
export interface Pin {
  readonly value: string;
  readonly from: string;
}

/** The first room with an alias. */
export function firstRoom({ services }: PlatformView): CalledRoom | undefined {
  const record = services.find((service) => aliasesOf(service).length > 0);
  return record === undefined ? undefined : { alias: aliasesOf(record)[0], record };
}

/** The room with this alias, whatever its case. */
export function roomWith(alias: string, { services }: PlatformView): CalledRoom | undefined {
  const record = services.find((service) => aliasesOf(service).some((one) => one.toLowerCase() === alias.toLowerCase()));
  return record === undefined ? undefined : { alias, record };
}

function aliasesOf({ service, values }: ServiceRecord): readonly string[] {
  if (service !== "virtualMeetingRoom" && service !== "virtualAuditorium") return [];
  return ((values.aliases ?? []) as readonly ConferenceAlias[]).map(({ alias }) => alias);
}

/** Its host PIN, if it has one that is known here. */
export function pinOf({ record }: CalledRoom, { roomPin, secretOf }: Pick<VerifyContext, "roomPin" | "secretOf">): Pin | undefined {
  if (roomPin !== undefined) return { value: roomPin, from: "PEXIP_ROOM_PIN" };
  const pin = declaredPin(record);
  if (typeof pin === "string") return { value: pin, from: "the deployment" };
  if (pin === undefined || isDeferred(pin)) return undefined;
  const value = secretOf(pin.variable);
  return value === undefined ? undefined : { value, from: `TF_VAR_${pin.variable}` };
}

/** What is wrong with a PIN: digits and, if wanted, a final # (docs.pexip.com v11, "PINs, Hosts and Guests"). It goes into a header, and never into an error. */
export function pinProblem({ value, from }: Pin): string | undefined {
  return /^\d{1,20}#?$/.test(value) ? undefined : `${from} must hold a PIN of at most 20 digits, with a final # if it has one`;
}

/** The environment variables that its PIN may come from. */
export function pinVariables({ record }: CalledRoom): readonly string[] {
  const pin = declaredPin(record);
  return pin === undefined || typeof pin === "string" || isDeferred(pin) ? ["PEXIP_ROOM_PIN"] : [`TF_VAR_${pin.variable}`, "PEXIP_ROOM_PIN"];
}

function declaredPin(record: ServiceRecord | undefined): SecretRecord | string | undefined {
  return record?.values.pin as SecretRecord | string | undefined;
}
