import { type ITerraformDependable, type TerraformProvider, TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  type ImportedManagementNodeFields,
  importedManagementNodeRecord,
  managementNodeFields,
  type ManagementNodeFields,
  managementNodeRecord,
} from "../deployment/management-node";
import type { WizardAnswer } from "../deployment/wizard";
import type { IExternalSwitch } from "../hyperv/external-switch";
import { createVirtualMachine } from "../hyperv/virtual-machine";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { TerraformData } from "../terraform/terraform-data";
import { read } from "../validation/schema";
import { ValidationError } from "../validation/validation-error";
import { connect, connectionOf, PlatformConnection } from "./platform-connection";

/** Props of a ManagementNode. */
export interface ManagementNodeProps extends ManagementNodeFields {
  /** The switch that its VM is connected to; the switch knows its host. */
  readonly externalSwitch: IExternalSwitch;
}

/** What names a Management Node that is built elsewhere. */
export interface ExistingManagementNodeProps extends ImportedManagementNodeFields {}

/** The Management Node of a platform, built here or elsewhere. */
export interface IManagementNode extends IConstruct {
  readonly hostname: string;
  readonly domain: string;
  /** IPv4 address. */
  readonly address: string;
  /**
   * The provider that configures this platform, for generated classes beside ours.
   *
   * @param scope where the provider is used; its stack gets one block
   * @throws ValidationError in runbook mode
   */
  providerIn(scope: Construct): TerraformProvider;
  /**
   * The step that waits until the Management Node answers. Let what you add to the platform depend on it.
   *
   * @param scope where it is used; its stack gets one such step
   * @returns undefined when commands are switched off
   */
  gateIn(scope: Construct): ITerraformDependable | undefined;
}

/**
 * The Management Node: a generation-1 VM around the template's disk, with a static MAC address, automatic start and static memory
 * (guide pages 4-9). The installation wizard is answered by a person; `wizardAnswers` says with what.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class ManagementNode extends Construct implements IManagementNode {
  /** A Management Node that Terraform does not build. */
  public static fromAddress(scope: Construct, id: string, props: ExistingManagementNodeProps): IManagementNode {
    return new ImportedManagementNode(scope, id, props);
  }

  public readonly hostname: string;
  public readonly domain: string;
  public readonly address: string;
  /** DNS servers that the wizard was told. */
  public readonly dnsServers: readonly string[];
  /** NTP servers that the wizard was told. */
  public readonly ntpServers: readonly string[];
  /** MAC address: 12 upper-case hex digits. */
  public readonly macAddress: string;
  /** The answers to type into the installation wizard, in its order (guide pages 8-9). */
  public readonly wizardAnswers: readonly WizardAnswer[];

  constructor(scope: Construct, id: string, props: ManagementNodeProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const references = new References(scope, place);
    const externalSwitch = references.required("externalSwitch", props?.externalSwitch, "externalSwitch");
    references.settle(() => read(managementNodeFields, props, place, ["externalSwitch"]));
    const host = Registry.of(scope).record(props.externalSwitch.host, "host")!;
    requireApiId(scope, id, place.path, props.api);
    const record = managementNodeRecord(place, id, props, { externalSwitch: externalSwitch!, host });
    super(scope, id);
    this.hostname = record.hostname;
    this.domain = record.domain;
    this.address = props.address;
    this.dnsServers = Token.isUnresolved(props.dnsServers) ? props.dnsServers : [...props.dnsServers];
    this.ntpServers = Token.isUnresolved(props.ntpServers) ? props.ntpServers : [...props.ntpServers];
    this.macAddress = record.machine.primary.macAddress;
    this.wizardAnswers = record.wizardAnswers.map((answer) => ({ ...answer }));

    // answers 1 to 5 and 8, which only the wizard can change: the marker shows in the plan that it must be run again
    new TerraformData(this, "Identity", {
      triggersReplace: {
        address: props.address,
        netmask: props.netmask,
        gateway: props.gateway,
        hostname: literal(record.hostname),
        domain: literal(record.domain),
        webAdminUsername: literal(record.webAdminUsername),
      },
    });
    const placement = new TerraformData(this, "Placement", { triggersReplace: { diskPath: literal(record.machine.diskPath), vmName: literal(record.machine.vmName) } });
    const { vm } = createVirtualMachine(this, {
      machine: record.machine,
      host,
      primarySwitch: props.externalSwitch,
      templateSource: props.templateDisk.source,
      replacedWith: placement,
    });
    this.node.defaultChild = vm;
    connect(this, new PlatformConnection(this, record, props.address, props.api?.password, vm));
    Registry.of(this).add(this, record);
  }

  public providerIn(scope: Construct): TerraformProvider {
    return connectionOf(this).providerIn(scope);
  }

  public gateIn(scope: Construct): ITerraformDependable | undefined {
    return connectionOf(this).gateIn(scope);
  }
}

class ImportedManagementNode extends Construct implements IManagementNode {
  public readonly hostname: string;
  public readonly domain: string;
  public readonly address: string;

  constructor(scope: Construct, id: string, props: ExistingManagementNodeProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    requireApiId(scope, id, place.path, props?.api);
    const record = importedManagementNodeRecord(place, id, props);
    super(scope, id);
    this.hostname = record.hostname;
    this.domain = record.domain;
    this.address = props.address;
    connect(this, new PlatformConnection(this, record, props.address, props.api?.password, undefined));
    Registry.of(this).add(this, record);
  }

  public providerIn(scope: Construct): TerraformProvider {
    return connectionOf(this).providerIn(scope);
  }

  public gateIn(scope: Construct): ITerraformDependable | undefined {
    return connectionOf(this).gateIn(scope);
  }
}

/** The id of a Management Node in api mode names its provider block and its password's variable, so it is unique in the App. */
function requireApiId(scope: Construct, id: string, path: string, api: unknown): void {
  if (api === undefined) return;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(id)) {
    throw ValidationError.at(path, `in api mode the id becomes a Terraform identifier: letters, digits, _ and -, beginning with a letter or _; got ${JSON.stringify(id)}`);
  }
  const twin = Registry.of(scope)
    .recordsOf("managementNode")
    .find((other) => other.mode === "api" && other.path.split("/").pop() === id);
  if (twin !== undefined) throw ValidationError.at(path, `the Management Node ${twin.path} has the id ${id} already; in api mode it becomes the provider's alias and is unique in the App`);
}

/** @internal The stack that builds a Management Node; undefined when none does. */
export function stackBuilding(node: IConstruct): TerraformStack | undefined {
  return node instanceof ManagementNode ? TerraformStack.of(node) : undefined;
}
