import type { SwitchRecord } from "../../deployment/external-switch";
import type { HostRecord } from "../../deployment/host";
import type { DeploymentView, MachineOf } from "../../deployment/model";

/** A VM that the deployment puts on a host. */
export interface ExpectedMachine extends MachineOf {
  /** It exists already: then it must be there, else it must not. */
  readonly isBuilt: boolean;
}

/** What a host should look like. */
export interface HostExpectation {
  readonly host: HostRecord;
  readonly switches: readonly SwitchRecord[];
  readonly machines: readonly ExpectedMachine[];
}

export function expectationOf(host: HostRecord, view: DeploymentView, isBuilt: (node: MachineOf["node"]) => boolean): HostExpectation {
  return { host, switches: view.switchesOn(host), machines: view.machinesOn(host).map((one) => ({ ...one, isBuilt: isBuilt(one.node) })) };
}

/** Windows does not tell apart upper and lower case in names. */
export const sameText = (one: string | undefined, other: string | undefined): boolean => one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase();
