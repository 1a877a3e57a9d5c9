import { durationText, elapsedText, parseDuration } from "../../lib/client/duration";

test.each([["90s", 90_000], ["15m", 900_000], ["1h", 3_600_000], ["1h30m", 5_400_000], ["1m30s", 90_000], ["250ms", 250], ["24h", 86_400_000], [" 5s ", 5000]])("reads %s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["", " ", "90", "15 m", "1.5h", "-5s", "5x", "m", "5s1m"])("refuses %j and says what is right", (text) => {
  expect(parseDuration(text)).toBe("must be a duration with its unit, such as 90s, 15m or 1h");
});

test("refuses no time and more than a day", () => {
  expect([parseDuration("0s"), parseDuration("25h")]).toEqual(["must be more than nothing, such as 90s, 15m or 1h", "must be at most 24h"]);
});

test("writes durations as people say them", () => {
  expect([0, 50, 1000, 59_999, 60_000, 220_000, 3_600_000, 3_661_000].map(durationText)).toEqual(["0 s", "50 ms", "1 s", "59 s", "1 m", "3 m 40 s", "1 h", "1 h 1 m 1 s"]);
  expect([0, 999, 1999].map(elapsedText)).toEqual(["0 s", "0 s", "1 s"]);
});
