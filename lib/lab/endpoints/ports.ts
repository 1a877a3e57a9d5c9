import { createServer, type Server } from "node:net";

export const LOOPBACK = "127.0.0.1";

/** TCP ports of this machine that belong to one lab until it lets go of them. */
export interface ClaimedPorts {
  readonly ports: readonly number[];
  release(): Promise<void>;
}

/** Below what systems give to whoever asks for any port (Linux: 32768, others: 49152), so that a port that is closed for a while stays ours. */
const FIRST = 20_000;
const LAST = 32_767;
const BLOCK = 64;
const ATTEMPTS = 200;

/**
 * Claims free ports that nobody needs to hold open: whoever claims a block listens on its first port, and other labs keep away from the others.
 *
 * @throws Error when too many blocks are taken
 */
export async function claimPorts(count: number): Promise<ClaimedPorts> {
  const guards: Server[] = [];
  const ports: number[] = [];
  const release = async (): Promise<void> => void (await Promise.all(guards.map(close)));
  for (let attempt = 0; ports.length < count; attempt += 1) {
    if (attempt >= ATTEMPTS) {
      await release();
      throw new Error(`the lab found no ${count} free TCP ports between ${FIRST} and ${LAST} of ${LOOPBACK}`);
    }
    const [first, ...others] = blockAt(Math.floor(Math.random() * Math.floor((LAST - FIRST) / BLOCK)));
    const guard = await listen(first);
    if (guard === undefined) continue;
    const free = await freeOf(others);
    if (free.length < others.length) {
      await close(guard);
      continue;
    }
    guard.on("connection", (socket) => socket.destroy());
    guards.push(guard);
    ports.push(...free);
  }
  return { ports: ports.slice(0, count), release };
}

/** Without those that hold "404": the official provider takes it anywhere in an error, the port included, for "not found" (infinity-provider.md, section 1.3). */
function blockAt(index: number): number[] {
  return Array.from({ length: BLOCK }, (_, offset) => FIRST + index * BLOCK + offset).filter((port) => !String(port).includes("404"));
}

async function freeOf(ports: readonly number[]): Promise<number[]> {
  const tried = await Promise.all(ports.map(listen));
  await Promise.all(tried.filter((server) => server !== undefined).map(close));
  return ports.filter((_, index) => tried[index] !== undefined);
}

function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
