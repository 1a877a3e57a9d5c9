import { isIP } from "node:net";
import type { Diagnostic } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Attributes, DataSourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import { atLeast, atMost, domain, email, ipAddress, netmask } from "./validators";

/** Of the inner object, in its order: infinity-provider.md section 3.1. */
const TEXTS = ["hostname", "domain", "ip", "mask", "gw", "dns", "ntp", "user", "pass", "admin_password"] as const;
/** All of them, with what the provider calls them. */
const REQUIRED: Readonly<Record<string, string>> = {
  hostname: "Hostname",
  domain: "Domain",
  ip: "IP",
  mask: "Mask",
  gw: "Gateway",
  dns: "DNS",
  ntp: "NTP",
  user: "User",
  pass: "Password",
  admin_password: "Admin Password",
  contact_email_address: "Contact Email Address",
};

const secret = [atLeast(2), atMost(255)];

/** `pexip_infinity_manager_config`: computed by the provider alone; no Management Node is asked (section 3.1). */
export const managerConfig: DataSourceBehaviour<unknown> = {
  validators: {
    hostname: atLeast(3),
    domain,
    ip: ipAddress,
    mask: netmask,
    gw: ipAddress,
    dns: ipAddress,
    ntp: atLeast(3),
    user: atLeast(1),
    pass: secret,
    admin_password: secret,
    contact_email_address: email,
  },
  validate: (config) => Object.entries(REQUIRED).flatMap(([name, what]) => judgeText(name, what, config[name] ?? null)),
  read: (config) => {
    const inner = rendered({
      ...Object.fromEntries(TEXTS.map((name) => [name, config[name]])),
      error_reports: config.error_reports === true,
      enable_analytics: config.enable_analytics === true,
      contact_email_address: config.contact_email_address,
    });
    const outer = `{"management_node_config": ${inner}}`;
    return { rendered: outer, management_node_config: inner, id: String(crc32(outer)) };
  },
};

/** infinity_manager_config_model.go, validate: a second time, in words of its own, after the rules of single values. */
function judgeText(name: string, what: string, value: Value): Diagnostic[] {
  const finding = (summary: string, detail: string): Diagnostic[] => [{ attribute: [name], summary, detail }];
  if (value === null) return finding(`${what} is required`, `${what} must be set to a valid value.`);
  const text = asText(value);
  if (isUnknown(value) || text === "") return [];
  if (name === "contact_email_address") return isMailAddress(text) ? [] : finding("Invalid Email Address", `${what} '${text}' is not a valid email address.`);
  if (!["ip", "mask", "gw", "dns"].includes(name) || isIP(text) !== 0) return [];
  return name === "mask" ? finding("Invalid Mask", `Mask '${text}' is not a valid IP subnet.`) : finding(`Invalid ${name === "ip" ? "" : `${what} `}IP Address`, `${what} '${text}' is not a valid IP address.`);
}

/** The addresses of `net/mail` that have no name beside them: a dot stands between two words. */
const isMailAddress = (text: string): boolean => /^[^\s@<>()[\]:;,\\".]+(\.[^\s@<>()[\]:;,\\".]+)*@[^\s@<>()[\]:;,\\".]+(\.[^\s@<>()[\]:;,\\".]+)*$/.test(text);

/** Go's MarshalIndent without indentation and without its line breaks: a blank after each colon, and no markup in texts. */
function rendered(values: Attributes): string {
  const members = Object.entries(values).map(([name, value]) => `"${name}": ${JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)}`);
  return `{${members.join(",")}}`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** `hash/crc32`, IEEE. */
function crc32(text: string): number {
  let register = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit += 1) register = (register >>> 1) ^ (register & 1 ? 0xedb88320 : 0);
  }
  return ~register >>> 0;
}
