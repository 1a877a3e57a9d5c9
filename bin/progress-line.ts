import { elapsedText, durationText } from "../lib/client/duration";
import type { Progress } from "../lib/client/waiting";
import type { World } from "./world";

const HEARTBEAT_MS = 60_000;
const TICK_MS = 1000;

/**
 * How a wait shows itself: on a terminal one line that is rewritten, cut to its width; elsewhere one line for each change, and one each minute as a sign of life.
 * There is no colour.
 */
export class ProgressLine {
  private readonly began: number;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly toldNotes = new Set<string>();
  private text = "starting";
  private printedText?: string;
  private printedAt = 0;
  private isDone = false;
  private isOpen = false;

  constructor(
    private readonly label: string,
    private readonly timeoutMs: number,
    private readonly world: World,
  ) {
    this.began = world.clock.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
  }

  public readonly show = ({ text, notes, done }: Progress): void => {
    this.text = text;
    this.isDone = done;
    const fresh = notes.filter((note) => !this.toldNotes.has(note));
    if (this.isTerminal) {
      this.rewrite();
      if (fresh.length > 0) this.endLine();
    } else if (done || text !== this.printedText) {
      this.printLine();
    }
    for (const note of fresh) this.world.stdout.write(`${" ".repeat(this.label.length)}  ${note}\n`);
    fresh.forEach((note) => this.toldNotes.add(note));
  };

  /** Called each second. */
  public tick(): void {
    if (this.isTerminal) this.rewrite();
    else if (this.printedText !== undefined && this.world.clock.now() - this.printedAt >= HEARTBEAT_MS) this.printLine();
  }

  /** Ends the line, so that what follows begins one of its own. */
  public stop(): void {
    clearInterval(this.timer);
    this.endLine();
  }

  private get isTerminal(): boolean {
    return this.world.stdout.isTTY === true && this.world.env.TERM !== "dumb";
  }

  private time(): string {
    const elapsed = elapsedText(this.world.clock.now() - this.began);
    return `   ${elapsed}${this.isDone ? "" : ` of ${durationText(this.timeoutMs)}`}`;
  }

  private printLine(): void {
    this.printedText = this.text;
    this.printedAt = this.world.clock.now();
    this.world.stdout.write(`${this.label}  ${this.text}${this.time()}\n`);
  }

  private rewrite(): void {
    // erase to the end of the line (ECMA-48, EL)
    this.world.stdout.write(`\r${this.fitted()}\u001b[K`);
    this.isOpen = true;
  }

  /** The time stays as long as there is room for it: it is what shows life. */
  private fitted(): string {
    const width = Math.max(1, (this.world.stdout.columns ?? 80) - 1);
    const time = this.time();
    const line = `${this.label}  ${this.text}`;
    return width < 2 * time.length ? cut(line + time, width) : cut(line, width - time.length) + time;
  }

  private endLine(): void {
    if (this.isOpen) this.world.stdout.write("\n");
    this.isOpen = false;
  }
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}
