import type { ConferencingNodeFields, NodeFormFields } from "../../lib/deployment/conferencing-node";
import { NodeRole, WindowsServer } from "../../lib/deployment/enums";
import { switchRecord, type ExternalSwitchFields } from "../../lib/deployment/external-switch";
import { hostRecord, type HostRecord, type HypervHostFields } from "../../lib/deployment/host";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { managementNodeRecord, type ManagementNodeFields } from "../../lib/deployment/management-node";
import { systemLocationRecord } from "../../lib/deployment/system-location";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { placeAt } from "./problems";

/** Props with nothing in them that may be left out. */
export const minimalHost: HypervHostFields = { address: "hv1.example.com", username: "EXAMPLE\\svc-terraform", windowsServer: WindowsServer.V2022, sockets: 2, coresPerSocket: 12, memoryGib: 96 };

export const minimalSwitch: ExternalSwitchFields = { netAdapterNames: ["Ethernet 1"] };

export const minimalManagementNode: ManagementNodeFields = {
  infinityVersion: InfinityVersion.of("21"),
  templateDisk: TemplateDisk.onHost("C:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
  hostname: "manager",
  domain: "example.com",
  address: "10.44.0.10",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  dnsServers: ["10.44.0.53"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com"],
  incidentReporting: true,
  usageStatistics: false,
};

export const minimalNodeForm: NodeFormFields = {
  role: NodeRole.TRANSCODING,
  hostname: "oslo-1",
  domain: "example.com",
  address: "10.44.0.11",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
};

export const minimalConferencingNode: ConferencingNodeFields = { ...minimalNodeForm, templateDisk: TemplateDisk.onHost("C:\\Templates\\oslo-1\\pexip.VHD") };

export const host = (more: Partial<HypervHostFields> = {}): HostRecord => hostRecord(placeAt("manager/hv1"), "hv1", { ...minimalHost, ...more });

export const externalSwitch = switchRecord(placeAt("manager/lan"), minimalSwitch, host());

export const managementNode = managementNodeRecord(placeAt("manager/manager"), "manager", minimalManagementNode, { externalSwitch, host: host() });

export const systemLocation = systemLocationRecord(placeAt("platform/oslo"), "oslo", {}, managementNode, {});
