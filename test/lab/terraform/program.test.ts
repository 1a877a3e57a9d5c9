import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram, type Run } from "../../../lib/lab/terraform/program";
import { aFolder, removeFolders } from "../../support/output-folder";

afterAll(removeFolders);

/** A program of Node. */
function node(source: string, more: Partial<Run> = {}) {
  return runProgram({ program: process.execPath, args: ["-e", source], folder: aFolder(), environment: { ...process.env }, timeoutSeconds: 60, ...more });
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // a zombie has ended; nobody may have fetched it yet
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

/** Done when all of them have ended: the system takes its time for it under load. */
async function end(pids: readonly number[]): Promise<void> {
  while (pids.some(isThere)) await new Promise((resolve) => setImmediate(resolve));
}

/** Starts another one like it, tells both numbers, and never ends. */
const FAMILY = (detached: boolean): string =>
  `const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: ${detached} });
   child.on("spawn", () => console.log(process.pid, child.pid)); setInterval(() => {}, 1000);`;

/** Ends a family when it has told its numbers. */
async function endedFamily(detached: boolean) {
  const ending = new AbortController();
  const told: string[] = [];
  const onOutput = (text: string): void => {
    told.push(text);
    ending.abort();
  };
  const output = await node(FAMILY(detached), { onOutput, signal: ending.signal });
  return { output, pids: told.join("").trim().split(" ").map(Number) };
}

test("what a program writes comes as it is written and at the end, with its exit code", async () => {
  const heard: string[] = [];
  const output = await node('console.log("out é"); console.error("err"); process.exit(5)', { onOutput: (text) => heard.push(text) });
  expect(output).toEqual({ code: 5, stdout: "out é\n", stderr: "err\n" });
  expect(heard.sort()).toEqual(["err\n", "out é\n"]);
});

test("megabytes of output are complete, and a character is never cut in two", async () => {
  const { stdout, stderr } = await node('process.stdout.write("é€".repeat(600_000)); process.stderr.write("x".repeat(2_000_000))');
  expect([stdout === "é€".repeat(600_000), stderr.length]).toEqual([true, 2_000_000]);
});

test("there is no terminal and no input to wait for", async () => {
  expect(await node('process.stdin.on("data", () => {}).on("end", () => console.log("end", process.stdin.isTTY === true)).resume()')).toMatchObject({ code: 0, stdout: "end false\n" });
});

test("it runs in its folder with its environment and no other", async () => {
  const folder = aFolder("a folder with spaces ");
  const { stdout } = await node('console.log(JSON.stringify([process.cwd(), process.env]))', { folder, environment: { ONLY: "this" } });
  expect(JSON.parse(stdout)).toEqual([folder, { ONLY: "this" }]);
});

test("an abort ends it and what it has started, and there is no exit code", async () => {
  const { output, pids } = await endedFamily(false);
  expect([output.code, pids.length]).toEqual([undefined, 2]);
  await end(pids);
});

test("an abort is answered although something outside the group holds the pipes", async () => {
  const { output, pids } = await endedFamily(true);
  process.kill(pids[1], "SIGKILL");
  expect(output.code).toBeUndefined();
});

test("one that was aborted before it began does nothing", async () => {
  const folder = aFolder();
  const { code } = await node('setTimeout(() => require("node:fs").writeFileSync("done", ""), 2_000)', { folder, signal: AbortSignal.abort() });
  expect([code, existsSync(join(folder, "done"))]).toEqual([undefined, false]);
});

test("an abort after its end changes nothing", async () => {
  const ending = new AbortController();
  const { code } = await node("0", { signal: ending.signal });
  ending.abort();
  expect(code).toBe(0);
});

test("one that takes too long is ended with all that it has started, and the error has what it wrote, not how it was called", async () => {
  const told: string[] = [];
  const failed = node(`${FAMILY(false)} // pin=123456`, { timeoutSeconds: 0.3, onOutput: (text) => told.push(text) }).catch((error: Error) => error.message);
  const message = await failed;
  expect(message).toBe(`node -e took more than 0.3 s and was ended; raise timeoutSeconds\n${told.join("")}`);
  await end(told.join("").trim().split(" ").filter(Boolean).map(Number));
});

test.each([
  ["is not there", "/nowhere/terraform", "ENOENT"],
  ["is a folder", "/tmp", "EACCES"],
])("a program that %s is an error with its name", async (_, program, code) => {
  await expect(node("", { program })).rejects.toThrow(new RegExp(`^${program} did not run: .*${code}`));
});

test("a folder that is not there is an error with its name", async () => {
  const folder = join(aFolder(), "none");
  await expect(node("", { folder })).rejects.toThrow(`${process.execPath} did not run: there is no folder ${folder}`);
});
