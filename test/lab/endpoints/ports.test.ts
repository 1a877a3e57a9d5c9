import { connect, createServer } from "node:net";
import { claimPorts, LOOPBACK } from "../../../lib/lab/endpoints/ports";
import { idle, sendTcp } from "./a-client";

function refused(port: number): Promise<string | undefined> {
  return new Promise((resolve) => connect(port, LOOPBACK).on("error", ({ code }: NodeJS.ErrnoException) => resolve(code)).on("connect", () => resolve("open")));
}

test("claims as many ports as were asked for, none of which says 404, and leaves them closed", async () => {
  const claimed = await claimPorts(150);
  try {
    expect(new Set(claimed.ports).size).toBe(150);
    expect(claimed.ports.filter((port) => port < 20_000 || port > 32_767 || String(port).includes("404"))).toEqual([]);
    expect(await refused(claimed.ports[0])).toBe("ECONNREFUSED");
  } finally {
    await claimed.release();
  }
});

test("two labs never have the same port, although nobody listens on it", async () => {
  const all = await Promise.all([300, 300, 300].map((count) => claimPorts(count)));
  await Promise.all(all.map((claimed) => claimed.release()));
  expect(new Set(all.flatMap(({ ports }) => ports)).size).toBe(900);
});

test("a port can be had by anybody once it was let go of", async () => {
  const { ports, release } = await claimPorts(1);
  await release();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(ports[0], LOOPBACK, resolve));
  await new Promise((resolve) => server.close(resolve));
});

test("whoever connects to the port that guards a block is sent away, and letting go does not wait for anybody", async () => {
  const { ports, release } = await claimPorts(1);
  const guard = Math.floor((ports[0] - 20_000) / 64) * 64 + 20_000;
  const first = String(guard).includes("404") ? guard + 1 : guard;
  expect(await sendTcp(first, "\0garbage")).toMatch(/^(|ECONNRESET|EPIPE)$/);
  const crowd = await idle(first, 50);
  await release();
  expect(await refused(first)).toBe("ECONNREFUSED");
  crowd.close();
});
