/** The outside world did not do what was asked. The message says what happened, the advice what to look at, one line each; neither ever holds a secret. */
export class OutsideError extends Error {
  public readonly advice: readonly string[];

  constructor(message: string, advice: readonly string[] = []) {
    super(message);
    this.name = "OutsideError";
    this.advice = [...advice];
  }
}

/** Text of the other side, on one line and without what could steer a terminal. */
export function foreign(text: string, longest = 120): string {
  const plain = text.replace(/[\p{C}\u2028\u2029]/gu, "?");
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
