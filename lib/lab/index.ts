import { Lab } from "./lab";
import type { LabOptions } from "./options";

/**
 * Starts a lab: simulated Hyper-V hosts, Management Nodes and Conferencing Nodes on 127.0.0.1, and both providers over them. Stop it when you are done.
 *
 * @throws Error when this machine has no free ports
 */
export function startLab(options: LabOptions): Promise<Lab> {
  return Lab.start(options);
}

export { HostEdition, WindowsServer } from "../deployment/enums";
export type { EntryReference, ManualEntry } from "./administrator";
export { LabAuthority } from "./authority";
export type { Reachable } from "./endpoints/places";
export type { BootImage } from "./guests";
export type { HypervHostSpec, Template, Templates } from "./hyperv/host-spec";
export { HypervError } from "./hyperv/hyperv-error";
export type { SimulatedHypervHost } from "./hyperv/simulated-hyperv-host";
export type { Login } from "./infinity/admission";
export type { SimulatedConferencingNode } from "./infinity/conferencing-node";
export type { SimulatedManagementNode } from "./infinity/management-node";
export type { TypedAnswer } from "./infinity/wizard-run";
export type { WizardOptions } from "./installers";
export { Lab } from "./lab";
export type { Reservation, Segment } from "./network";
export type { ExistingSwitch, LabOptions, ManagementNodeSpec, OtherNodeSpec } from "./options";
export { deploymentIn } from "./rehearsal/deployment-in";
export { labFor } from "./rehearsal/lab-for";
export { AcceleratedClock, ManualClock, type LabClock } from "./world/clock";
export { FAULTS, type Fault, type FaultName } from "./world/faults";
export type { JournalEntry } from "./world/journal";
export type { LabDump } from "./world-dump";
