import type { Clock } from "../../lib/client/waiting";

/** Time that passes only while somebody sleeps. */
export class FakeClock implements Clock {
  public time = 0;
  /** The lengths of all sleeps. */
  public readonly sleeps: number[] = [];
  /** Called at the end of each sleep with their number. */
  public afterSleep: (count: number) => void | Promise<void> = () => undefined;

  public now(): number {
    return this.time;
  }

  public random(): number {
    return 0.5;
  }

  public async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    this.time += ms;
    await this.afterSleep(this.sleeps.length);
    signal?.throwIfAborted();
  }
}
