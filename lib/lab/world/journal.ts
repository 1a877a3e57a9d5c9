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

/** Most lines that are kept, and how many of the oldest make room then: a rehearsal of 100 nodes has some thousands, a flood of garbage any number. */
export const JOURNAL_LIMITS = { lines: 20_000, dropped: 5_000, characters: 1_000 } as const;

/** What happened in the lab, in its order. */
export class Journal {
  private readonly written: JournalEntry[] = [];
  private left = 0;

  constructor(private readonly clock: LabClock) {}

  public note(subject: string, event: string): void {
    this.written.push({ at: this.clock.now(), subject: cut(subject), event: cut(event) });
    if (this.written.length > JOURNAL_LIMITS.lines) this.makeRoom();
  }

  public get entries(): readonly JournalEntry[] {
    return this.written;
  }

  private makeRoom(): void {
    const [{ at }] = this.written.splice(0, JOURNAL_LIMITS.dropped);
    this.left += JOURNAL_LIMITS.dropped;
    this.written[0] = { at, subject: "lab", event: `left out the first ${this.left + 1} lines, to keep the journal short` };
  }
}

const cut = (text: string): string => (text.length <= JOURNAL_LIMITS.characters ? text : `${text.slice(0, JOURNAL_LIMITS.characters - 1)}…`);
