import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { ServiceKind } from "../../deployment/service";
import { ExternalSwitch, type ExternalSwitchProps, type ExistingSwitchProps } from "../../hyperv/external-switch";
import { HypervHost, type HypervHostProps } from "../../hyperv/hyperv-host";
import { ConferencingNode, type ConferencingNodeProps, type ExistingConferencingNodeProps } from "../../infinity/conferencing-node";
import { type ExistingManagementNodeProps, ManagementNode, type ManagementNodeProps } from "../../infinity/management-node";
import type { ExistingObjectProps } from "../../infinity/platform-object";
import { AutomaticBackup } from "../../infinity/services/automatic-backup";
import { CaCertificate } from "../../infinity/services/ca-certificate";
import { CallRoutingRule } from "../../infinity/services/call-routing-rule";
import { Device } from "../../infinity/services/device";
import { GlobalSettings } from "../../infinity/services/global-settings";
import { H323Gatekeeper } from "../../infinity/services/h323-gatekeeper";
import { HttpProxy } from "../../infinity/services/http-proxy";
import { IvrTheme } from "../../infinity/services/ivr-theme";
import { Licence } from "../../infinity/services/licence";
import { ManagementNodeSettings } from "../../infinity/services/management-node-settings";
import { MssipProxy } from "../../infinity/services/mssip-proxy";
import { RegistrationSettings } from "../../infinity/services/registration-settings";
import { SipProxy } from "../../infinity/services/sip-proxy";
import { SmtpServer } from "../../infinity/services/smtp-server";
import { SnmpNetworkManagementSystem } from "../../infinity/services/snmp-network-management-system";
import { StunServer } from "../../infinity/services/stun-server";
import { SyslogServer } from "../../infinity/services/syslog-server";
import { TlsCertificate } from "../../infinity/services/tls-certificate";
import { TurnServer } from "../../infinity/services/turn-server";
import { VirtualAuditorium } from "../../infinity/services/virtual-auditorium";
import { VirtualMeetingRoom } from "../../infinity/services/virtual-meeting-room";
import { WebappBranding } from "../../infinity/services/webapp-branding";
import { StaticRoute, type StaticRouteProps } from "../../infinity/static-route";
import { type ExistingLocationProps, SystemLocation, type SystemLocationProps } from "../../infinity/system-location";
import type { EntryKind } from "../read/sections";

/** Props that were read from a file and checked there. */
type Props = Readonly<Record<string, unknown>>;
type Make = (stack: TerraformStack, id: string, props: Props) => IConstruct;

/** How an entry becomes a construct. */
interface Maker {
  readonly make: Make;
  readonly refer?: Make;
}

const as = <T>(props: Props): T => props as unknown as T;

/** A class of a service: the constructor and, where it has one, its `fromResourceId`. */
interface ServiceClass {
  new (stack: TerraformStack, id: string, props: never): IConstruct;
  readonly fromResourceId?: (stack: TerraformStack, id: string, props: ExistingObjectProps) => IConstruct;
}

function service(made: ServiceClass): Maker {
  const { fromResourceId } = made;
  return { make: (stack, id, props) => new made(stack, id, props as never), ...(fromResourceId === undefined ? {} : { refer: (stack, id, props) => fromResourceId(stack, id, as(props)) }) };
}

const SERVICE_CLASSES: Readonly<Record<ServiceKind, ServiceClass>> = {
  automaticBackup: AutomaticBackup,
  caCertificate: CaCertificate,
  callRoutingRule: CallRoutingRule,
  device: Device,
  globalSettings: GlobalSettings,
  h323Gatekeeper: H323Gatekeeper,
  httpProxy: HttpProxy,
  ivrTheme: IvrTheme,
  licence: Licence,
  managementNodeSettings: ManagementNodeSettings,
  mssipProxy: MssipProxy,
  registrationSettings: RegistrationSettings,
  sipProxy: SipProxy,
  smtpServer: SmtpServer,
  snmpNetworkManagementSystem: SnmpNetworkManagementSystem,
  stunServer: StunServer,
  syslogServer: SyslogServer,
  tlsCertificate: TlsCertificate,
  turnServer: TurnServer,
  virtualAuditorium: VirtualAuditorium,
  virtualMeetingRoom: VirtualMeetingRoom,
  webappBranding: WebappBranding,
};

/** Every kind of entry; one that is missing here does not compile. */
export const MAKERS: Readonly<Record<EntryKind, Maker>> = {
  host: { make: (stack, id, props) => new HypervHost(stack, id, as<HypervHostProps>(props)) },
  externalSwitch: {
    make: (stack, id, props) => new ExternalSwitch(stack, id, as<ExternalSwitchProps>(props)),
    refer: (stack, id, props) => ExternalSwitch.fromSwitchName(stack, id, as<ExistingSwitchProps>(props)),
  },
  managementNode: {
    make: (stack, id, props) => new ManagementNode(stack, id, as<ManagementNodeProps>(props)),
    refer: (stack, id, props) => ManagementNode.fromAddress(stack, id, as<ExistingManagementNodeProps>(props)),
  },
  systemLocation: {
    make: (stack, id, props) => new SystemLocation(stack, id, as<SystemLocationProps>(props)),
    refer: (stack, id, props) => SystemLocation.fromAttributes(stack, id, as<ExistingLocationProps>(props)),
  },
  conferencingNode: {
    make: (stack, id, props) => new ConferencingNode(stack, id, as<ConferencingNodeProps>(props)),
    refer: (stack, id, props) => ConferencingNode.fromAddress(stack, id, as<ExistingConferencingNodeProps>(props)),
  },
  staticRoute: { make: (stack, id, props) => new StaticRoute(stack, id, as<StaticRouteProps>(props)) },
  ...(Object.fromEntries(Object.entries(SERVICE_CLASSES).map(([kind, made]) => [kind, service(made)])) as Record<ServiceKind, Maker>),
};
