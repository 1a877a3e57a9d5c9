/** The longest duration that an option takes. */
const LONGEST_MS = 24 * 3_600_000;

/** Milliseconds of `90s`, `15m`, `1h30m` or `250ms`, or what is wrong with the text. */
export function parseDuration(text: string): number | string {
  const parts = /^(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6})s)?(?:(\d{1,6})ms)?$/.exec(text.trim());
  if (parts === null || text.trim() === "") return "must be a duration with its unit, such as 90s, 15m or 1h";
  const [hours, minutes, seconds, milliseconds] = parts.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const ms = hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + milliseconds;
  if (ms === 0) return "must be more than nothing, such as 90s, 15m or 1h";
  return ms > LONGEST_MS ? "must be at most 24h" : ms;
}

/** `3 m 40 s`: as progress shows it, without fractions of a second unless there is nothing else. */
export function durationText(ms: number): string {
  if (ms > 0 && ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.floor(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [[Math.floor(seconds / 3600), "h"], [Math.floor(seconds / 60) % 60, "m"], [seconds % 60, "s"]];
  const text = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`);
  return text.length === 0 ? "0 s" : text.join(" ");
}

/** Time that has passed, in whole seconds. */
export function elapsedText(ms: number): string {
  return durationText(Math.floor(ms / 1000) * 1000);
}
