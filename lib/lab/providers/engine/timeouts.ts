import type { Value } from "../../plugin/values";
import type { Attributes, Operation, ResourceBehaviour } from "./behaviour";
import { isRecord } from "./members";
import { TIMEOUTS } from "./plan-sdkv2";

const MINUTE = 60_000;
/** What an operation may take where neither provider nor configuration say it (terraform-plugin-sdk/v2 2.32.0, helper/schema/resource_data.go, Timeout). */
const DEFAULT_TIMEOUT = 20 * MINUTE;
/** Under this key SDKv2 keeps the durations of operations, in nanoseconds, in a resource's private state (helper/schema/resource_timeout.go, TimeoutKey). */
const TIMEOUTS_KEY = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";
const OPERATIONS: readonly Operation[] = ["create", "read", "update", "delete"];
const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, "µs": 1e-3, ms: 1, s: 1000, m: MINUTE, h: 60 * MINUTE };

/**
 * Milliseconds of a Go duration: `90s`, `1h30m`, `1.5h`.
 *
 * @returns undefined for any other text
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/.test(text)) return undefined;
  const sum = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)].reduce((total, [, count, unit]) => total + Number(count) * UNITS[unit], 0);
  return text.startsWith("-") ? -sum : sum;
}

/** What Go says of a text that is no duration (time.ParseDuration). */
function durationProblem(text: string): string {
  const unit = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))*(?:\d+(?:\.\d*)?|\.\d+)([^\d.]*)/.exec(text)?.[1];
  if (unit === undefined) return `invalid duration "${text}"`;
  return unit === "" ? `missing unit in duration "${text}"` : `unknown unit "${unit}" in duration "${text}"`;
}

/** The durations that a configuration asks for; an error as SDKv2 words it (helper/schema/resource_timeout.go, ConfigDecode). */
export function configuredTimeouts(config: Attributes): Partial<Record<Operation, number>> {
  const block = config[TIMEOUTS];
  if (!isRecord(block)) return {};
  return Object.fromEntries(
    OPERATIONS.flatMap((operation) => {
      const text = block[operation] ?? null;
      if (typeof text !== "string") return [];
      const milliseconds = parseDuration(text);
      if (milliseconds === undefined) throw new Error(`Error parsing "${operation}" timeout: time: ${durationProblem(text)}`);
      return [[operation, milliseconds]];
    }),
  );
}

/** The private state of a resource: its durations, unless it had something else in it. */
export function timeoutsToPrivate(behaviour: Pick<ResourceBehaviour<unknown>, "timeouts">, configured: Partial<Record<Operation, number>>): Uint8Array {
  const milliseconds = { ...behaviour.timeouts, ...configured };
  const nanoseconds = Object.fromEntries(Object.entries(milliseconds).map(([operation, duration]) => [operation, duration * 1e6]));
  return Buffer.from(JSON.stringify(Object.keys(nanoseconds).length === 0 ? {} : { [TIMEOUTS_KEY]: nanoseconds }));
}

/** What an operation may take. */
export function timeoutOf(operation: Operation, behaviour: Pick<ResourceBehaviour<unknown>, "timeouts">, state: Uint8Array | undefined): number {
  const kept = fromPrivate(state)?.[operation];
  return typeof kept === "number" ? kept / 1e6 : (behaviour.timeouts?.[operation] ?? DEFAULT_TIMEOUT);
}

function fromPrivate(state: Uint8Array | undefined): Attributes | undefined {
  if (state === undefined || state.length === 0) return undefined;
  let kept: Value;
  try {
    kept = JSON.parse(Buffer.from(state).toString("utf8")) as Value;
  } catch {
    return undefined;
  }
  const durations = isRecord(kept) ? kept[TIMEOUTS_KEY] : undefined;
  return isRecord(durations) ? durations : undefined;
}
