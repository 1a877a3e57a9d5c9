import type { LabClock } from "./clock";

/** Something that happened in the lab. Never holds a secret. */
export interface JournalEntry {
  /** Simulated milliseconds since the lab began. */
  readonly at: number;
  /** What it happened to: `hv1.example.com`, `manager.example.com`, `oslo-1`. */
  readonly subject: string;
  /** In the past tense, lower case: `switched the VM oslo-1 on`. */
  readonly event: string;
}

/** What happened in the lab, in its order. */
export class Journal {
  private readonly written: JournalEntry[] = [];

  constructor(private readonly clock: LabClock) {}

  public note(subject: string, event: string): void {
    this.written.push({ at: this.clock.now(), subject, event });
  }

  public get entries(): readonly JournalEntry[] {
    return this.written;
  }
}
