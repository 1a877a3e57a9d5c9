import type { LabClock } from "../../../lib/lab/world/clock";

/** Jumps to what is due next, as soon as nothing else is to be done. */
export class JumpingClock implements LabClock {
  private time = 0;
  private pending: { readonly at: number; readonly action: () => void }[] = [];

  public now(): number {
    return this.time;
  }

  public after(milliseconds: number, action: () => void): void {
    this.pending.push({ at: this.time + milliseconds, action });
    if (this.pending.length === 1) setImmediate(() => this.jump());
  }

  public stop(): void {
    this.pending = [];
  }

  private jump(): void {
    const next = [...this.pending].sort((one, other) => one.at - other.at)[0];
    if (next === undefined) return;
    this.time = next.at;
    next.action();
    this.pending = this.pending.filter((one) => one !== next);
    if (this.pending.length > 0) setImmediate(() => this.jump());
  }
}
