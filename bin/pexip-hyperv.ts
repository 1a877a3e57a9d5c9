#!/usr/bin/env node
import { systemClock } from "../lib/client/waiting";
import { run } from "./program";

/** Exit codes of a process that a signal ended: 128 and its number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

const interruption = new AbortController();
for (const [name, code] of Object.entries(SIGNALS)) {
  process.once(name, () => interruption.abort(code));
}

// a reader that has seen enough (head, less) changes neither what a command does nor its exit code: half a delivery would be worse than a line unread
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exit(70);
  });
}

void run(process.argv.slice(2), { env: process.env, cwd: process.cwd(), stdout: process.stdout, stderr: process.stderr, clock: systemClock, signal: interruption.signal }).then((code) => {
  process.exitCode = code;
});
