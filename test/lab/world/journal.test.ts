import { ManualClock } from "../../../lib/lab/world/clock";
import { Journal, JOURNAL_LIMITS } from "../../../lib/lab/world/journal";

test("keeps what happened in its order, with the lab's time", () => {
  const clock = new ManualClock();
  const journal = new Journal(clock);
  journal.note("hv1", "was switched on");
  clock.advance(1000);
  journal.note("oslo-1", "is up");
  expect(journal.entries).toEqual([{ at: 0, subject: "hv1", event: "was switched on" }, { at: 1000, subject: "oslo-1", event: "is up" }]);
});

test("a flood of lines fills no memory: the oldest make room, and it says how many", () => {
  const journal = new Journal(new ManualClock());
  const { lines, dropped } = JOURNAL_LIMITS;
  for (let index = 1; index <= 200_000; index += 1) {
    journal.note("oslo-1", `line ${index}`);
    if (index === lines + 1) expect(journal.entries.slice(0, 2).map(({ event }) => event)).toEqual([`left out the first ${dropped + 1} lines, to keep the journal short`, `line ${dropped + 2}`]);
  }
  expect(journal.entries.length).toBeLessThanOrEqual(lines);
  const [first, second] = journal.entries;
  const left = Number(/first (\d+) lines/.exec(first.event)?.[1]);
  expect([second.event, journal.entries.length - 1 + left, journal.entries.at(-1)?.event]).toEqual([`line ${left + 1}`, 200_000, "line 200000"]);
});

test("a line has an end", () => {
  const journal = new Journal(new ManualClock());
  journal.note("x".repeat(5000), "y".repeat(5000));
  expect(journal.entries[0]).toMatchObject({ subject: expect.stringMatching(/^x{999}…$/), event: expect.stringMatching(/^y{999}…$/) });
});
