import { address, choice, deferrable, fieldsOf, flag, hostOrAddress, ipv4, line, lineThat, list, object, opt, whole, windowsName, type Deferrable, type DeferredForm } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import { AutomaticStart, CheckpointType, PowerState, type Mode } from "./enums";
import type { SwitchRecord } from "./external-switch";
import type { HostRecord } from "./host";
import { infinityVersion, type InfinityVersion } from "./infinity-version";
import { adapterRecord, defaultDiskPath, MEMORY_MIB_PER_VCPU, type MachineRecord } from "./machine";
import { Secret, secret, type SecretRecord } from "./secret";
import { templateDisk, type TemplateDisk } from "./template-disk";
import { variableName } from "./variables";
import { wizardAnswers, type WizardAnswer } from "./wizard";

/** The management API of the platform: Infinity v38 and later. */
export interface ApiFields {
  /** Web administration user that Terraform signs in as. @default - webAdminUsername, or "admin" */
  readonly username?: string;
  /** Its password. @default - Secret.fromVariable("<id>_web_password"), with `-` in the id written as `_` */
  readonly password?: Secret;
  /** Do not verify the Management Node's TLS certificate: for a first apply, while it is still the self-signed one. Refused unless accepted with a reason. @default false */
  readonly insecureTls?: boolean;
  /**
   * Servers that exist on the Management Node already, as those that the installation wizard made: they are named by their numbers and not made again.
   * @default - none: each server that a location names is made
   */
  readonly existingServers?: readonly ExistingServer[];
}

/** A DNS or NTP server that the Management Node knows already. */
export interface ExistingServer {
  readonly kind: ServerKind;
  /** Its address or name, exactly as a location names it. */
  readonly address: string;
  /** Its number: the end of its address in the Administrator interface (System > DNS Servers, System > NTP Servers). */
  readonly resourceId: number;
}

/** Servers that a platform knows once each. */
export enum ServerKind {
  DNS = "dns",
  NTP = "ntp",
}

/** How Terraform calls the commands of this package while it applies. */
export interface CommandFields {
  /** Called by Terraform's local-exec in the stack's folder. @default "npx --no-install pexip-hyperv" */
  readonly prefix?: string;
  /**
   * false: no command is called. Then nothing waits for the installation wizard, and configurations of nodes are delivered by hand.
   * @default true
   */
  readonly enabled?: boolean;
  /** How long an apply waits for the Management Node, which a person may be installing meanwhile. @default "1h" */
  readonly managerTimeout?: string;
  /** How long an apply waits for a node until it is synchronized. @default "15m" */
  readonly nodeTimeout?: string;
}

/** The Management Node: its VM, and what the installation wizard asks (guide pages 6-9). */
export interface ManagementNodeFields {
  /** Access VLAN of its adapter, 1-4094. @default - untagged */
  readonly vlanId?: number;
  /** Version of the platform: InfinityVersion.of("21"). */
  readonly infinityVersion: InfinityVersion;
  /** Present: api mode, for v38 and later: Terraform configures the platform and enters the nodes. @default - runbook mode: people do, from the runbook */
  readonly api?: ApiFields;
  /** How Terraform calls this package's commands while it applies. @default - through npx, with the limits named there */
  readonly commands?: CommandFields;
  /** The unpacked VHD of `Pexip_Infinity_v<version>_HyperV_pxMgr_<build>.zip` (guide page 6). */
  readonly templateDisk: TemplateDisk;
  /** Version that the disk was born with: a platform that was upgraded in place keeps its old disk. @default - infinityVersion */
  readonly templateVersion?: InfinityVersion;
  /** Name of the VM. @default - hostname */
  readonly name?: string;
  /** Wizard: host name, at most 63 characters. Changing it later means running the wizard again. */
  readonly hostname: string;
  /** Wizard: domain suffix, at most 192 characters. */
  readonly domain: string;
  /** Wizard: IPv4 address. */
  readonly address: string;
  /** Wizard: network mask. */
  readonly netmask: string;
  /** Wizard: gateway. */
  readonly gateway: string;
  /** Wizard: DNS servers, IPv4; three are used. */
  readonly dnsServers: readonly string[];
  /** Wizard: NTP servers. One must answer while the wizard runs, or the installation fails (guide page 9); at least three are recommended (page 4). */
  readonly ntpServers: readonly string[];
  /** Wizard: web administration username. @default "admin" */
  readonly webAdminUsername?: string;
  /** Wizard: enable incident reporting. */
  readonly incidentReporting: boolean;
  /** Wizard: send deployment and usage statistics to Pexip. */
  readonly usageStatistics: boolean;
  /** Contact for incident reports, which later versions ask for. @default - none */
  readonly contactEmail?: string;
  /** MAC address in any notation. Pin it once a licence exists: licences are bound to it (guide page 4). @default - stable, derived from the FQDN, locally administered */
  readonly macAddress?: string;
  /** Virtual CPUs, 2-64; enough for 30 Conferencing Nodes (docs.pexip.com, "Server design guidelines"). @default 4 */
  readonly vcpus?: number;
  /** Memory in MiB. @default - 1024 for each vCPU */
  readonly memoryMib?: number;
  /** @default AutomaticStart.RESTART_IF_RUNNING */
  readonly automaticStart?: AutomaticStart;
  /** Refuse to destroy VM and disk. It does not protect a construct that is removed from the program. @default true */
  readonly deletionProtection?: boolean;
}

