import { decode, encode, ExtData } from "@msgpack/msgpack";
import type { DynamicValueMessage } from "./protocol";

/**
 * A value as Terraform and a provider exchange it. Lists, sets and tuples are arrays; maps, objects and
 * blocks are records in which every attribute of the schema is present, `null` when it is not set.
 * An integer that a JavaScript number cannot hold is a bigint, a longer or finer number is its decimal string.
 */
export type Value = null | boolean | number | bigint | string | Unknown | Value[] | { [name: string]: Value };

const PLAIN_EXTENSION = 0;
const REFINED_EXTENSION = 12;

/** A value that is known only after the apply. */
export class Unknown {
  /** @param refinements what Terraform already knows of the value, as it came; handed back untouched */
  constructor(readonly refinements?: Uint8Array) {}
}

export const UNKNOWN = new Unknown();

export function isUnknown(value: Value): value is Unknown {
  return value instanceof Unknown;
}

const extensionCodec = {
  tryToEncode(value: unknown): ExtData | null {
    if (!(value instanceof Unknown)) return null;
    return value.refinements
      ? new ExtData(REFINED_EXTENSION, value.refinements)
      : new ExtData(PLAIN_EXTENSION, new Uint8Array(1));
  },
  // the protocol: every extension is an unknown value, and only type 12 carries a meaning
  decode(bytes: Uint8Array, type: number): Unknown {
    return type === REFINED_EXTENSION ? new Unknown(bytes.slice()) : UNKNOWN;
  },
};

/** An absent message is null: there is no prior state, or nothing is left after a destroy. */
export function decodeValue(message: DynamicValueMessage | null | undefined): Value {
  if (message?.msgpack?.length) {
    return narrowed(decode(message.msgpack, { extensionCodec, useBigInt64: true }) as Value);
  }
  if (message?.json?.length) return JSON.parse(Buffer.from(message.json).toString("utf8")) as Value;
  return null;
}

export function encodeValue(value: Value): DynamicValueMessage {
  return { msgpack: encode(value, { extensionCodec, useBigInt64: true }) };
}

function narrowed(value: Value): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(narrowed);
  if (value === null || typeof value !== "object" || isUnknown(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, narrowed(member)]));
}
