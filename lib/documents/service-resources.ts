import type { ServiceKind } from "../deployment/service";

/** What Terraform makes of each service in api mode. */
export const SERVICE_RESOURCES: Readonly<Record<ServiceKind, string>> = {
  automaticBackup: "pexip_infinity_autobackup",
  caCertificate: "pexip_infinity_ca_certificate",
  callRoutingRule: "pexip_infinity_gateway_routing_rule",
  device: "pexip_infinity_device",
  globalSettings: "pexip_infinity_global_configuration",
  h323Gatekeeper: "pexip_infinity_h323_gatekeeper",
  httpProxy: "pexip_infinity_http_proxy",
  ivrTheme: "pexip_infinity_ivr_theme",
  licence: "pexip_infinity_licence",
  managementNodeSettings: "pexip_infinity_management_vm",
  mssipProxy: "pexip_infinity_mssip_proxy",
  registrationSettings: "pexip_infinity_registration",
  sipProxy: "pexip_infinity_sip_proxy",
  smtpServer: "pexip_infinity_smtp_server",
  snmpNetworkManagementSystem: "pexip_infinity_snmp_network_management_system",
  stunServer: "pexip_infinity_stun_server",
  syslogServer: "pexip_infinity_syslog_server",
  tlsCertificate: "pexip_infinity_tls_certificate",
  turnServer: "pexip_infinity_turn_server",
  virtualAuditorium: "pexip_infinity_conference",
  virtualMeetingRoom: "pexip_infinity_conference",
  webappBranding: "pexip_infinity_webapp_branding",
};
