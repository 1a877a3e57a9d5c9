import type { Output } from "../world";

/** Widest label of a row. */
const LABEL = 11;
/** Widest command of a step, as its user would type it. */
const COMMAND = 34;

/** What `npm start` writes on: rows of a label and a text, and on a terminal one line that is rewritten while something runs. */
export class Screen {
  private isOpen = false;

  constructor(private readonly output: Output) {}

  public print(...lines: readonly string[]): void {
    this.clear();
    for (const line of lines) this.output.write(`${line}\n`);
  }

  public row(label: string, text: string): void {
    this.print(`${label.padEnd(LABEL)} ${text}`);
  }

  /** The result of one command. */
  public step(command: string, result: string): void {
    this.print(stepText(command, result));
  }

  /** How far a command is; only a terminal shows it. */
  public progress(command: string, text: string): void {
    if (this.output.isTTY !== true || process.env.TERM === "dumb") return;
    const width = Math.max(20, (this.output.columns ?? 80) - 1);
    const characters = [...stepText(command, text)];
    // erase to the end of the line (ECMA-48, EL)
    this.output.write(`\r${(characters.length <= width ? characters : [...characters.slice(0, width - 1), "…"]).join("")}\u001b[K`);
    this.isOpen = true;
  }

  /** A table of two columns. */
  public table(pairs: readonly (readonly [string, string])[]): void {
    const width = Math.max(...pairs.map(([left]) => left.length));
    this.print(...pairs.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`.trimEnd()));
  }

  private clear(): void {
    if (this.isOpen) this.output.write("\r\u001b[K");
    this.isOpen = false;
  }
}

const stepText = (command: string, text: string): string => `  ${command.padEnd(COMMAND)} ${text}`.trimEnd();

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `0.4 s` */
export class Stopwatch {
  private readonly began = process.hrtime.bigint();

  public toString(): string {
    return `${(Number(process.hrtime.bigint() - this.began) / 1e9).toFixed(1)} s`;
  }
}
