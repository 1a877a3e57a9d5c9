/** Something that happens once, and that others wait for. */
export class Moment {
  public readonly reached: Promise<void>;
  private settle!: { readonly resolve: () => void; readonly reject: (error: Error) => void };

  constructor() {
    this.reached = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // nobody may be waiting
    this.reached.catch(() => undefined);
  }

  public reach(): void {
    this.settle.resolve();
  }

  /** It does not come any more. */
  public fail(error: Error): void {
    this.settle.reject(error);
  }
}
