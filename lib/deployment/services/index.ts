import type { AnyServiceSpec, ServiceKind } from "../service";
import { automaticBackup } from "./automatic-backup";
import { caCertificate } from "./ca-certificate";
import { callRoutingRule } from "./call-routing-rule";
import { device } from "./device";
import { globalSettings } from "./global-settings";
import { h323Gatekeeper } from "./h323-gatekeeper";
import { httpProxy } from "./http-proxy";
import { ivrTheme } from "./ivr-theme";
import { licence } from "./licence";
import { managementNodeSettings } from "./management-node-settings";
import { mssipProxy } from "./mssip-proxy";
import { registrationSettings } from "./registration-settings";
import { sipProxy } from "./sip-proxy";
import { smtpServer } from "./smtp-server";
import { snmpNetworkManagementSystem } from "./snmp-network-management-system";
import { stunServer } from "./stun-server";
import { syslogServer } from "./syslog-server";
import { tlsCertificate } from "./tls-certificate";
import { turnServer } from "./turn-server";
import { virtualAuditorium } from "./virtual-auditorium";
import { virtualMeetingRoom } from "./virtual-meeting-room";
import { webappBranding } from "./webapp-branding";

/** Every kind of service, in the order of the guide. */
export const SERVICES: readonly AnyServiceSpec[] = [
  syslogServer,
  licence,
  caCertificate,
  tlsCertificate,
  managementNodeSettings,
  virtualMeetingRoom,
  virtualAuditorium,
  globalSettings,
  snmpNetworkManagementSystem,
  httpProxy,
  smtpServer,
  stunServer,
  turnServer,
  sipProxy,
  h323Gatekeeper,
  mssipProxy,
  callRoutingRule,
  registrationSettings,
  device,
  webappBranding,
  ivrTheme,
  automaticBackup,
];

const byKind: ReadonlyMap<ServiceKind, AnyServiceSpec> = new Map(SERVICES.map((spec) => [spec.service, spec]));

/** What is known of a kind of service; undefined for a kind that has no construct. */
export function specOf(kind: ServiceKind): AnyServiceSpec | undefined {
  return byKind.get(kind);
}
