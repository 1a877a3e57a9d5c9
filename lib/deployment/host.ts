import { choice, deferrable, fieldsOf, flag, hostOrAddress, line, lineThat, list, number, object, opt, powershellText, whole, windowsPath, type DeferredForm } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import { ValidationError } from "../validation/validation-error";
import { HostEdition, TimeSource, WindowsServer, WinrmAuthentication } from "./enums";
import { Secret, secret, type SecretRecord } from "./secret";
import { variableName } from "./variables";

/** How Terraform reaches the host. */
export interface WinrmFields {
  /** @default 5986, or 5985 when https is false */
  readonly port?: number;
  /** @default true */
  readonly https?: boolean;
  /** Do not verify the host's TLS certificate. Refused unless accepted with a reason. @default false */
  readonly insecure?: boolean;
  /** @default WinrmAuthentication.NTLM */
  readonly authentication?: WinrmAuthentication;
  /** Kerberos realm, in upper case as a rule. @default - needed with KERBEROS, else none */
  readonly kerberosRealm?: string;
  /** PEM file with the certificate authority of the host's certificate, on the machine that runs Terraform. @default - the system's authorities */
  readonly caCertificatePath?: string;
  /** Name in the host's certificate, when it is not `address`. @default - address */
  readonly tlsServerName?: string;
  /**
   * How long one operation may take, as a Go duration (`90s`, `10m`). Keep it above the host's MaxTimeoutms (60 s by default):
   * below it, the provider takes a slow copy for a finished one (taliesins/hyperv issue 23).
   * @default "10m"
   */
  readonly operationTimeout?: string;
}

/** One physical Hyper-V server. */
export interface HypervHostFields {
  /** WinRM endpoint: host name or IP address. */
  readonly address: string;
  /** Account with administrator rights on the host: `EXAMPLE\svc-terraform`, or a local account. */
  readonly username: string;
  /** @default - Secret.fromVariable("<id>_password"), with `-` in the id written as `_` */
  readonly password?: Secret;
  /** Terraform builds on Server 2016 and later. */
  readonly windowsServer: WindowsServer;
  /** @default HostEdition.STANDARD */
  readonly edition?: HostEdition;
  /** Processors in the server. */
  readonly sockets: number;
  /** Physical cores of one processor: the guide's datasheet asks for it, it decides the size of each node (guide pages 17 and 18). */
  readonly coresPerSocket: number;
  /** 2 with hyper-threading switched on. @default 1 */
  readonly threadsPerCore?: number;
  /** Memory of the server, in GiB. */
  readonly memoryGib: number;
  /** Memory kept for the host itself, in GiB. @default 4 */
  readonly memoryReserveGib?: number;
  /** vCPUs promised to other VMs on the host. @default 0 */
  readonly reservedVcpus?: number;
  /**
   * NUMA spanning is off and each Conferencing Node is pinned to a socket, which two vCPUs per core need. Datacenter edition; the host is for
   * Conferencing Nodes only; no live migration (docs.pexip.com, "Hyper-V NUMA affinity and hyper-threading"). Terraform does not switch it: the runbook says how.
   * @default false
   */
  readonly numaAffinity?: boolean;
  /** Processor model, as the guide's checklist asks (page 17). @default - a dotted line in the datasheet */
  readonly cpuModel?: string;
  /** Names of the network adapters (`Get-NetAdapter`: "Ethernet 2"), not the descriptions that Virtual Switch Manager shows. @default - not checked */
  readonly networkAdapters?: readonly string[];
  /** The adapter that carries WinRM. @default - not checked */
  readonly managementAdapter?: string;
  /** How the host keeps its time. @default - NTP when ntpServers is given, else unknown, which is a warning */
  readonly timeSource?: TimeSource;
  /** Time servers of the host; the guide recommends at least three (page 4). @default - none stated */
  readonly ntpServers?: readonly string[];
  /** Folder for the VMs; each gets one of its own in it. @default "C:\\Pexip" */
  readonly vmDirectory?: string;
  /** Copy one disk after another, which spares the host's disks. @default true */
  readonly serializeDiskCopies?: boolean;
  /** @default - HTTPS on port 5986 with a verified certificate, NTLM, operations of up to 10 minutes */
  readonly winrm?: WinrmFields;
}

const winrmFields = fieldsOf<WinrmFields>()({
  port: opt(whole()),
  https: opt(flag()),
  insecure: opt(flag()),
  authentication: opt(choice(WinrmAuthentication)),
  kerberosRealm: opt(line()),
  caCertificatePath: opt(line()),
  tlsServerName: opt(hostOrAddress()),
  operationTimeout: opt(lineThat((text) => (/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text) ? undefined : "must be a duration such as 90s or 10m"))),
});

type Deferring = "address" | "ntpServers";

