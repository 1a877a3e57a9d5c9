/**
 * The longest text that any prop takes, in characters. Not a vendor limit (those are rules): it keeps a file pasted
 * into the wrong place out of the Terraform configuration.
 */
export const MAX_TEXT_LENGTH = 4096;

/** What is wrong with a one-line text, or undefined. */
export function lineProblem(text: string): string | undefined {
  if (text.trim() === "") return "must not be empty";
  if (text.length > MAX_TEXT_LENGTH) return `must be at most ${MAX_TEXT_LENGTH} characters, got ${text.length}`;
  if (/\p{Surrogate}/u.test(text)) return "contains half of a character (an unpaired surrogate)";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return "must be one line without control characters";
  return undefined;
}

/** The longest text of several lines, in characters: a chain of certificates has about 8,000. Not a vendor limit. */
export const MAX_LINES_LENGTH = 65_536;

/** What is wrong with a text of several lines, or undefined. */
export function multilineProblem(text: string): string | undefined {
  if (text.trim() === "") return "must not be empty";
  if (text.length > MAX_LINES_LENGTH) return `must be at most ${MAX_LINES_LENGTH} characters, got ${text.length}`;
  if (/\p{Surrogate}/u.test(text)) return "contains half of a character (an unpaired surrogate)";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return "must be lines of text without control characters";
  return undefined;
}

/** The value as an error shows it: JSON, cut to one line that a person can read. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return cut(JSON.stringify(withoutCredentials(value)));
    case "bigint":
      return cut(`${value}n`);
    case "symbol":
      return cut(value.toString());
    case "function":
      return "a function";
    case "object":
      return value === null ? "null" : shownObject(value);
    default:
      return String(value);
  }
}

/** `"é" (U+00E9)`: a character that may be invisible. */
export function shownCharacter(character: string): string {
  return `${shown(character)} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`;
}

function shownObject(value: object): string {
  try {
    if (Array.isArray(value)) return `a list of ${value.length} ${value.length === 1 ? "entry" : "entries"}`;
    const name: unknown = value.constructor?.name;
    return typeof name === "string" && /^\w{1,60}$/.test(name) && name !== "Object" ? `an object (${name})` : "an object";
  } catch {
    // a getter or a proxy that throws says nothing about the value
    return "an object";
  }
}

/** A URL may carry a user name and password, or a signature in its query. */
function withoutCredentials(text: string): string {
  const authority = text.indexOf("://") + 3;
  if (authority < 3) return text;
  const end = text.lastIndexOf("@");
  const url = end < authority ? text : `${text.slice(0, authority)}***${text.slice(end)}`;
  const query = url.indexOf("?", authority);
  return query < 0 ? url : `${url.slice(0, query)}?***`;
}

/** One line of at most 80 characters, with invisible ones written out: an error must not steer a terminal. */
function cut(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return short.replace(/[\p{C}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
