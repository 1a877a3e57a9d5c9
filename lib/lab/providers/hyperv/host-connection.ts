import { HypervError } from "../../hyperv/hyperv-error";
import type { SimulatedHypervHost } from "../../hyperv/simulated-hyperv-host";
import type { LabClock } from "../../world/clock";
import { parseDuration } from "../engine/timeouts";

/** What a provider block says of its host. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
  readonly user: string;
  readonly password: string;
  /** A Go duration: until a reply begins. */
  readonly timeout: string;
}

/** The hosts that provider blocks can reach. */
export interface HostNetwork {
  readonly clock: LabClock;
  /** The host of this address; undefined when nothing has it. */
  hostAt(address: string): SimulatedHypervHost | undefined;
}

/** Simulated milliseconds. */
const STEP = 2_000;

/**
 * The connection of one provider block. Each step of a resource is a script of its own, uploaded and run with a login
 * of its own and never tried again (hyperv-provider.md section 2).
 */
export class HostConnection {
  constructor(
    private readonly settings: ConnectionSettings,
    private readonly network: HostNetwork,
  ) {}

  /** Runs a script and takes what it prints. */
  public async query<Result>(signal: AbortSignal, script: (host: SimulatedHypervHost) => Result): Promise<Result> {
    const host = await this.connected(signal);
    return ran(() => script(host));
  }

  /**
   * Runs a script that prints nothing. When it is silent for longer than the timeout, the provider takes it for done
   * (hyperv-provider.md section 2, issues 23 and 188); on the host it goes on, and what becomes of it nobody hears.
   */
  public async command(signal: AbortSignal, script: (host: SimulatedHypervHost) => void | Promise<void>): Promise<void> {
    const host = await this.connected(signal);
    await this.inTime(
      this.timeout(),
      ran(() => script(host)),
      () => undefined,
    );
  }

  // stopping the provider ends the wait for a connection of its pool, never a script that runs
  private async connected(signal: AbortSignal): Promise<SimulatedHypervHost> {
    if (signal.aborted) throw new Error("context canceled");
    const timeout = this.timeout();
    const { host: address, port, https, user: username, password } = this.settings;
    const post = `unknown error Post "${https ? "https" : "http"}://${address}:${port}/wsman"`;
    const host = this.network.hostAt(address);
    if (host === undefined) throw uploading(`${post}: dial tcp: lookup ${address}: no such host`);
    const login = host.connect({ username, password, port, https }).catch((error: unknown) => {
      throw error instanceof HypervError ? uploading(error.message) : error;
    });
    await this.inTime(timeout, login, () => {
      throw uploading(`${post}: net/http: timeout awaiting response headers`);
    });
    return host;
  }

  // in steps, as the waits on the host are: a busy machine delays the one like the other
  private async inTime(timeout: number, work: Promise<void>, late: () => void): Promise<void> {
    let done = false;
    const noteEnd = () => {
      done = true;
    };
    work.then(noteEnd, noteEnd);
    const waiting = async () => {
      for (let left = timeout; left > 0 && !done; left -= STEP) await new Promise<void>((resolve) => this.network.clock.after(Math.min(left, STEP), resolve));
      if (!done) late();
    };
    await Promise.race([work, waiting()]);
  }

  private timeout(): number {
    const { timeout } = this.settings;
    const milliseconds = parseDuration(timeout);
    if (milliseconds === undefined) throw new Error(`couldn't convert "${timeout}" to a duration`);
    return milliseconds;
  }
}

// a script's upload is the first thing that meets the host (powershell/provisioner.go)
function uploading(cause: string): Error {
  return new Error(`error uploading shell script: ${cause}`);
}

async function ran<Result>(script: () => Result): Promise<Awaited<Result>> {
  try {
    return await script();
  } catch (error) {
    if (!(error instanceof Error) || (error instanceof HypervError && (error.kind === "connection" || error.kind === "not-modelled"))) throw error;
    // the log of the scheduled task comes on stdout
    throw new Error(`run command operation returned code=1\nstderr:\n\nstdOut:\n${error.message}`);
  }
}
