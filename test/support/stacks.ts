import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Testing, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ConferencingNode,
  type ConferencingNodeProps,
  ExternalSwitch,
  type ExternalSwitchProps,
  HypervHost,
  type HypervHostProps,
  InfinityVersion,
  ManagementNode,
  type ManagementNodeProps,
  NodeRole,
  SystemLocation,
  type SystemLocationProps,
  TemplateDisk,
  WindowsServer,
} from "../../lib";

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-test-"));
  folders.push(folder);
  return folder;
}

export function newApp(): App {
  return Testing.stubVersion(new App({ outdir: temporaryFolder(), stackTraces: false }));
}

export function newStack(id = "stack", app: App = newApp()): TerraformStack {
  return new TerraformStack(app, id);
}

const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];

export function newHost(scope: Construct, id = "hv1", props: Partial<HypervHostProps> = {}): HypervHost {
  return new HypervHost(scope, id, {
    address: `${id}.example.com`,
    username: "EXAMPLE\\svc-terraform",
    windowsServer: WindowsServer.V2022,
    sockets: 2,
    coresPerSocket: 12,
    memoryGib: 96,
    ntpServers: NTP,
    vmDirectory: "D:\\Pexip",
    ...props,
  });
}

export function newSwitch(scope: Construct, host: HypervHost, id = "lan", props: Partial<ExternalSwitchProps> = {}): ExternalSwitch {
  return new ExternalSwitch(scope, id, { host, netAdapterNames: ["Ethernet 1"], ...props });
}

type Given<P, K extends keyof P> = Pick<P, K> & Partial<P>;

export const managerProps = {
  infinityVersion: InfinityVersion.of("21"),
  templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
  hostname: "manager",
  domain: "example.com",
  address: "10.44.0.10",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  dnsServers: ["10.44.0.53"],
  ntpServers: NTP,
  incidentReporting: true,
  usageStatistics: false,
} as const;

export function newManager(scope: Construct, props: Given<ManagementNodeProps, "externalSwitch">, id = "manager"): ManagementNode {
  return new ManagementNode(scope, id, { ...managerProps, ...props });
}

export function newLocation(scope: Construct, props: Given<SystemLocationProps, "managementNode">, id = "oslo"): SystemLocation {
  return new SystemLocation(scope, id, props);
}

/** Props of a sound transcoding node `oslo-<number>` at 10.44.0.<10 + number>. */
export function nodeProps(number: number): Omit<ConferencingNodeProps, "externalSwitch" | "systemLocation"> {
  return {
    role: NodeRole.TRANSCODING,
    templateDisk: TemplateDisk.onHost(`D:\\Templates\\pexip-oslo-${number}.example.com\\pexip.vhd`),
    hostname: `oslo-${number}`,
    domain: "example.com",
    address: `10.44.0.${10 + number}`,
    netmask: "255.255.255.0",
    gateway: "10.44.0.1",
    sipTlsFqdn: `oslo-${number}.example.com`,
    vcpus: 8,
  };
}

export function newNode(scope: Construct, number: number, props: Given<ConferencingNodeProps, "externalSwitch" | "systemLocation">, id = `oslo-${number}`): ConferencingNode {
  return new ConferencingNode(scope, id, { ...nodeProps(number), ...props });
}

/** A sound deployment in the two stacks of the convention. */
export function newDeployment(app: App = newApp()) {
  const manager = newStack("manager", app);
  const host = newHost(manager);
  const lan = newSwitch(manager, host);
  const managementNode = newManager(manager, { externalSwitch: lan });
  const platform = newStack("platform", app);
  const oslo = newLocation(platform, { managementNode });
  const node = (number: number, props: Partial<ConferencingNodeProps> = {}, scope: Construct = platform): ConferencingNode =>
    newNode(scope, number, { externalSwitch: lan, systemLocation: oslo, ...props });
  return { app, manager, platform, host, lan, managementNode, oslo, node };
}

/** The stack `platform` of a Management Node v40 in api mode that is built elsewhere, and the address of its gate. */
export function newApiPlatform(app: App = newApp()) {
  const { hostname, domain, address } = managerProps;
  const managementNode = ManagementNode.fromAddress(newStack("manager", app), "manager", { hostname, domain, address, infinityVersion: InfinityVersion.of("40"), api: {} });
  return { app, platform: newStack("platform", app), managementNode, gate: "terraform_data.cdktf-pexip-hyperv_Gate-manager-manager_4B752F9D" };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- synthesized JSON is looked into freely
export type Json = any;

/** Judges the App, then renders this stack alone; throws what synth would throw. */
export function synthesized(stack: TerraformStack): Json {
  return JSON.parse(Testing.synth(stack, true));
}

/** The resources of a type, by logical id. */
export function resources(stack: TerraformStack, type: string): Record<string, Json> {
  return synthesized(stack).resource?.[type] ?? {};
}

/** The only resource of a type. */
export function theResource(stack: TerraformStack, type: string): Json {
  const all = Object.values(resources(stack, type));
  expect(all).toHaveLength(1);
  return all[0];
}

/** The error of a function that must fail. */
export function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
