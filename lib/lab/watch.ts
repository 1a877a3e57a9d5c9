interface Waiter {
  readonly condition: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Looks at the simulated world after it changed: once for all that happens in one go. Then whoever waits for something is told. */
export class Watch {
  private readonly waiters = new Set<Waiter>();
  private isLooking = false;
  private isStopped = false;

  /** @param look what is to be done after each change; done when its consequences are there */
  constructor(private readonly look: () => Promise<void>) {}

  /** Something may have changed. */
  public readonly changed = (): void => {
    if (this.isLooking || this.isStopped) return;
    this.isLooking = true;
    queueMicrotask(() => {
      this.isLooking = false;
      if (!this.isStopped) void this.look().then(() => this.tell());
    });
  };

  /** Done when it is so. Fails when it cannot be told, or when everything stops first. */
  public until(condition: () => boolean): Promise<void> {
    if (this.isStopped) return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      this.waiters.add({ condition, resolve, reject });
      // it may be so already
      this.changed();
    });
  }

  public stop(): void {
    this.isStopped = true;
    for (const { reject } of this.waiters) reject(stopped());
    this.waiters.clear();
  }

  private tell(): void {
    for (const waiter of this.waiters) {
      try {
        if (!waiter.condition()) continue;
        waiter.resolve();
      } catch (error) {
        waiter.reject(error as Error);
      }
      this.waiters.delete(waiter);
    }
  }
}

const stopped = (): Error => new Error("the lab was stopped");
