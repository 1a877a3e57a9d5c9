import type { LabClock } from "../world/clock";
import type { FaultName, Faults } from "../world/faults";
import type { Journal } from "../world/journal";
import type { MachineEvents } from "../world/machine-events";
import type { Hardware } from "./host-spec";
import { HypervError } from "./hyperv-error";

/** What the lab hands to each of its hosts. */
export interface HostWorld {
  readonly clock: LabClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly events: MachineEvents;
}

/** `unreachable` is a host that runs, and so do its VMs, but nobody gets to it. */
export type HostCondition = "on" | "off" | "unreachable";

/** Names and paths are compared as Windows and PowerShell's -eq do. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The parts of one host share this: what it is, whether it answers, and how they tell the lab. */
export class HostContext {
  private now: HostCondition = "on";
  /** Counts what interrupts everything: a power cut, a rebuild. */
  private interruptions = 0;

  constructor(
    readonly hardware: Hardware,
    readonly world: HostWorld,
  ) {}

  public get condition(): HostCondition {
    return this.now;
  }

  public become(condition: HostCondition): void {
    this.now = condition;
  }

  /** Whatever is under way fails. */
  public interrupt(): void {
    this.interruptions += 1;
  }

  /** Each remote operation begins with it. */
  public mustAnswer(): void {
    if (this.now !== "on") throw this.connectionLost();
  }

  public note(event: string): void {
    this.world.journal.note(this.hardware.address, event);
  }

  /** A remote operation changed something. */
  public changed(event: string, vmName?: string): void {
    this.note(event);
    this.answers(vmName);
  }

  /** A remote operation that changed something comes to its end. With the fault `half-way`, or when nobody reaches the host any more, the answer is lost. */
  public answers(vmName?: string): void {
    if (this.now !== "on" || this.strikes("half-way", vmName)) throw this.connectionLost();
  }

  /** Does the fault happen to this host, or to this VM on it? */
  public strikes(name: FaultName, subject?: string): boolean {
    const { faults } = this.world;
    return (subject !== undefined && faults.strikes(name, subject)) || faults.strikes(name, this.hardware.address);
  }

  /** Lets simulated time pass on the host. Fails when the host is interrupted meanwhile. */
  public async passes(milliseconds: number): Promise<void> {
    const before = this.interruptions;
    if (milliseconds > 0) await new Promise<void>((resolve) => this.world.clock.after(milliseconds, resolve));
    if (before !== this.interruptions) throw this.connectionLost();
  }

  // what Go's net/http says when a host goes away in the middle of a request (unverified with this provider)
  public connectionLost(): HypervError {
    return new HypervError("connection", `unknown error Post "https://${this.hardware.address}:5986/wsman": read: connection reset by peer`);
  }
}
