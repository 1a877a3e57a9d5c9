import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pingArguments, systemPing } from "../../../lib/client/preflight/ping";

const folder = mkdtempSync(join(tmpdir(), "ping-"));
const never = new AbortController().signal;

afterAll(() => rmSync(folder, { recursive: true }));

/** A ping that does what the lines of sh say. */
function command(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

test("speaks the dialect of each system", () => {
  expect(pingArguments("linux", "10.44.0.11", 2500)).toEqual(["-n", "-c", "1", "-W", "2", "10.44.0.11"]);
  expect(pingArguments("darwin", "10.44.0.11", 100)).toEqual(["-n", "-c", "1", "-t", "1", "10.44.0.11"]);
  expect(pingArguments("win32", "10.44.0.11", 2500)).toEqual(["-n", "1", "-w", "2500", "10.44.0.11"]);
});

test("tells an answer from none", async () => {
  expect(await systemPing("linux", command("good", "exit 0"))("10.44.0.11", 2000, never)).toBe(true);
  expect(await systemPing("linux", command("silent", "exit 1"))("10.44.0.11", 2000, never)).toBe(false);
});

test("takes no router's word on Windows for an answer", async () => {
  expect(await systemPing("win32", command("windows", "echo 'Reply from 10.44.0.1: Destination host unreachable.'"))("10.44.0.11", 2000, never)).toBe(false);
  expect(await systemPing("win32", command("german", "echo 'Antwort von 10.44.0.11: Bytes=32 Zeit<1ms TTL=64'"))("10.44.0.11", 2000, never)).toBe(true);
});

test("cannot tell without the command, or when it fails", async () => {
  expect(await systemPing("linux", join(folder, "nowhere"))("10.44.0.11", 2000, never)).toBeUndefined();
  expect(await systemPing("linux", command("broken", "exit 2"))("10.44.0.11", 2000, never)).toBeUndefined();
});

test("ends a ping that does not end, and at once when it is interrupted", async () => {
  const hanging = command("hanging", "exec sleep 30");
  expect(await systemPing("linux", hanging)("10.44.0.11", 50, never)).toBe(false);
  const controller = new AbortController();
  const pending = systemPing("linux", hanging)("10.44.0.11", 20_000, controller.signal);
  setTimeout(() => controller.abort(130), 20);
  await expect(pending).rejects.toBe(130);
});
