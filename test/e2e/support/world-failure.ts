import type { LabClock } from "../../../lib/lab";
import { AcceleratedClock } from "../../../lib/lab/world/clock";
import { folded } from "./rollout";
import type { Scene } from "./scene";

/** Applies, which must fail. @returns what Terraform printed, folded to one line, in which there is neither a secret nor a stack trace */
export async function failedApply(scene: Scene, stack = "platform"): Promise<string> {
  const text = await scene.rehearsal.apply(stack).then(
    () => "it did not fail",
    (error: Error) => error.message,
  );
  // a line of a stack trace, of Node or of Go
  expect(text).not.toMatch(/^\W*at .+:\d+:\d+\)?$|goroutine \d+/m);
  expect(secretsIn(text, scene)).toEqual([]);
  expect(secretsIn(JSON.stringify(scene.lab.journal), scene)).toEqual([]);
  return folded(text);
}

/** Names of Terraform variables whose values stand in a text. */
export const secretsIn = (text: string, { lab }: Scene): readonly string[] => Object.entries(lab.environment).flatMap(([name, value]) => (name.startsWith("TF_VAR_") && text.includes(value) ? [name] : []));

/** Terraform has taken nothing away from hosts and Management Node. */
export function nothingWasRemoved({ lab }: Scene, from = 0): void {
  expect(lab.journal.slice(from).filter(({ event }) => /^removed /.test(event))).toEqual([]);
}

/** Time that stands still as soon as something is so: what is under way on a host then goes on only afterwards, however busy this machine is. */
export class HaltingClock implements LabClock {
  private readonly held: (() => void)[] = [];
  private halt?: { readonly isNow: () => boolean; readonly reached: () => void };
  private stands = false;
  private passing?: AcceleratedClock;

  public now(): number {
    return this.time.now();
  }

  public after(milliseconds: number, action: () => void): void {
    if (!this.stands && this.halt?.isNow() === true) {
      this.stands = true;
      this.halt.reached();
    }
    this.time.after(milliseconds, () => {
      if (this.stands) this.held.push(action);
      else action();
    });
  }

  public stop(): void {
    this.time.stop();
  }

  /** Done when it is so, and time stands still. */
  public haltWhen(isNow: () => boolean): Promise<void> {
    return new Promise((resolve) => (this.halt = { isNow, reached: resolve }));
  }

  /** Time passes again, and what was due happens. */
  public goOn(): void {
    this.halt = undefined;
    this.stands = false;
    for (const action of this.held.splice(0)) action();
  }

  /** A lab's time begins when it is first asked for. */
  private get time(): AcceleratedClock {
    return (this.passing ??= new AcceleratedClock());
  }
}

/** Applies, and kills Terraform with all that it started, as a power cut does. `killer` is told what Terraform has printed till then, and cuts the power. */
export async function killedApply({ rehearsal }: Scene, killer: { readonly onOutput?: (printed: string) => boolean; readonly moment?: Promise<void> }): Promise<void> {
  const power = new AbortController();
  void killer.moment?.then(
    () => power.abort(),
    () => undefined,
  );
  let printed = "";
  const onOutput = (text: string): void => {
    printed += text;
    if (killer.onOutput?.(printed) === true) power.abort();
  };
  await expect(rehearsal.apply("platform", { signal: power.signal, onOutput })).rejects.toThrow();
  expect(power.signal.aborted).toBe(true);
}
