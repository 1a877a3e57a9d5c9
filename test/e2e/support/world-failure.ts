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

/** Applies until something is so, and then kills Terraform with all that it started, as a power cut does. */
export async function killedApply(scene: Scene, isNow: (scene: Scene, printed: string) => boolean, stack = "platform"): Promise<void> {
  const power = new AbortController();
  let printed = "";
  const look = (): boolean => power.signal.aborted || isNow(scene, printed);
  const cut = (): void => {
    if (look()) power.abort();
  };
  // by what happens in the lab, or by what is printed
  void scene.lab.until(look).then(cut, () => undefined);
  const onOutput = (text: string): void => {
    printed += text;
    cut();
  };
  await expect(scene.rehearsal.apply(stack, { signal: power.signal, onOutput })).rejects.toThrow();
  expect(power.signal.aborted).toBe(true);
}
