import { wizardAnswers, type WizardAnswer } from "../../deployment/wizard";
import { domainProblem, hostnameProblem, hostOrAddressProblem, isIpv4, prefixLength, Subnet } from "../../validation/network";

/** One question of the installation wizard, and what was typed; an empty text takes the default. */
export interface TypedAnswer {
  readonly label: string;
  readonly value: string;
}

/** What the installation wizard was told. */
export interface WizardResult {
  readonly address: string;
  readonly netmask: string;
  readonly gateway: string;
  readonly hostname: string;
  readonly domain: string;
  readonly dnsServers: readonly string[];
  readonly ntpServers: readonly string[];
  readonly username: string;
  readonly password: string;
  readonly incidentReporting: boolean;
  readonly usageStatistics: boolean;
}

/** The answer that the wizard does not take, and why. Never holds what was typed for the password. */
export interface WizardRefusal {
  readonly label: string;
  readonly problem: string;
}

/** The questions, in the guide's order (pages 8-9). */
const QUESTIONS = wizardAnswers({
  address: "",
  netmask: "",
  gateway: "",
  hostname: "",
  domain: "",
  dnsServers: [],
  ntpServers: [],
  webAdminUsername: "",
  incidentReporting: false,
  usageStatistics: false,
});

/** What the wizard offers where ours names "two of" four: which two is unverified. */
const DEFAULT_NTP_SERVERS = "0.pexip.pool.ntp.org 1.pexip.pool.ntp.org";

/**
 * The answers that we print, with the password that they never hold.
 *
 * @throws RangeError when one of them is known to Terraform alone
 */
export function typedAnswers(answers: readonly WizardAnswer[], password: string): readonly TypedAnswer[] {
  return answers.map(({ label, value, secret }) => {
    if (secret === true) return { label, value: password };
    if (value === undefined) throw new RangeError(`the answer "${label}" is not known: nobody can type it`);
    return { label, value };
  });
}

/** Reads the answers in the wizard's order, and stops at the first one that it does not take. What the wizard itself says is unverified. */
export function runWizard(typed: readonly TypedAnswer[], reaches: (host: string) => boolean): WizardResult | WizardRefusal {
  const asked = QUESTIONS.map(({ label }) => label);
  const surprise = typed.findIndex(({ label }, index) => label !== asked[index]);
  if (surprise >= 0) return { label: typed[surprise].label, problem: asked[surprise] === undefined ? "is not asked for" : `is not asked for here: "${asked[surprise]}" is` };
  if (typed.length < asked.length) return { label: asked[typed.length], problem: "is not answered" };
  const [address, netmask, gateway, hostname, domain, dns, ntp, username, , incidents, statistics] = typed.map(({ label, value }, index) => (value.trim() === "" ? defaultOf(label, index) : value.trim()));
  const [dnsServers, ntpServers] = [words(dns), words(ntp)];
  const problems: readonly (string | undefined)[] = [
    isIpv4(address) ? undefined : "is no IPv4 address",
    isIpv4(netmask) && prefixLength(netmask) !== undefined ? undefined : "is no network mask",
    Subnet.of(address, netmask)?.contains(gateway) === true && gateway !== address ? undefined : "is no other address of this network",
    hostname === "" ? "must be answered" : hostnameProblem(hostname),
    domain === "" ? "must be answered" : domainProblem(domain),
    dnsServers.every(isIpv4) ? undefined : "must be IPv4 addresses, separated by a space",
    timeProblem(ntpServers, reaches),
    /\s/.test(username) ? "must be one word" : undefined,
    typed[8].value === "" ? "must be answered" : undefined,
    yesNo(incidents) === undefined ? "must be yes or no" : undefined,
    yesNo(statistics) === undefined ? "must be yes or no" : undefined,
  ];
  const wrong = problems.findIndex((problem) => problem !== undefined);
  if (wrong >= 0) return { label: asked[wrong], problem: problems[wrong]! };
  return {
    address,
    netmask,
    gateway,
    hostname,
    domain,
    dnsServers,
    ntpServers,
    username,
    password: typed[8].value,
    incidentReporting: yesNo(incidents) === true,
    usageStatistics: yesNo(statistics) === true,
  };
}

/** Source: guide page 9, second footnote: installation fails when the NTP server cannot be accessed. */
function timeProblem(servers: readonly string[], reaches: (host: string) => boolean): string | undefined {
  if (!servers.every((server) => hostOrAddressProblem(server) === undefined)) return "must be names or addresses, separated by a space";
  return servers.some(reaches) ? undefined : "no NTP server can be reached; the installation fails";
}

function defaultOf(label: string, index: number): string {
  return label === "NTP servers" ? DEFAULT_NTP_SERVERS : (QUESTIONS[index].defaultValue ?? "");
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

const yesNo = (text: string): boolean | undefined => (/^y(es)?$/i.test(text) ? true : /^no?$/i.test(text) ? false : undefined);
