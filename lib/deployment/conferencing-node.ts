import { choice, deferrable, fieldsOf, fqdnLine, flag, ipv4, ipv6, line, opt, whole, windowsName, type Deferrable } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import { ValidationError } from "../validation/validation-error";
import { AutomaticStart, CheckpointType, type Mode, NodeRole, PowerState, SshAccess } from "./enums";
import type { SwitchRecord } from "./external-switch";
import { socketCapacity, type HostRecord } from "./host";
import { adapterRecord, defaultDiskPath, MEMORY_MIB_PER_VCPU, type MachineRecord } from "./machine";
import { Secret, secret, type SecretRecord } from "./secret";
import type { ServiceRecord } from "./service";
import { snmp, type SnmpFields, type SnmpRecord, snmpRecord } from "./snmp";
import type { StaticRouteRecord } from "./static-route";
import type { SystemLocationRecord } from "./system-location";
import { diskPath, templateDisk, type TemplateDisk } from "./template-disk";
import { variableName } from "./variables";

/** The form of Platform > Conferencing Nodes > Add Conferencing Node (guide pages 12-13), in its words. */
export interface NodeFormFields {
  /** TRANSCODING or PROXYING (page 12). A location holds nodes of one role only. */
  readonly role: NodeRole;
  /** Name in the Administrator interface, and of the VM: at most 32 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** At most 63 letters, digits and hyphens; unique in the platform. */
  readonly hostname: string;
  /** At most 192 characters. */
  readonly domain: string;
  /** IPv4 address; cannot be changed without redeploying the node. */
  readonly address: string;
  /** Network mask. */
  readonly netmask: string;
  /** Gateway IPv4 address: the node's only one, reached through its primary or its secondary interface. */
  readonly gateway: string;
  /** Secondary interface IPv4 address. If there is one, clients use it, and the primary interface is for the other nodes (page 13). @default - one interface */
  readonly secondaryAddress?: string;
  /** Secondary interface network mask. @default - needed with secondaryAddress */
  readonly secondaryNetmask?: string;
  /** A unique identity used in signalling SIP TLS Contact addresses (page 13). @default - none, which is a warning */
  readonly sipTlsFqdn?: string;
  /** @default - none */
  readonly ipv6Address?: string;
  /** May be link-local (fe80::). @default - from router advertisements */
  readonly ipv6Gateway?: string;
  /** Public IPv4 address behind NAT; the NAT device must route it to the node, one to one (page 13). @default - none */
  readonly staticNatAddress?: string;
  /** Enable distributed database: on for nodes that are always on, off for nodes at peak times (page 13). @default true */
  readonly distributedDatabase?: boolean;
  /** Enable SSH (page 13). @default SshAccess.GLOBAL */
  readonly ssh?: SshAccess;
  /** SSH password of the user admin (page 13). @default - in api mode Secret.fromVariable("<id>_ssh_password"), because a node without one is inaccessible; else none */
  readonly sshPassword?: Secret;
  /** SNMP on this node (page 15). @default - disabled */
  readonly snmp?: SnmpFields;
  /** Api mode: where a fresh node answers on port 8443 before it has its own address: what DHCP gives it. @default - address; reserve it in DHCP for the node's MAC address */
  readonly bootstrapAddress?: string;
}

type FormDeferring = "bootstrapAddress" | "address" | "netmask" | "gateway" | "secondaryAddress" | "secondaryNetmask" | "ipv6Address" | "ipv6Gateway" | "staticNatAddress";

/** What Terraform needs to build the node's VM. */
export interface ConferencingNodeFields extends NodeFormFields {
  /** Access VLAN of the primary interface, 1-4094. @default - untagged */
  readonly vlanId?: number;
  /** Access VLAN of the secondary interface, 1-4094. @default - untagged */
  readonly secondaryVlanId?: number;
  /** The unpacked VHD of this node's own `pexip-<hostname>.<domain>.zip`, used by no other node (page 13). */
  readonly templateDisk: TemplateDisk;
  /** Virtual CPUs, 2-64, at most the physical cores of one socket (page 12). @default - one for each core of one socket (each thread with NUMA affinity), at most 48 */
  readonly vcpus?: number;
  /** Memory in MiB, a multiple of 4 (page 12). @default - 1024 for each vCPU */
  readonly memoryMib?: number;
  /** MAC address of the primary interface, in any notation. @default - stable, derived from the FQDN, locally administered */
  readonly macAddress?: string;
  /** MAC address of the secondary interface. @default - derived like the primary's */
  readonly secondaryMacAddress?: string;
  /** UNMANAGED leaves it to people whether the VM runs. @default - RUNNING; UNMANAGED when distributedDatabase is false */
  readonly powerState?: PowerState;
  /** Pexip advises against checkpoints of Conferencing Nodes. @default CheckpointType.DISABLED */
  readonly checkpointType?: CheckpointType;
  /** Full path of the VM's own disk on the host; the folder must hold nothing else. @default - `<vmDirectory>\<name>\<name>.vhd`, or the downloaded file's own name */
  readonly diskPath?: string;
  /** @default AutomaticStart.RESTART_IF_RUNNING */
  readonly automaticStart?: AutomaticStart;
  /** Refuse to destroy VM and disk. It does not protect a construct that is removed from the program. @default false */
  readonly deletionProtection?: boolean;
  /** A new value redeploys the node: disk, VM and node entry are made anew. @default - none */
  readonly redeployToken?: string;
}

