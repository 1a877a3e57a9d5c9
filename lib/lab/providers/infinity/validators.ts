import { isIP } from "node:net";
import type { Diagnostic } from "../../plugin/handler";
import type { Validator } from "../engine/behaviour";
import { asText } from "../engine/members";

type Finding = Omit<Diagnostic, "attribute">;

const LENGTH = "Invalid Attribute Value Length";

/** A length is in bytes: `len` of Go. Texts: terraform-plugin-framework-validators. */
function length(fits: (bytes: number) => boolean, rule: string): Validator {
  return (value, { written }) => {
    const bytes = Buffer.byteLength(asText(value));
    return fits(bytes) ? undefined : { summary: LENGTH, detail: `Attribute ${written} string length must be ${rule}, got: ${bytes}` };
  };
}

export const atMost = (most: number): Validator => length((bytes) => bytes <= most, `at most ${most}`);

export const atLeast = (least: number): Validator => length((bytes) => bytes >= least, `at least ${least}`);

export const lengthBetween = (least: number, most: number): Validator => length((bytes) => bytes >= least && bytes <= most, `between ${least} and ${most}`);

export function oneOf(...choices: readonly string[]): Validator {
  const listed = choices.map((choice) => JSON.stringify(choice)).join(" ");
  return (value, { written }) =>
    choices.includes(asText(value)) ? undefined : { summary: "Invalid Attribute Value Match", detail: `Attribute ${written} value must be one of: [${listed}], got: ${JSON.stringify(value)}` };
}

export function between(least: number, most: number): Validator {
  return (value, { written }) => (Number(value) >= least && Number(value) <= most ? undefined : number(written, `between ${least} and ${most}`, value));
}

export function noLessThan(least: number): Validator {
  return (value, { written }) => (Number(value) >= least ? undefined : number(written, `at least ${least}`, value));
}

/** 0, or within a range: `int64validator.Any` says what both of its rules found. */
export function zeroOrBetween(least: number, most: number): Validator {
  return (value, place) => {
    const found = value === 0 ? undefined : between(least, most)(value, place);
    if (found === undefined) return undefined;
    return [{ summary: "Invalid Attribute Value Match", detail: `Attribute ${place.written} value must be one of: ["0"], got: ${asText(value)}` }, found as Finding];
  };
}

function number(written: string, rule: string, value: Parameters<Validator>[0]): Finding {
  return { summary: "Invalid Attribute Value", detail: `Attribute ${written} value must be ${rule}, got: ${asText(value)}` };
}

/** `net.ParseIP`; the empty text passes. Texts of the provider's own rules: validators/*.go of pexip/infinity 40.0.0. */
export const ipAddress: Validator = (value) => {
  const text = asText(value);
  return text === "" || (isIP(text) !== 0 && !text.includes("%")) ? undefined : { summary: "Invalid IP Address", detail: `IP '${text}' is not a valid IP address.` };
};

export const netmask: Validator = (value) => {
  const text = asText(value);
  if (text === "") return undefined;
  const finding = (problem: string): Finding => ({ summary: "Invalid Netmask", detail: `Netmask '${text}' is not a valid ${problem}` });
  if (isIP(text) === 0) return finding("IP address format.");
  if (isIP(text) !== 4) return finding("IPv4 address.");
  const bits = text.split(".").map((octet) => Number(octet).toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits) ? undefined : finding("subnet mask (must be contiguous 1s followed by 0s).");
};

export const domain: Validator = (value) => {
  const text = asText(value);
  return text === "" || isDomain(text) ? undefined : { summary: "Invalid Domain Name", detail: `Domain '${text}' is not a valid domain name.` };
};

export const email: Validator = (value) => {
  const text = asText(value);
  return text === "" || isEmail(text) ? undefined : { summary: "Invalid Email Address", detail: `Email '${text}' is not a valid email address.` };
};

function isDomain(text: string): boolean {
  if (text.length < 3 || text.length > 253 || !text.includes(".")) return false;
  const labels = text.replace(/\.$/, "").split(".");
  return labels.length > 1 && labels.every((label) => label.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label)) && /[a-z]/i.test(labels[labels.length - 1]);
}

function isEmail(text: string): boolean {
  const parts = text.split("@");
  if (text.length < 3 || text.length > 254 || parts.length !== 2 || !isDomain(parts[1])) return false;
  return /^[a-zA-Z0-9_+-][a-zA-Z0-9._+-]*$/.test(parts[0]) && parts[0].length <= 64 && !parts[0].endsWith(".") && !parts[0].includes("..");
}

/** `url.ParseRequestURI`, then the scheme. */
export const httpsUrl: Validator = (value) => {
  const text = asText(value);
  const problem = urlProblem(text);
  if (problem !== undefined) return { summary: "Invalid URL", detail: `The value ${JSON.stringify(text)} is not a valid URL: ${problem}` };
  const scheme = schemeOf(text);
  return scheme === "https" ? undefined : { summary: "Invalid URL Scheme", detail: `The value ${JSON.stringify(text)} must be an HTTPS URL, but scheme is ${JSON.stringify(scheme)}` };
};

/** Why Go does not read this as a URL (net/url, ParseRequestURI); undefined when it does. */
export function urlProblem(text: string): string | undefined {
  const problem = (what: string): string => `parse ${JSON.stringify(text)}: ${what}`;
  if (text === "") return problem("empty url");
  if (text.startsWith(":")) return problem("missing protocol scheme");
  if (text.startsWith("/")) return undefined;
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text) ?? [];
  const odd = /[\s"<>\\^`{|}]/.exec(host ?? "")?.[0];
  if (odd !== undefined) return problem(`invalid character ${JSON.stringify(odd)} in host name`);
  return URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\//i.test(text) ? undefined : problem("invalid URI for request");
}

export const schemeOf = (url: string): string => (/^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? "").toLowerCase();
