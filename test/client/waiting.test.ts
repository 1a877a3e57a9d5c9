import { isTransient, retryAfterMs, systemClock, Waiting } from "../../lib/client/waiting";
import { FakeClock } from "../support/fake-clock";

const waiting = (random = 0.5) => {
  const clock = new FakeClock();
  clock.random = () => random;
  return new Waiting({ timeoutMs: 60_000, intervalMs: 5000, clock });
};

test("leaves the other side alone for twice as long after each failure, up to a minute", () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => waiting().backoffMs(failures))).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test("spreads the attempts of many", () => {
  expect([waiting(0).backoffMs(1), waiting(1).backoffMs(1)]).toEqual([4000, 6000]);
});

test("waits as long as it is asked to", () => {
  expect(waiting().backoffMs(1, 30_000)).toBe(30_000);
});

test("reads Retry-After in seconds and as a date, and no nonsense", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  const read = (value?: string) => retryAfterMs(value === undefined ? {} : { "retry-after": value }, now);
  expect([read("7"), read("Sun, 22 Nov 2026 10:00:30 GMT"), read("Sun, 22 Nov 2026 09:00:00 GMT"), read("999999"), read("soon"), read()]).toEqual([7000, 30_000, 0, 120_000, 0, 0]);
});

test("what is busy or broken may pass; what is refused, redirected or not implemented does not", () => {
  expect([200, 302, 400, 401, 403, 404, 408, 429, 500, 501, 502, 503, 504].filter(isTransient)).toEqual([408, 429, 500, 502, 503, 504]);
});

test("a pause never outlasts the deadline", async () => {
  const clock = new FakeClock();
  const short = new Waiting({ timeoutMs: 1000, intervalMs: 700, clock });
  expect([await short.pause(700), await short.pause(700), clock.time]).toEqual([true, false, 1000]);
});

test("the real clock sleeps, and wakes at once when it is interrupted", async () => {
  await systemClock.sleep(1);
  const interruption = new AbortController();
  const sleep = systemClock.sleep(60_000, interruption.signal);
  interruption.abort(new Error("stop"));
  await expect(sleep).rejects.toThrow("stop");
  await expect(systemClock.sleep(60_000, interruption.signal)).rejects.toThrow("stop");
});