const formFields = {
  role: choice(NodeRole),
  name: opt(windowsName()),
  description: opt(line()),
  hostname: windowsName(),
  domain: line(),
  address: deferrable(ipv4()),
  netmask: deferrable(ipv4()),
  gateway: deferrable(ipv4()),
  secondaryAddress: opt(deferrable(ipv4())),
  secondaryNetmask: opt(deferrable(ipv4())),
  sipTlsFqdn: opt(fqdnLine()),
  ipv6Address: opt(deferrable(ipv6())),
  ipv6Gateway: opt(deferrable(ipv6())),
  staticNatAddress: opt(deferrable(ipv4())),
  distributedDatabase: opt(flag()),
  ssh: opt(choice(SshAccess)),
  sshPassword: opt(secret()),
  snmp: opt(snmp()),
  bootstrapAddress: opt(deferrable(ipv4())),
};

export const nodeFormFields = fieldsOf<NodeFormFields, FormDeferring>()(formFields);

export const conferencingNodeFields = fieldsOf<ConferencingNodeFields, FormDeferring>()({
  ...formFields,
  vlanId: opt(whole()),
  secondaryVlanId: opt(whole()),
  templateDisk: templateDisk(),
  vcpus: opt(whole()),
  memoryMib: opt(whole()),
  macAddress: opt(line()),
  secondaryMacAddress: opt(line()),
  powerState: opt(choice(PowerState)),
  checkpointType: opt(choice(CheckpointType)),
  diskPath: opt(diskPath()),
  automaticStart: opt(choice(AutomaticStart)),
  deletionProtection: opt(flag()),
  redeployToken: opt(line()),
});

export interface ConferencingNodeRecord {
  readonly kind: "conferencingNode";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  /** Path of the Management Node. */
  readonly managementNode: string;
  /** Path of the location. */
  readonly systemLocation: string;
  readonly role: NodeRole;
  readonly name: string;
  readonly description?: string;
  readonly hostname: string;
  readonly domain: string;
  readonly fqdn: string;
  readonly address: Deferrable<string>;
  readonly netmask: Deferrable<string>;
  readonly gateway: Deferrable<string>;
  readonly secondaryAddress?: Deferrable<string>;
  readonly secondaryNetmask?: Deferrable<string>;
  readonly sipTlsFqdn?: string;
  readonly ipv6Address?: Deferrable<string>;
  readonly ipv6Gateway?: Deferrable<string>;
  readonly staticNatAddress?: Deferrable<string>;
  /** Paths of the static routes. */
  readonly staticRoutes: readonly string[];
  readonly distributedDatabase: boolean;
  readonly ssh: SshAccess;
  readonly sshPassword?: SecretRecord;
  readonly snmp?: SnmpRecord;
  readonly bootstrapAddress?: Deferrable<string>;
  /** Path of its certificate. */
  readonly tlsCertificate?: string;
  readonly redeployToken?: string;
  /** The VM; undefined for a node that Terraform does not build. */
  readonly machine?: MachineRecord;
}

/** What the form refers to. */
export interface NodeFormReferences {
  readonly systemLocation: SystemLocationRecord;
  readonly staticRoutes: readonly StaticRouteRecord[];
  readonly tlsCertificate?: ServiceRecord;
  /** How the platform is configured. @default "runbook" */
  readonly mode?: Mode;
}

export interface ConferencingNodeReferences extends NodeFormReferences {
  readonly host: HostRecord;
  readonly externalSwitch: SwitchRecord;
  readonly secondarySwitch?: SwitchRecord;
}

/** The most vCPUs that are given without being asked for. Source: Pexip v39 hardware requirements as quoted by dougschaefer6/swamp-pexip (up to 48; unverified). */
export const MOST_DEFAULT_VCPUS = 48;

