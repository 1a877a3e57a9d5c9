import { Lab } from "./lab";
import type { LabOptions } from "./options";
import { Rehearsal } from "./terraform/rehearsal";
import type { RehearsalOptions } from "./terraform/rehearsal-options";

/**
 * Starts a lab: simulated Hyper-V hosts, Management Nodes and Conferencing Nodes on 127.0.0.1, and both providers over them. Stop it when you are done.
 *
 * @throws Error when this machine has no free ports
 */
export function startLab(options: LabOptions): Promise<Lab> {
  return Lab.start(options);
}

/**
 * Starts a rehearsal: a lab for what was synthesized, and a copy of the stacks in which real Terraform can be run. Stop it when you are done.
 *
 * @param output cdktf's output folder: `cdktf.out`. It stays as it is, and so does the state of the real thing
 * @throws ValidationError when a stack would leave the lab: another provider, another state
 * @throws Error when terraform is not on PATH
 */
export function startRehearsal(output: string, options: RehearsalOptions = {}): Promise<Rehearsal> {
  return Rehearsal.start(output, options);
}

export { HostEdition, WindowsServer } from "../deployment/enums";
export type { Acceptance, DeploymentModel } from "../deployment/model";
export type { EntryReference, ManualEntry } from "./manual-entry";
export { LabAuthority } from "./authority";
export type { Reachable } from "./endpoints/places";
export type { BootImage } from "./guests";
export type { ByHand } from "./hyperv/by-hand";
export type { FileDump, HostDump, VmDump } from "./hyperv/dump";
export type { HostCondition } from "./hyperv/host-context";
export type { HypervHostSpec, Template, Templates } from "./hyperv/host-spec";
export { HypervError, type HypervErrorKind } from "./hyperv/hyperv-error";
export type { VmDvdDrive, VmHardDisk, VmNetworkAdapter, VmProcessor, VmSettings, VmState } from "./hyperv/machine";
export type { VmView } from "./hyperv/machines";
export type { SimulatedHypervHost } from "./hyperv/simulated-hyperv-host";
export type { NewSwitch, SwitchSettings, VirtualSwitch } from "./hyperv/switches";
export type { Login } from "./infinity/admission";
export type { ApiResponse } from "./infinity/api-response";
export type { NodeIdentity } from "./infinity/bootstrap-configuration";
export type { Participant } from "./infinity/client-api";
export type { ConferencingNodeDump, ConferencingNodeState, SimulatedConferencingNode } from "./infinity/conferencing-node";
export type { JsonValue } from "./infinity/fields";
export { NotAnsweringError, type ManagementNodeDump, type ManagementNodeState, type SimulatedManagementNode } from "./infinity/management-node";
export type { ServedCertificate } from "./infinity/node-configuration";
export type { NodeState, SyncStatus } from "./infinity/node-registry";
export type { DumpedObject } from "./infinity/presentation";
export type { TypedAnswer } from "./infinity/wizard-run";
export type { WizardOptions } from "./installers";
export { Lab } from "./lab";
export type { Reservation, Segment } from "./network";
export type { ExistingSwitch, LabOptions, ManagementNodeSpec, OtherNodeSpec } from "./options";
export { deploymentIn } from "./rehearsal/deployment-in";
export { labFor } from "./rehearsal/lab-for";
export type { ProgramOutput } from "./terraform/program";
export { Rehearsal } from "./terraform/rehearsal";
export type { CommandOptions, RehearsalOptions, RehearsedPlan } from "./terraform/rehearsal-options";
export { AcceleratedClock, ManualClock, type LabClock } from "./world/clock";
export { FAULTS, type Fault, type FaultName } from "./world/faults";
export type { JournalEntry } from "./world/journal";
export type { LabDump } from "./world-dump";
