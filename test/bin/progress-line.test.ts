import { ProgressLine } from "../../bin/progress-line";
import type { World } from "../../bin/world";
import { FakeClock } from "../support/fake-clock";

let clock: FakeClock;
let written: string;

function line(stdout: { readonly isTTY?: boolean; readonly columns?: number } = {}, env: World["env"] = {}): ProgressLine {
  const world: World = { env, cwd: ".", stdout: { ...stdout, write: (text) => (written += text) }, stderr: { write: () => undefined }, clock, signal: new AbortController().signal };
  return new ProgressLine("oslo-1", 900_000, world);
}

const state = (text: string, notes: readonly string[] = [], done = false) => ({ text, notes, done });

beforeEach(() => {
  clock = new FakeClock();
  written = "";
});

test("without a terminal, tells each change once", () => {
  const progress = line();
  progress.show(state("entered ✓"));
  clock.time = 10_000;
  progress.show(state("entered ✓"));
  clock.time = 130_000;
  progress.show(state("first contact ✓"));
  progress.show(state("synchronised ✓", [], true));
  progress.stop();
  expect(written).toBe("oslo-1  entered ✓   0 s of 15 m\noslo-1  first contact ✓   2 m 10 s of 15 m\noslo-1  synchronised ✓   2 m 10 s\n");
});

test("without a terminal, gives a sign of life each minute", () => {
  const progress = line();
  progress.tick();
  progress.show(state("entered ✓"));
  for (clock.time = 1000; clock.time <= 125_000; clock.time += 1000) progress.tick();
  progress.stop();
  expect(written).toBe("oslo-1  entered ✓   0 s of 15 m\noslo-1  entered ✓   1 m of 15 m\noslo-1  entered ✓   2 m of 15 m\n");
});

test("on a terminal, rewrites one line and leaves it for what follows", () => {
  const progress = line({ isTTY: true, columns: 80 });
  progress.show(state("entered ✓"));
  clock.time = 1000;
  progress.tick();
  progress.stop();
  expect(written).toBe("\roslo-1  entered ✓   0 s of 15 m\u001b[K\roslo-1  entered ✓   1 s of 15 m\u001b[K\n");
});

test("tells notes once, below the line that they belong to", () => {
  const progress = line({ isTTY: true, columns: 80 });
  progress.show(state("untrusted", ["SHA-256 AA", "upload"]));
  progress.show(state("untrusted", ["SHA-256 AA", "upload"]));
  progress.stop();
  expect(written).toBe("\roslo-1  untrusted   0 s of 15 m\u001b[K\n        SHA-256 AA\n        upload\n\roslo-1  untrusted   0 s of 15 m\u001b[K\n");
});

test("cuts the line to a narrow terminal, so that it never wraps", () => {
  for (const columns of [16, 41]) {
    const progress = line({ isTTY: true, columns });
    progress.show(state("entered ✓   first contact …"));
    progress.stop();
  }
  expect(written).toBe("\roslo-1  entere…\u001b[K\n\roslo-1  entered ✓   first…   0 s of 15 m\u001b[K\n");
});

test("takes a terminal that cannot rewrite for none, and uses no colour anywhere", () => {
  const progress = line({ isTTY: true, columns: 80 }, { TERM: "dumb" });
  progress.show(state("entered ✓"));
  progress.stop();
  expect(written).toBe("oslo-1  entered ✓   0 s of 15 m\n");
});
