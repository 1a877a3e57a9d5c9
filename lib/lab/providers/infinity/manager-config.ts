import type { Attributes, DataSourceBehaviour } from "../engine/behaviour";
import { atLeast, atMost, domain, email, ipAddress, netmask } from "./validators";

/** Of the inner object, in its order: infinity-provider.md section 3.1. */
const TEXTS = ["hostname", "domain", "ip", "mask", "gw", "dns", "ntp", "user", "pass", "admin_password"] as const;
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