const duration = () => lineThat((text) => (/^(\d+(ms|s|m|h))+$/.test(text) ? undefined : "must be a duration such as 90s or 15m"));

const existingServerFields = fieldsOf<ExistingServer>()({ kind: choice(ServerKind), address: hostOrAddress(), resourceId: whole() });

const apiFields = fieldsOf<ApiFields>()({ username: opt(line()), password: opt(secret()), insecureTls: opt(flag()), existingServers: opt(list(object(existingServerFields))) });

const commandFields = fieldsOf<CommandFields>()({ prefix: opt(line()), enabled: opt(flag()), managerTimeout: opt(duration()), nodeTimeout: opt(duration()) });

type Deferring = "address" | "netmask" | "gateway" | "dnsServers" | "ntpServers";

export const managementNodeFields = fieldsOf<ManagementNodeFields, Deferring>()({
  vlanId: opt(whole()),
  infinityVersion: infinityVersion(),
  api: opt(object(apiFields)),
  commands: opt(object(commandFields)),
  templateDisk: templateDisk(),
  templateVersion: opt(infinityVersion()),
  name: opt(windowsName()),
  hostname: windowsName(),
  domain: line(),
  address: deferrable(ipv4()),
  netmask: deferrable(ipv4()),
  gateway: deferrable(ipv4()),
  dnsServers: deferrable(list(address())),
  ntpServers: deferrable(list(hostOrAddress())),
  webAdminUsername: opt(line()),
  incidentReporting: flag(),
  usageStatistics: flag(),
  contactEmail: opt(line()),
  macAddress: opt(line()),
  vcpus: opt(whole()),
  memoryMib: opt(whole()),
  automaticStart: opt(choice(AutomaticStart)),
  deletionProtection: opt(flag()),
});

/** A Management Node that Terraform does not build. */
export interface ImportedManagementNodeFields {
  readonly address: string;
  readonly hostname: string;
  readonly domain: string;
  readonly infinityVersion: InfinityVersion;
  /** Present: api mode, for v38 and later. @default - runbook mode */
  readonly api?: ApiFields;
  /** How Terraform calls this package's commands while it applies. @default - through npx */
  readonly commands?: CommandFields;
}

export const importedManagementNodeFields = fieldsOf<ImportedManagementNodeFields, "address">()({
  address: deferrable(ipv4()),
  hostname: windowsName(),
  domain: line(),
  infinityVersion: infinityVersion(),
  api: opt(object(apiFields)),
  commands: opt(object(commandFields)),
});

interface AnyManagementNodeRecord {
  readonly kind: "managementNode";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  readonly mode: Mode;
  readonly infinityVersion: string;
  readonly hostname: string;
  readonly domain: string;
  readonly fqdn: string;
  readonly address: Deferrable<string>;
  /** In api mode. */
  readonly api?: ApiRecord;
  readonly commands: CommandRecord;
}

export interface ApiRecord {
  readonly username: string;
  readonly password: SecretRecord;
  readonly insecureTls: boolean;
  readonly existingServers: readonly ExistingServer[];
}

export interface CommandRecord {
  readonly prefix: string;
  readonly enabled: boolean;
  readonly managerTimeout: string;
  readonly nodeTimeout: string;
}

