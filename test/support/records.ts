import { conferencingNodeRecord, type ConferencingNodeFields, type ConferencingNodeRecord } from "../../lib/deployment/conferencing-node";
import { NodeRole, WindowsServer } from "../../lib/deployment/enums";
import { switchRecord, type ExternalSwitchFields, type ManagedSwitchRecord, type SwitchRecord } from "../../lib/deployment/external-switch";
import { hostRecord, type HostRecord, type HypervHostFields } from "../../lib/deployment/host";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { judgeModel, ruleProblemText } from "../../lib/deployment/judgement";
import { managementNodeRecord, type ManagedManagementNodeRecord, type ManagementNodeFields } from "../../lib/deployment/management-node";
import type { Acceptance, DeploymentRecord } from "../../lib/deployment/model";
import { staticRouteRecord, type StaticRouteFields, type StaticRouteRecord } from "../../lib/deployment/static-route";
import { systemLocationRecord, type LocationReferences, type SystemLocationFields, type SystemLocationRecord } from "../../lib/deployment/system-location";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { placeAt } from "./problems";

export { TOKEN } from "./problems";

const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];

export function aHost(fields: Partial<HypervHostFields> = {}, id = "hv1"): HostRecord {
  return hostRecord(placeAt(`manager/${id}`), id, {
    address: `${id}.example.com`,
    username: "EXAMPLE\\svc-terraform",
    windowsServer: WindowsServer.V2022,
    sockets: 2,
    coresPerSocket: 16,
    memoryGib: 64,
    ntpServers: NTP,
    vmDirectory: "D:\\Pexip",
    ...fields,
  });
}

export function aSwitch(host: HostRecord, fields: Partial<ExternalSwitchFields> = {}, id = "lan"): ManagedSwitchRecord {
  return switchRecord(placeAt(`manager/${id}`), { netAdapterNames: ["Ethernet 1"], ...fields }, host);
}

/** Where a VM goes. */
export interface On {
  readonly host: HostRecord;
  readonly externalSwitch: SwitchRecord;
}

export function aManager(on: On, fields: Partial<ManagementNodeFields> = {}, id = "manager"): ManagedManagementNodeRecord {
  return managementNodeRecord(
    placeAt(`manager/${id}`),
    id,
    {
      infinityVersion: InfinityVersion.of("21"),
      templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
      hostname: id,
      domain: "example.com",
      address: "10.44.0.10",
      netmask: "255.255.255.0",
      gateway: "10.44.0.1",
      dnsServers: ["10.44.0.53"],
      ntpServers: NTP,
      incidentReporting: true,
      usageStatistics: false,
      ...fields,
    },
    on,
  );
}

export function aLocation(managementNode: ManagedManagementNodeRecord, fields: Partial<SystemLocationFields> = {}, id = "oslo", to: LocationReferences = {}): SystemLocationRecord {
  return systemLocationRecord(placeAt(`platform/${id}`), id, fields, managementNode, to);
}

export interface NodeOn extends On {
  readonly systemLocation: SystemLocationRecord;
  readonly staticRoutes?: readonly StaticRouteRecord[];
  readonly secondarySwitch?: SwitchRecord;
}

/** `oslo-1` gets 10.44.0.11, `oslo-2` 10.44.0.12, ... */
export function aNode(on: NodeOn, id: string, fields: Partial<ConferencingNodeFields> = {}): ConferencingNodeRecord {
  const number = Number(/\d+$/.exec(id)?.[0] ?? 0);
  return conferencingNodeRecord(
    placeAt(`platform/${id}`),
    id,
    {
      role: NodeRole.TRANSCODING,
      templateDisk: TemplateDisk.onHost(`D:\\Templates\\pexip-${id}.example.com\\pexip.vhd`),
      hostname: id,
      domain: "example.com",
      address: `10.44.0.${10 + number}`,
      netmask: "255.255.255.0",
      gateway: "10.44.0.1",
      sipTlsFqdn: `${id}.example.com`,
      vcpus: 12,
      ...fields,
    },
    { staticRoutes: [], ...on },
  );
}

export function aRoute(managementNode: ManagedManagementNodeRecord, fields: Partial<StaticRouteFields> = {}, id = "inside"): StaticRouteRecord {
  return staticRouteRecord(placeAt(`platform/${id}`), id, { address: "10.99.0.0", prefix: 24, gateway: "10.44.0.254", ...fields }, managementNode);
}

/** What differs from the sound deployment. */
export interface Changes {
  readonly host?: Partial<HypervHostFields>;
  readonly lan?: Partial<ExternalSwitchFields>;
  readonly manager?: Partial<ManagementNodeFields>;
  readonly location?: Partial<SystemLocationFields>;
  readonly node1?: Partial<ConferencingNodeFields>;
  readonly node2?: Partial<ConferencingNodeFields>;
}

export interface Sound extends NodeOn {
  readonly manager: ManagedManagementNodeRecord;
  readonly nodes: readonly [ConferencingNodeRecord, ConferencingNodeRecord];
  readonly records: readonly DeploymentRecord[];
}

/** One host, one switch, the Management Node, a location, two transcoding nodes: no rule objects. */
export function sound(changes: Changes = {}): Sound {
  const host = aHost(changes.host);
  const externalSwitch = aSwitch(host, changes.lan);
  const manager = aManager({ host, externalSwitch }, changes.manager);
  const systemLocation = aLocation(manager, changes.location);
  const on = { host, externalSwitch, systemLocation };
  const nodes = [aNode(on, "oslo-1", changes.node1), aNode(on, "oslo-2", changes.node2)] as const;
  return { ...on, manager, nodes: [...nodes], records: [host, externalSwitch, manager, systemLocation, ...nodes] };
}

/** Every problem, as a person reads it. */
export function judged(records: readonly DeploymentRecord[], acceptances: readonly Acceptance[] = []): readonly string[] {
  return judgeModel({ records, acceptances }).problems.map(ruleProblemText);
}

/** Every problem of the sound deployment with these changes. */
export function judgedWith(changes: Changes): readonly string[] {
  return judged(sound(changes).records);
}
