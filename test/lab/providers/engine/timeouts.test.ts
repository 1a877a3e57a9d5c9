import { configuredTimeouts, parseDuration, timeoutOf } from "../../../../lib/lab/providers/engine/timeouts";

test.each([
  ["90s", 90_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
  ["0", 0],
  ["-5s", -5000],
  ["10", undefined],
  ["ten minutes", undefined],
  ["5 m", undefined],
  ["", undefined],
])("reads the Go duration %j", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test("a configuration without the block asks for nothing", () => {
  expect(configuredTimeouts({ timeouts: null })).toEqual({});
  expect(configuredTimeouts({ timeouts: { create: "5m", read: null } })).toEqual({ create: 300_000 });
});

test("a private state of another kind says nothing of durations", () => {
  for (const text of ["", "not json", "null", '{"other":1}']) expect(timeoutOf("read", { timeouts: { read: 7 } }, Buffer.from(text))).toBe(7);
});

test.each([
  ["soon", 'invalid duration "soon"'],
  ["1x", 'unknown unit "x" in duration "1x"'],
  ["1h5", 'missing unit in duration "1h5"'],
  ["", 'invalid duration ""'],
])("says of %j what Go says of it", (create, said) => {
  expect(() => configuredTimeouts({ timeouts: { create, read: null } })).toThrow(`Error parsing "create" timeout: time: ${said}`);
});
