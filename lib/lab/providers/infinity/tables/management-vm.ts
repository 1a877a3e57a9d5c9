import { AS_IT_IS, flag, kept, plainReferences, readOnly, references, text, textOrNull, whole } from "../fields";
import type { SingletonTable } from "../singleton-resource";
import { atLeast, atMost, between, ipAddress, oneOf } from "../validators";

const one = textOrNull();
const decidedByTheWizard = readOnly(text());

/**
 * resource_infinity_management_vm.go of pexip/infinity 40.0.0. Servers that are not said are taken from it, and so is its certificate: what is unknown goes out as
 * `[]` and `null` (infinity-provider.md section 2.3, management_vm). Destroyed, it has none of them either.
 */
export const managementVm: SingletonTable = {
  collection: "management_vm",
  noun: "management VM",
  title: "Management VM",
  changedNoun: "Management VM",
  resetNoun: "management VM configuration",
  numbered: true,
  fields: {
    name: text({ rules: [atLeast(1), atMost(32)], reset: AS_IT_IS }),
    description: text({ default: "", rules: atMost(250) }),
    address: decidedByTheWizard,
    netmask: decidedByTheWizard,
    gateway: decidedByTheWizard,
    hostname: decidedByTheWizard,
    domain: decidedByTheWizard,
    alternative_fqdn: text({ default: "", rules: atMost(255) }),
    ipv6_address: one,
    ipv6_gateway: one,
    mtu: whole({ default: 1500, rules: between(512, 1500) }),
    static_nat_address: textOrNull({ rules: ipAddress }),
    dns_servers: references("dns_server"),
    ntp_servers: references("ntp_server"),
    syslog_servers: references("syslog_server"),
    static_routes: references("static_route"),
    event_sinks: references("event_sink"),
    http_proxy: one,
    tls_certificate: one,
    tls_client_certificate: one,
    enable_ssh: text({ default: "GLOBAL", rules: oneOf("GLOBAL", "OFF", "ON") }),
    ssh_authorized_keys: plainReferences("ssh_authorized_key"),
    ssh_authorized_keys_use_cloud: flag({ default: true }),
    secondary_config_passphrase: text({ default: "" }),
    snmp_mode: text({ default: "DISABLED", rules: oneOf("DISABLED", "STANDARD", "AUTHPRIV") }),
    snmp_community: text({ default: "public", rules: atMost(16) }),
    snmp_username: text({ default: "", rules: atMost(100) }),
    // omitempty: they stay when they are taken out of the configuration, and when it is destroyed
    snmp_authentication_password: kept(null, { rules: [atLeast(8), atMost(100)], emptyIsNotUpdated: true, reset: AS_IT_IS }),
    snmp_privacy_password: kept(null, { rules: [atLeast(8), atMost(100)], emptyIsNotUpdated: true, reset: AS_IT_IS }),
    snmp_system_contact: text({ default: "admin@domain.com", rules: atMost(70) }),
    snmp_system_location: text({ default: "Virtual machine", rules: atMost(70) }),
    snmp_network_management_system: one,
    initializing: readOnly(flag()),
    primary: readOnly(flag()),
  },
};