/** A Management Node whose VM Terraform builds. */
export interface ManagedManagementNodeRecord extends AnyManagementNodeRecord {
  readonly origin: "managed";
  readonly templateVersion: string;
  readonly netmask: Deferrable<string>;
  readonly gateway: Deferrable<string>;
  readonly dnsServers: DeferredForm<readonly string[]>;
  readonly ntpServers: DeferredForm<readonly string[]>;
  readonly webAdminUsername: string;
  readonly incidentReporting: boolean;
  readonly usageStatistics: boolean;
  readonly contactEmail?: string;
  readonly machine: MachineRecord;
  readonly wizardAnswers: readonly WizardAnswer[];
}

export interface ImportedManagementNodeRecord extends AnyManagementNodeRecord {
  readonly origin: "imported";
}

export type ManagementNodeRecord = ManagedManagementNodeRecord | ImportedManagementNodeRecord;

/** @throws ValidationError with every problem of the Management Node's props */
export function managementNodeRecord(place: Place, id: string, fields: ManagementNodeFields, on: { readonly externalSwitch: SwitchRecord; readonly host: HostRecord }): ManagedManagementNodeRecord {
  const given = read<ManagementNodeFields, Deferring>(managementNodeFields, fields, place, ["externalSwitch"]);
  const fqdn = `${given.hostname}.${given.domain}`;
  const vmName = given.name ?? given.hostname;
  const vcpus = given.vcpus ?? 4;
  const settings = {
    hostname: given.hostname,
    domain: given.domain,
    address: given.address,
    netmask: given.netmask,
    gateway: given.gateway,
    dnsServers: given.dnsServers,
    ntpServers: given.ntpServers,
    webAdminUsername: given.webAdminUsername ?? "admin",
    incidentReporting: given.incidentReporting,
    usageStatistics: given.usageStatistics,
  };
  return {
    kind: "managementNode",
    path: place.path,
    origin: "managed",
    mode: given.api === undefined ? "runbook" : "api",
    api: apiRecord(id, given.api, settings.webAdminUsername),
    commands: commandRecord(given.commands),
    infinityVersion: given.infinityVersion.toString(),
    templateVersion: (given.templateVersion ?? given.infinityVersion).toString(),
    fqdn,
    ...settings,
    contactEmail: given.contactEmail,
    machine: {
      host: on.host.path,
      vmName,
      templateDisk: given.templateDisk.toRecord(place.isToken),
      diskPath: defaultDiskPath(on.host, vmName, given.templateDisk),
      vcpus,
      memoryMib: given.memoryMib ?? MEMORY_MIB_PER_VCPU * vcpus,
      primary: adapterRecord(on.externalSwitch, given.vlanId, given.macAddress, fqdn, "primary"),
      automaticStart: given.automaticStart ?? AutomaticStart.RESTART_IF_RUNNING,
      // before an upgrade the guide to it asks for a snapshot of this VM, and of this one only
      checkpointType: CheckpointType.PRODUCTION,
      powerState: PowerState.RUNNING,
      deletionProtection: given.deletionProtection ?? true,
    },
    wizardAnswers: wizardAnswers(settings),
  };
}

/** @throws ValidationError with every problem of the props */
export function importedManagementNodeRecord(place: Place, id: string, fields: ImportedManagementNodeFields): ImportedManagementNodeRecord {
  const given = read<ImportedManagementNodeFields, "address">(importedManagementNodeFields, fields, place);
  return {
    kind: "managementNode",
    path: place.path,
    origin: "imported",
    mode: given.api === undefined ? "runbook" : "api",
    api: apiRecord(id, given.api, "admin"),
    commands: commandRecord(given.commands),
    infinityVersion: given.infinityVersion.toString(),
    hostname: given.hostname,
    domain: given.domain,
    fqdn: `${given.hostname}.${given.domain}`,
    address: given.address,
  };
}

/** The password that Terraform signs in with when none was named. */
export function defaultWebPassword(id: string): Secret {
  return Secret.fromVariable(variableName(id, "web_password"));
}

function apiRecord(id: string, api: ApiFields | undefined, webAdminUsername: string): ApiRecord | undefined {
  if (api === undefined) return undefined;
  return { username: api.username ?? webAdminUsername, password: (api.password ?? defaultWebPassword(id)).toRecord(), insecureTls: api.insecureTls ?? false, existingServers: api.existingServers ?? [] };
}

function commandRecord(commands: CommandFields = {}): CommandRecord {
  return {
    prefix: commands.prefix ?? "npx --no-install pexip-hyperv",
    enabled: commands.enabled ?? true,
    managerTimeout: commands.managerTimeout ?? "1h",
    nodeTimeout: commands.nodeTimeout ?? "15m",
  };
}
