import { NetworkSwitch } from "@cdktf/provider-hyperv/lib/network-switch";
import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { externalSwitchFields, type ExternalSwitchFields, importedSwitchFields, importedSwitchRecord, switchRecord } from "../deployment/external-switch";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { read } from "../validation/schema";
import type { HypervHost } from "./hyperv-host";

/** Props of an ExternalSwitch. */
export interface ExternalSwitchProps extends ExternalSwitchFields {
  /** The server that the switch is on. */
  readonly host: HypervHost;
}

/** What names a switch that exists already. */
export interface ExistingSwitchProps {
  readonly host: HypervHost;
  /** Its name in Virtual Switch Manager. */
  readonly switchName: string;
}

/** An external virtual switch, made here or existing already. */
export interface IExternalSwitch extends IConstruct {
  readonly host: HypervHost;
  /** Its name in Virtual Switch Manager. */
  readonly switchName: string;
}

/**
 * An external virtual switch (guide page 4): the way of a host's VMs to the network.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class ExternalSwitch extends Construct implements IExternalSwitch {
  /** A switch that somebody made already: nothing is built. */
  public static fromSwitchName(scope: Construct, id: string, props: ExistingSwitchProps): IExternalSwitch {
    return new ImportedSwitch(scope, id, props);
  }

  public readonly host: HypervHost;
  public readonly switchName: string;

  constructor(scope: Construct, id: string, props: ExternalSwitchProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const references = new References(scope, place);
    const host = references.required("host", props?.host, "host");
    references.settle(() => read(externalSwitchFields, props, place, ["host"]));
    const record = switchRecord(place, props, host!);
    super(scope, id);
    this.host = props.host;
    this.switchName = record.switchName;
    // the host is in the id: under the same address on another host the provider would take the missing switch for an existing one
    const childId = `Switch-${host!.id}`;
    this.node.defaultChild = new NetworkSwitch(this, childId, {
      provider: props.host.providerIn(this),
      name: literal(record.switchName),
      switchType: "External",
      netAdapterNames: record.netAdapterNames.map(literal),
      allowManagementOs: record.allowManagementOs,
      enableEmbeddedTeaming: record.netAdapterNames.length > 1,
      // "Default" reads back as "Weight", which would replace the switch at each apply
      minimumBandwidthMode: "None",
      notes: record.notes === undefined ? undefined : literal(record.notes),
      lifecycle: record.deletionProtection ? { preventDestroy: true } : undefined,
    });
    Registry.of(this).add(this, record);
  }
}

class ImportedSwitch extends Construct implements IExternalSwitch {
  public readonly host: HypervHost;
  public readonly switchName: string;

  constructor(scope: Construct, id: string, props: ExistingSwitchProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const references = new References(scope, place);
    const host = references.required("host", props?.host, "host");
    references.settle(() => read(importedSwitchFields, props, place, ["host"]));
    const record = importedSwitchRecord(place, props, host!);
    super(scope, id);
    this.host = props.host;
    this.switchName = record.switchName;
    Registry.of(this).add(this, record);
  }
}

/** @internal The resource of a switch that is made in the stack of `consumer`; undefined for any other switch. */
export function switchResourceBeside(consumer: IConstruct, one: IExternalSwitch): NetworkSwitch | undefined {
  const resource = one.node.defaultChild;
  return resource instanceof NetworkSwitch && TerraformStack.of(resource) === TerraformStack.of(consumer) ? resource : undefined;
}
