import type { H323GatekeeperFields } from "../../../deployment/services/h323-gatekeeper";
import type { HttpProxyFields } from "../../../deployment/services/http-proxy";
import type { MssipProxyFields } from "../../../deployment/services/mssip-proxy";
import type { SipProxyFields } from "../../../deployment/services/sip-proxy";
import type { SmtpServerFields } from "../../../deployment/services/smtp-server";
import type { SnmpNetworkManagementSystemFields } from "../../../deployment/services/snmp-network-management-system";
import type { StunServerFields } from "../../../deployment/services/stun-server";
import type { SyslogServerFields } from "../../../deployment/services/syslog-server";
import { type TurnServerFields, TurnServerType } from "../../../deployment/services/turn-server";
import { upperCase } from "./api-words";
import { as, secret } from "./form";
import { formOf } from "./service-form";

/** Servers that locations and rules name. */
export const serverForms = {
  syslogServer: formOf<SyslogServerFields>()({
    collection: "syslog_server",
    by: ["address", "port", "transport"],
    words: { address: "address", description: "description", port: "port", transport: "transport", auditLog: "audit_log", supportLog: "support_log", webLog: "web_log" },
  }),
  snmpNetworkManagementSystem: formOf<SnmpNetworkManagementSystemFields>()({
    collection: "snmp_network_management_system",
    words: { name: "name", description: "description", address: "address", port: "port", snmpTrapCommunity: secret("snmp_trap_community") },
  }),
  httpProxy: formOf<HttpProxyFields>()({
    collection: "http_proxy",
    words: { name: "name", address: "address", port: "port", username: "username", password: secret("password") },
  }),
  smtpServer: formOf<SmtpServerFields>()({
    collection: "smtp_server",
    words: {
      name: "name",
      description: "description",
      address: "address",
      port: "port",
      username: "username",
      password: secret("password"),
      fromEmailAddress: "from_email_address",
      connectionSecurity: as("connection_security", upperCase),
    },
  }),
  stunServer: formOf<StunServerFields>()({ collection: "stun_server", words: { name: "name", description: "description", address: "address", port: "port" } }),
  turnServer: formOf<TurnServerFields>()({
    collection: "turn_server",
    words: {
      name: "name",
      description: "description",
      address: "address",
      port: "port",
      serverType: as("server_type", (type: TurnServerType) => (type === TurnServerType.USERNAME_PASSWORD ? "namepsw" : type)),
      transportType: "transport_type",
      username: "username",
      password: secret("password"),
      secretKey: secret("secret_key"),
    },
  }),
  sipProxy: formOf<SipProxyFields>()({ collection: "sip_proxy", words: { name: "name", description: "description", address: "address", port: "port", transport: "transport" } }),
  h323Gatekeeper: formOf<H323GatekeeperFields>()({ collection: "h323_gatekeeper", words: { name: "name", description: "description", address: "address", port: "port" } }),
  mssipProxy: formOf<MssipProxyFields>()({ collection: "mssip_proxy", words: { name: "name", description: "description", address: "address", port: "port", transport: "transport" } }),
};
