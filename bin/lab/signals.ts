const NAMES = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type SignalName = (typeof NAMES)[number];

/** What the outside says to this process while there is something that must not be left behind: no signal ends it, however often it comes. */
export class Signals {
  private readonly listeners = new Set<(name: SignalName) => void>();
  private readonly handlers = NAMES.map((name) => [name, () => this.tell(name)] as const);
  private first?: SignalName;

  constructor() {
    for (const [name, handler] of this.handlers) process.on(name, handler);
  }

  /** The first one that came. */
  public get received(): SignalName | undefined {
    return this.first;
  }

  /** @returns how to hear no more */
  public listen(listener: (name: SignalName) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  public stop(): void {
    for (const [name, handler] of this.handlers) process.off(name, handler);
    this.listeners.clear();
  }

  private tell(name: SignalName): void {
    this.first ??= name;
    for (const listener of this.listeners) listener(name);
  }
}
