import type { LabClock } from "./world/clock";

/** A clock that tells when something was due: the simulated things change in requests, in what hosts do, and in time. */
export class ObservedClock implements LabClock {
  constructor(
    private readonly clock: LabClock,
    private readonly changed: () => void,
  ) {}

  public now(): number {
    return this.clock.now();
  }

  public after(milliseconds: number, action: () => void): void {
    this.clock.after(milliseconds, () => {
      action();
      this.changed();
    });
  }

  public stop(): void {
    this.clock.stop();
  }
}