export const hypervHostFields = fieldsOf<HypervHostFields, Deferring>()({
  address: deferrable(hostOrAddress()),
  username: powershellText(),
  password: opt(secret()),
  windowsServer: choice(WindowsServer),
  edition: opt(choice(HostEdition)),
  sockets: whole(),
  coresPerSocket: whole(),
  threadsPerCore: opt(whole()),
  memoryGib: number(),
  memoryReserveGib: opt(number()),
  reservedVcpus: opt(whole()),
  numaAffinity: opt(flag()),
  cpuModel: opt(line()),
  networkAdapters: opt(list(powershellText())),
  managementAdapter: opt(powershellText()),
  timeSource: opt(choice(TimeSource)),
  ntpServers: opt(deferrable(list(hostOrAddress()))),
  vmDirectory: opt(windowsPath()),
  serializeDiskCopies: opt(flag()),
  winrm: opt(object(winrmFields)),
});

/** A host as rules and documents see it: defaults applied. */
export interface HostRecord {
  readonly kind: "host";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  /** Name in Terraform: the provider's alias, and a part of its VMs' addresses. */
  readonly id: string;
  readonly address: DeferredForm<string>;
  readonly username: string;
  readonly password: SecretRecord;
  readonly windowsServer: WindowsServer;
  readonly edition: HostEdition;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly threadsPerCore: number;
  readonly memoryGib: number;
  readonly memoryReserveGib: number;
  readonly reservedVcpus: number;
  readonly numaAffinity: boolean;
  readonly cpuModel?: string;
  readonly networkAdapters?: readonly string[];
  readonly managementAdapter?: string;
  readonly timeSource?: TimeSource;
  readonly ntpServers?: DeferredForm<readonly string[]>;
  readonly vmDirectory: string;
  readonly serializeDiskCopies: boolean;
  readonly winrm: {
    readonly port: number;
    readonly https: boolean;
    readonly insecure: boolean;
    readonly authentication: WinrmAuthentication;
    readonly kerberosRealm?: string;
    readonly caCertificatePath?: string;
    readonly tlsServerName?: string;
    readonly operationTimeout: string;
  };
}

/** A host's id becomes a provider alias, which is a Terraform identifier. */
const HOST_ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;

export function defaultHostPassword(id: string): Secret {
  return Secret.fromVariable(variableName(id, "password"));
}

/** @throws ValidationError with every problem of the host's props */
export function hostRecord(place: Place, id: string, fields: HypervHostFields): HostRecord {
  if (!HOST_ID.test(id)) {
    throw ValidationError.at(place.path, `the id of a host becomes a Terraform identifier: letters, digits, _ and -, beginning with a letter or _; got ${JSON.stringify(id)}`);
  }
  const given = read<HypervHostFields, Deferring>(hypervHostFields, fields, place);
  const winrm = given.winrm ?? {};
  const https = winrm.https ?? true;
  return {
    kind: "host",
    path: place.path,
    id,
    address: given.address,
    username: given.username,
    password: (given.password ?? defaultHostPassword(id)).toRecord(),
    windowsServer: given.windowsServer,
    edition: given.edition ?? HostEdition.STANDARD,
    sockets: given.sockets,
    coresPerSocket: given.coresPerSocket,
    threadsPerCore: given.threadsPerCore ?? 1,
    memoryGib: given.memoryGib,
    memoryReserveGib: given.memoryReserveGib ?? 4,
    reservedVcpus: given.reservedVcpus ?? 0,
    numaAffinity: given.numaAffinity ?? false,
    cpuModel: given.cpuModel,
    networkAdapters: given.networkAdapters,
    managementAdapter: given.managementAdapter,
    timeSource: given.timeSource ?? (given.ntpServers === undefined ? undefined : TimeSource.NTP),
    ntpServers: given.ntpServers,
    // a drive keeps its backslash: D: alone would mean the current folder there
    vmDirectory: (given.vmDirectory ?? "C:\\Pexip").replace(/(?<!^[A-Za-z]:)\\+$/, ""),
    serializeDiskCopies: given.serializeDiskCopies ?? true,
    winrm: {
      // Source: Microsoft Learn, "Installation and configuration for Windows Remote Management"
      port: winrm.port ?? (https ? 5986 : 5985),
      https,
      insecure: winrm.insecure ?? false,
      authentication: winrm.authentication ?? WinrmAuthentication.NTLM,
      kerberosRealm: winrm.kerberosRealm,
      caCertificatePath: winrm.caCertificatePath,
      tlsServerName: winrm.tlsServerName,
      operationTimeout: winrm.operationTimeout ?? "10m",
    },
  };
}

/** Physical cores of the whole host. */
export function coresOf(host: HostRecord): number {
  return host.sockets * host.coresPerSocket;
}

/** Logical processors of the whole host. */
export function logicalProcessorsOf(host: HostRecord): number {
  return coresOf(host) * host.threadsPerCore;
}

/** The most vCPUs that one Conferencing Node should have: one socket's cores, or its threads with NUMA affinity. */
export function socketCapacity(host: HostRecord): number {
  return host.coresPerSocket * (host.numaAffinity ? host.threadsPerCore : 1);
}