const FORM_REFERENCES = ["systemLocation", "staticRoutes", "tlsCertificate"];

/** @throws ValidationError with every problem of the node's props */
export function conferencingNodeRecord(place: Place, id: string, fields: ConferencingNodeFields, to: ConferencingNodeReferences): ConferencingNodeRecord {
  const given = read<ConferencingNodeFields, FormDeferring>(conferencingNodeFields, fields, place, [...FORM_REFERENCES, "externalSwitch", "secondarySwitch"], { name: id });
  const form = formRecord(place, id, given, to);
  const vcpus = given.vcpus ?? Math.min(socketCapacity(to.host), MOST_DEFAULT_VCPUS);
  const dual = given.secondaryAddress !== undefined;
  const { secondaryNetmask, secondaryVlanId, secondaryMacAddress } = given;
  if (!dual) refuseSecondary(place, { secondaryNetmask, secondarySwitch: to.secondarySwitch, secondaryVlanId, secondaryMacAddress });
  return {
    ...form,
    redeployToken: given.redeployToken,
    machine: {
      host: to.host.path,
      vmName: form.name,
      templateDisk: given.templateDisk.toRecord(place.isToken),
      diskPath: given.diskPath ?? defaultDiskPath(to.host, form.name, given.templateDisk),
      vcpus,
      memoryMib: given.memoryMib ?? MEMORY_MIB_PER_VCPU * vcpus,
      primary: adapterRecord(to.externalSwitch, given.vlanId, given.macAddress, form.fqdn, "primary"),
      secondary: dual ? adapterRecord(to.secondarySwitch ?? to.externalSwitch, given.secondaryVlanId, given.secondaryMacAddress, form.fqdn, "secondary") : undefined,
      automaticStart: given.automaticStart ?? AutomaticStart.RESTART_IF_RUNNING,
      // Source: Pexip Infinity v39 release notes: snapshot the Management Node only, redeploy Conferencing Nodes
      checkpointType: given.checkpointType ?? CheckpointType.DISABLED,
      powerState: given.powerState ?? (form.distributedDatabase ? PowerState.RUNNING : PowerState.UNMANAGED),
      deletionProtection: given.deletionProtection ?? false,
    },
  };
}

/** The SSH password of a node in api mode when none was named. */
export function defaultSshPassword(id: string): Secret {
  return Secret.fromVariable(variableName(id, "ssh_password"));
}

/** @throws ValidationError with every problem of the props */
export function importedConferencingNodeRecord(place: Place, id: string, fields: NodeFormFields, to: NodeFormReferences): ConferencingNodeRecord {
  const given = read<NodeFormFields, FormDeferring>(nodeFormFields, fields, place, FORM_REFERENCES, { name: id });
  if (given.secondaryAddress === undefined) refuseSecondary(place, { secondaryNetmask: given.secondaryNetmask });
  return formRecord(place, id, given, to);
}

/** What describes a secondary interface that the node does not have. */
function refuseSecondary(place: Place, props: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(props).filter((key) => props[key] !== undefined);
  if (given.length > 0) throw new ValidationError(given.map((key) => ({ path: place.path, key, message: `${key} needs secondaryAddress: without it the node has one interface` })));
}

function formRecord(place: Place, id: string, given: ReturnType<typeof read<NodeFormFields, FormDeferring>>, to: NodeFormReferences): ConferencingNodeRecord {
  return {
    kind: "conferencingNode",
    path: place.path,
    managementNode: to.systemLocation.managementNode,
    systemLocation: to.systemLocation.path,
    role: given.role,
    name: given.name ?? id,
    description: given.description,
    hostname: given.hostname,
    domain: given.domain,
    fqdn: `${given.hostname}.${given.domain}`,
    address: given.address,
    netmask: given.netmask,
    gateway: given.gateway,
    secondaryAddress: given.secondaryAddress,
    secondaryNetmask: given.secondaryNetmask,
    sipTlsFqdn: given.sipTlsFqdn,
    ipv6Address: given.ipv6Address,
    ipv6Gateway: given.ipv6Gateway,
    staticNatAddress: given.staticNatAddress,
    staticRoutes: to.staticRoutes.map((route) => route.path),
    distributedDatabase: given.distributedDatabase ?? true,
    ssh: given.ssh ?? SshAccess.GLOBAL,
    sshPassword: (given.sshPassword ?? (to.mode === "api" ? defaultSshPassword(id) : undefined))?.toRecord(),
    snmp: snmpRecord(given.snmp),
    bootstrapAddress: given.bootstrapAddress,
    tlsCertificate: to.tlsCertificate?.path,
  };
}
