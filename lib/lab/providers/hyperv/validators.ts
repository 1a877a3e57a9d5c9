import type { Value } from "../../plugin/values";
import type { Validator } from "../engine/behaviour";
import { asText } from "../engine/members";

// internal/provider/schema_validators.go of taliesins/hyperv 1.2.1. Its texts format the value itself where they
// mean the attribute's name; a number with %s is what Go makes of that.

/** StringKeyInMap: one of these names, in any case of letters. */
export function oneOf(names: readonly string[]): Validator {
  const keys = names.map((name) => name.toLowerCase());
  // Go prints a map sorted by its keys
  const table = `map[${names
    .map((name) => `${name.toLowerCase()}:${name}`)
    .sort()
    .join(" ")}]`;
  return (value) => {
    const key = asText(value).toLowerCase();
    return keys.includes(key) ? undefined : `expected ${asText(value)} to be one of ${table} mapKeyString, got ${key}`;
  };
}

/** IntInSlice. */
export function oneOfNumbers(valid: readonly number[]): Validator {
  return (value) => (valid.includes(Number(value)) ? undefined : `expected ${goInt(value)} to be one of [${valid.join(" ")}], got ${asText(value)}`);
}

/** IntBetween, and ValueOrIntBetween with a further value. */
export function between(least: number, most: number, or?: number): Validator {
  return (value) => {
    const number = Number(value);
    if (number === or || (number >= least && number <= most)) return undefined;
    return `expected ${goInt(value)} to be in the range (${least} - ${most}), got ${number}`;
  };
}

/** IsDivisibleBy. */
export function divisibleBy(divisor: number): Validator {
  return (value) => {
    const number = Number(value);
    if (number % divisor === 0) return undefined;
    return `expected ${number} to be perfectly divisible by ${divisor}, maybe use ${Math.ceil(number / divisor) * divisor} instead`;
  };
}

function goInt(value: Value): string {
  return `%!s(int=${asText(value)})`;
}
