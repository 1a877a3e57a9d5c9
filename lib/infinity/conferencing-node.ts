import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  conferencingNodeFields,
  type ConferencingNodeFields,
  conferencingNodeRecord,
  type ConferencingNodeRecord,
  importedConferencingNodeRecord,
  nodeFormFields,
  type NodeFormFields,
} from "../deployment/conferencing-node";
import type { HostRecord } from "../deployment/host";
import type { ServiceRecord } from "../deployment/service";
import type { IExternalSwitch } from "../hyperv/external-switch";
import { createVirtualMachine } from "../hyperv/virtual-machine";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { TerraformData } from "../terraform/terraform-data";
import { read } from "../validation/schema";
import { stackBuilding } from "./management-node";
import { createNodeEntry, type NodeEntryParts } from "./node-entry";
import { connectionOf, type PlatformConnection } from "./platform-connection";
import type { IPlatformObject } from "./platform-object";
import type { StaticRoute } from "./static-route";
import type { ISystemLocation } from "./system-location";

/** What a node refers to besides its VM. */
export interface NodeFormReferenceProps {
  /** The location, and through it the Management Node (guide page 13). */
  readonly systemLocation: ISystemLocation;
  /** Routes of this node besides its gateway (guide page 13). @default - none */
  readonly staticRoutes?: readonly StaticRoute[];
  /** A certificate that contains sipTlsFqdn (guide page 13). @default - the self-signed one that every node starts with */
  readonly tlsCertificate?: IPlatformObject;
}

/** Props of a ConferencingNode: every field of the guide's form (pages 12-13), in its words. */
export interface ConferencingNodeProps extends ConferencingNodeFields, NodeFormReferenceProps {
  /** The switch of the primary interface; the switch knows its host. */
  readonly externalSwitch: IExternalSwitch;
  /** The switch of the secondary interface, on the same host. @default - externalSwitch */
  readonly secondarySwitch?: IExternalSwitch;
}

/** Props of a node that Terraform does not build: the form without what makes the VM. */
export interface ExistingConferencingNodeProps extends NodeFormFields, NodeFormReferenceProps {}

/** A Conferencing Node, built here or elsewhere. */
export interface IConferencingNode extends IConstruct {
  /** Its name in the Administrator interface. */
  readonly nodeName: string;
  /** `<hostname>.<domain>` */
  readonly fqdn: string;
  /** IPv4 address. */
  readonly address: string;
  readonly systemLocation: ISystemLocation;
}

const FORM_REFERENCES = ["systemLocation", "staticRoutes", "tlsCertificate"];

/**
 * A Conferencing Node: a generation-1 VM with one vCPU for each physical core of a socket, 1 GB for each vCPU, a static MAC address,
 * automatic start, and processor compatibility mode off (guide pages 12-14).
 *
 * @throws ValidationError with every prop that is wrong
 */
export class ConferencingNode extends Construct implements IConferencingNode {
  /** A node that Terraform does not build (SCVMM, clusters, Server 2012, other hypervisors): it is in the model, the rules and the documents. */
  public static fromAddress(scope: Construct, id: string, props: ExistingConferencingNodeProps): IConferencingNode {
    return new ImportedConferencingNode(scope, id, props);
  }

  public readonly nodeName: string;
  public readonly fqdn: string;
  public readonly address: string;
  public readonly systemLocation: ISystemLocation;
  /** Number of virtual CPUs. */
  public readonly vcpus: number;
  /** Memory in MiB. */
  public readonly memoryMib: number;
  /** MAC address of the primary interface: 12 upper-case hex digits. */
  public readonly macAddress: string;
  /** MAC address of the secondary interface; undefined when there is none. */
  public readonly secondaryMacAddress?: string;

