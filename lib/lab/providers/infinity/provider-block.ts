import type { Diagnostic } from "../../plugin/handler";
import { Refusal } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Attributes, Validator } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiSettings } from "./api-client";
import { atLeast, httpsUrl, schemeOf, urlProblem } from "./validators";

export type Environment = Readonly<Record<string, string | undefined>>;

const RULES: Readonly<Record<string, Validator>> = { address: httpsUrl, username: atLeast(4), password: atLeast(4) };

/** infinity-provider.md section 1.1; provider.go of pexip/infinity 40.0.0. */
export function judgeProviderBlock(config: Attributes): Diagnostic[] {
  return Object.entries(RULES).flatMap(([name, rule]) => {
    const value = config[name] ?? null;
    if (value === null || isUnknown(value)) return [];
    const found = rule(value, { path: name, written: name, attribute: [name], config });
    return [found ?? []].flat().map((finding) => ({ ...(typeof finding === "string" ? { summary: finding } : finding), attribute: [name] }));
  });
}

/**
 * What a provider block says, the environment included; nobody is contacted.
 *
 * @returns undefined while one of its values is not known yet
 */
export function settingsOf(config: Attributes, environment: Environment): ApiSettings | undefined {
  if (["address", "username", "password", "insecure"].some((name) => isUnknown(config[name] ?? null))) return undefined;
  const given = (name: string): string => (said(config[name]) ? asText(config[name]) : (environment[variableOf(name)] ?? ""));
  const insecure = said(config.insecure) ? config.insecure === true : parsedFlag(environment.PEXIP_INSECURE ?? "");
  const [address, username, password] = ["address", "username", "password"].map(given);
  refuse(
    [["address", address], ["username", username], ["password", password]]
      .filter(([, value]) => value === "")
      .map(([name]) => diagnostic(name, `Missing ${name}`, `Expected ${name} to be set in provider config or via the ${variableOf(name)} environment variable.`)),
  );
  refuse([
    ...(said(config.address) ? [] : addressFromEnvironment(address)),
    ...[["username", username], ["password", password]].flatMap(([name, value]) => (said(config[name]) ? [] : lengthFromEnvironment(name, value))),
  ]);
  return { address: new URL(address), insecure, login: { username, password } };
}

const said = (value: Value | undefined): boolean => (value ?? null) !== null;

const variableOf = (name: string): string => `PEXIP_${name.toUpperCase()}`;

/** strconv.ParseBool. */
function parsedFlag(text: string): boolean {
  if (text === "" || /^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  const value = JSON.stringify(text);
  throw new Refusal([diagnostic("insecure", "Invalid PEXIP_INSECURE value", `Cannot parse PEXIP_INSECURE=${value} as a boolean: strconv.ParseBool: parsing ${value}: invalid syntax`)]);
}

function addressFromEnvironment(address: string): Diagnostic[] {
  const problem = urlProblem(address);
  const value = JSON.stringify(address);
  if (problem !== undefined) return [diagnostic("address", "Invalid PEXIP_ADDRESS value", `Cannot parse PEXIP_ADDRESS=${value} as a URL: ${problem}`)];
  const scheme = schemeOf(address);
  return scheme === "https" ? [] : [diagnostic("address", "Invalid PEXIP_ADDRESS value", `PEXIP_ADDRESS=${value} must be an HTTPS URL, but scheme is ${JSON.stringify(scheme)}`)];
}

function lengthFromEnvironment(name: string, value: string): Diagnostic[] {
  const bytes = Buffer.byteLength(value);
  return bytes >= 4 ? [] : [diagnostic(name, `Invalid ${variableOf(name)} value`, `${variableOf(name)} must be at least 4 characters, got ${bytes}`)];
}

const diagnostic = (attribute: string, summary: string, detail: string): Diagnostic => ({ attribute: [attribute], summary, detail });

function refuse(diagnostics: Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
}
