import { execFile } from "node:child_process";

/** Did the address answer an echo request? undefined: the system could not send one. */
export type Ping = (address: string, timeoutMs: number, signal: AbortSignal) => Promise<boolean | undefined>;

/** One echo request through the system's own `ping`: sending one takes rights that it has and we have not. */
export function systemPing(platform: string, command = "ping"): Ping {
  return (address, timeoutMs, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = execFile(command, pingArguments(platform, address, timeoutMs), { timeout: timeoutMs, windowsHide: true }, (error, stdout) => {
        if (signal.aborted) return reject(signal.reason as Error);
        // Windows ends with 0 also when a router answers that the host is not there; TTL is in a true answer, in every language
        if (error === null) return resolve(platform !== "win32" || /TTL=/i.test(stdout));
        // 1: no answer (iputils, Windows); 2 is iputils' "something else went wrong" and BSD's "no answer"; a string: it could not be run
        resolve(error.killed === true || error.code === 1 || (platform === "darwin" && error.code === 2) ? false : undefined);
      });
      signal.addEventListener("abort", () => child.kill(), { once: true });
    });
}

/** The address is one that has been parsed: it cannot be taken for an option. */
export function pingArguments(platform: string, address: string, timeoutMs: number): readonly string[] {
  const seconds = String(Math.max(1, Math.floor(timeoutMs / 1000)));
  if (platform === "win32") return ["-n", "1", "-w", String(timeoutMs), address];
  return platform === "darwin" ? ["-n", "-c", "1", "-t", seconds, address] : ["-n", "-c", "1", "-W", seconds, address];
}
