import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NOBODY = 65_534;

/** Debian keeps the server's programs out of the PATH. */
function folders(): readonly string[] {
  const installed = "/usr/lib/postgresql";
  const versions = existsSync(installed) ? readdirSync(installed).sort().reverse() : [];
  return [...(process.env.PATH ?? "").split(delimiter), ...versions.map((version) => join(installed, version, "bin"))];
}

const found = folders().find((folder) => ["initdb", "postgres", "psql"].every((program) => existsSync(join(folder, program))));

/** Are the programs of a PostgreSQL server on this machine? */
export const hasPostgresql = found !== undefined;

/** A PostgreSQL server of its own, on a free port of the loopback interface. */
export class PostgresqlServer {
  public static async start(): Promise<PostgresqlServer> {
    const folder = mkdtempSync(join(tmpdir(), "pexip-postgresql-"));
    const data = join(folder, "data");
    mkdirSync(data, { mode: 0o700 });
    // the server refuses to run as root
    const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if ("uid" in account) for (const path of [folder, data]) chownSync(path, NOBODY, NOBODY);
    execFileSync(join(found!, "initdb"), ["-D", data, "-A", "trust", "-U", "terraform", "-E", "UTF8", "--no-locale"], { ...account, stdio: "ignore", env: { PATH: found } });
    const port = await freePort();
    const server = spawn(join(found!, "postgres"), ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${folder}`, "-c", "fsync=off"], { ...account, stdio: "ignore" });
    const started = new PostgresqlServer(server, folder, port);
    try {
      await started.ready();
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  private constructor(
    private readonly server: ChildProcess,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** As the variable PG_CONN_STR takes it. */
  public get connection(): string {
    return `postgres://terraform@127.0.0.1:${this.port}/postgres?sslmode=disable`;
  }

  /** Rows of a query, one line each. */
  public query(sql: string): readonly string[] {
    return execFileSync(join(found!, "psql"), ["-X", "-A", "-t", "-d", this.connection, "-c", sql], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .split("\n")
      .filter((line) => line !== "");
  }

  public async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const ended = new Promise((resolve) => this.server.once("exit", resolve));
      this.server.kill("SIGQUIT");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 100 && this.server.exitCode === null; attempt++) {
      try {
        this.query("select 1");
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error("the PostgreSQL server did not start within 10 s");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { readonly port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
