/** Time in the lab: minutes pass in milliseconds, or when a test says so. */
export interface LabClock {
  /** Simulated milliseconds since the lab began. */
  now(): number;
  /** Runs an action after a simulated time. */
  after(milliseconds: number, action: () => void): void;
  /** Nothing that is pending happens any more. */
  stop(): void;
}

/** Passes by itself, faster than a wall clock, and keeps no process alive. */
export class AcceleratedClock implements LabClock {
  private readonly began = performance.now();
  private readonly pending = new Set<ReturnType<typeof setTimeout>>();

  /** @param speed simulated milliseconds in a real one. @default 600 */
  constructor(private readonly speed = 600) {}

  public now(): number {
    return (performance.now() - this.began) * this.speed;
  }

  public after(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      action();
    }, milliseconds / this.speed);
    timer.unref();
    this.pending.add(timer);
  }

  public stop(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }
}

/** Stands still until a test advances it: for a test that says itself when something has taken its time. */
export class ManualClock implements LabClock {
  private time = 0;
  private pending: { readonly at: number; readonly action: () => void }[] = [];

  /** Simulated milliseconds since the lab began. */
  public now(): number {
    return this.time;
  }

  /** Runs an action after a simulated time. */
  public after(milliseconds: number, action: () => void): void {
    this.pending.push({ at: this.time + milliseconds, action });
  }

  /** Lets time pass, and what is due happen in its order. */
  public advance(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (;;) {
      const due = this.pending.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.pending = this.pending.filter((one) => one !== due);
      this.time = due.at;
      due.action();
    }
    this.time = until;
  }

  /** Nothing that is pending happens any more. */
  public stop(): void {
    this.pending = [];
  }
}