  constructor(scope: Construct, id: string, props: ConferencingNodeProps) {
    const place = placeOf(scope, id);
    const stack = stackOf(scope, place.path);
    const registry = Registry.of(scope);
    const references = new References(scope, place);
    const externalSwitch = references.required("externalSwitch", props?.externalSwitch, "externalSwitch");
    const secondarySwitch = references.optional("secondarySwitch", props?.secondarySwitch, "externalSwitch");
    const systemLocation = references.required("systemLocation", props?.systemLocation, "systemLocation");
    const staticRoutes = references.list("staticRoutes", props?.staticRoutes, "staticRoute");
    const tlsCertificate = certificateOf(references, props);
    references.settle(() => read(conferencingNodeFields, props, place, [...FORM_REFERENCES, "externalSwitch", "secondarySwitch"]));
    const host = registry.record(props.externalSwitch.host, "host")!;
    const record = conferencingNodeRecord(place, id, props, { host, externalSwitch: externalSwitch!, secondarySwitch, systemLocation: systemLocation!, staticRoutes, tlsCertificate, mode: connectionOf(props.systemLocation.managementNode).record.mode });
    waitForPlatform(stack, props.systemLocation, place.path);
    super(scope, id);
    const connection = connectionOf(props.systemLocation.managementNode);
    const machine = record.machine!;
    this.nodeName = record.name;
    this.fqdn = record.fqdn;
    this.address = props.address;
    this.systemLocation = props.systemLocation;
    this.vcpus = machine.vcpus;
    this.memoryMib = machine.memoryMib;
    this.macAddress = machine.primary.macAddress;
    this.secondaryMacAddress = machine.secondary?.macAddress;

    const identity = new TerraformData(this, "Identity", { triggersReplace: identityOf(record, props, host) });
    const { disk, vm } = createVirtualMachine(this, {
      machine,
      gate: connection.gateIn(this),
      // a fresh node must run to be given its configuration
      startsOff: !connection.isApi,
      host,
      primarySwitch: props.externalSwitch,
      secondarySwitch: props.secondarySwitch,
      templateSource: props.templateDisk.source,
      replacedWith: identity,
    });
    this.node.defaultChild = vm;
    registry.add(this, record);
    if (connection.isApi) createNodeEntry(this, { ...entryParts(record, props, connection), machine: { identity, disk, vm } });
  }
}

class ImportedConferencingNode extends Construct implements IConferencingNode {
  public readonly nodeName: string;
  public readonly fqdn: string;
  public readonly address: string;
  public readonly systemLocation: ISystemLocation;

  constructor(scope: Construct, id: string, props: ExistingConferencingNodeProps) {
    const place = placeOf(scope, id);
    const stack = stackOf(scope, place.path);
    const references = new References(scope, place);
    const systemLocation = references.required("systemLocation", props?.systemLocation, "systemLocation");
    const staticRoutes = references.list("staticRoutes", props?.staticRoutes, "staticRoute");
    const tlsCertificate = certificateOf(references, props);
    references.settle(() => read(nodeFormFields, props, place, FORM_REFERENCES));
    const record = importedConferencingNodeRecord(place, id, props, { systemLocation: systemLocation!, staticRoutes, tlsCertificate, mode: connectionOf(props.systemLocation.managementNode).record.mode });
    waitForPlatform(stack, props.systemLocation, place.path);
    super(scope, id);
    this.nodeName = record.name;
    this.fqdn = record.fqdn;
    this.address = props.address;
    this.systemLocation = props.systemLocation;
    Registry.of(this).add(this, record);
    const connection = connectionOf(props.systemLocation.managementNode);
    if (connection.isApi) this.node.defaultChild = createNodeEntry(this, entryParts(record, props, connection));
  }
}

function certificateOf(references: References, props: NodeFormReferenceProps | undefined): ServiceRecord | undefined {
  if (props?.tlsCertificate === undefined) return undefined;
  return references.ofSpec("tlsCertificate", props.tlsCertificate, { to: "tlsCertificate" }) as ServiceRecord | undefined;
}

function entryParts(record: ConferencingNodeRecord, props: NodeFormFields & NodeFormReferenceProps, connection: PlatformConnection): NodeEntryParts {
  return { record, fields: props, connection, systemLocation: props.systemLocation, staticRoutes: props.staticRoutes ?? [], tlsCertificate: props.tlsCertificate };
}

/**
 * What lives inside the node's disk and cannot be changed from outside. These keys are a contract: one more, even null, would
 * redeploy every node of every user. What is unset is left out.
 */
function identityOf(record: ConferencingNodeRecord, props: ConferencingNodeProps, host: HostRecord): Record<string, string | undefined> {
  return {
    address: props.address,
    diskPath: literal(record.machine!.diskPath),
    domain: literal(record.domain),
    gateway: props.gateway,
    host: host.id,
    hostname: literal(record.hostname),
    ipv6Address: props.ipv6Address,
    ipv6Gateway: props.ipv6Gateway,
    netmask: props.netmask,
    secondaryAddress: props.secondaryAddress,
    secondaryNetmask: props.secondaryNetmask,
    token: props.redeployToken === undefined ? undefined : literal(props.redeployToken),
    vmName: literal(record.machine!.vmName),
  };
}

/** A node's disk comes from the Management Node, so its stack waits for the manager's. */
function waitForPlatform(stack: TerraformStack, location: ISystemLocation, path: string): void {
  if (connectionOf(location.managementNode).isApi) waitFor(stack, TerraformStack.of(location), path, `its location ${location.node.path}`);
  const managerStack = stackBuilding(location.managementNode);
  if (managerStack !== undefined) waitFor(stack, managerStack, path, `its Management Node ${location.managementNode.node.path}`);
}
