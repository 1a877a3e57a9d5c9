import type { Endpoint } from "./https-endpoint";
import { claimPorts, LOOPBACK, type ClaimedPorts } from "./ports";

/** An address of the simulated world and a port there, with the names that lead to it. */
export interface Place {
  readonly address: string;
  readonly port: number;
  readonly names: readonly string[];
}

/** What listens where. */
export interface PlaceWorld {
  /** `address:port` of all that listens now. */
  readonly open: () => ReadonlySet<string>;
  readonly endpointFor: (place: Place) => Endpoint;
}

interface Served {
  readonly place: Place;
  readonly localPort: number;
  readonly endpoint: Endpoint;
  isOpen: boolean;
  /** Openings and closings, one after another. */
  work: Promise<void>;
}

/** A port of this machine for each place of the simulated world, which is open while something listens there and refuses connections otherwise. */
export class Directory {
  private isStopped = false;

  public static async claim(places: readonly Place[], world: PlaceWorld): Promise<Directory> {
    const claimed = await claimPorts(places.length);
    const served = places.map((place, index) => ({ place, localPort: claimed.ports[index], endpoint: world.endpointFor(place), isOpen: false, work: Promise.resolve() }));
    return new Directory(served, claimed, world);
  }

  private constructor(
    private readonly served: readonly Served[],
    private readonly claimed: ClaimedPorts,
    private readonly world: PlaceWorld,
  ) {}

  /** `HOST:PORT:127.0.0.1:PORT` for each name and address, as `--resolve` takes it. */
  public get resolveStrings(): readonly string[] {
    return this.served.flatMap(({ place: { address, port, names }, localPort }) => [address, ...names].map((host) => `${host}:${port}:${LOOPBACK}:${localPort}`));
  }

  /** The port of this machine that stands for a name or address and a port of the simulated world. */
  public localPort(host: string, port: number): number | undefined {
    const wanted = host.toLowerCase();
    return this.served.find(({ place }) => place.port === port && (place.address === wanted || place.names.some((name) => name.toLowerCase() === wanted)))?.localPort;
  }

  /** Opens and closes what has come and gone. */
  public update(): void {
    if (this.isStopped) return;
    const open = this.world.open();
    for (const one of this.served) this.set(one, open.has(`${one.place.address}:${one.place.port}`));
  }

  /** Done when what was to be opened and closed is. */
  public async settled(): Promise<void> {
    await Promise.all(this.served.map(({ work }) => work));
  }

  public async stop(): Promise<void> {
    this.isStopped = true;
    // without waiting for one that is still to be opened: closing ends that, too
    await Promise.all(this.served.map(({ endpoint }) => endpoint.close()));
    await this.settled();
    await this.claimed.release();
  }

  private set(one: Served, isOpen: boolean): void {
    if (one.isOpen === isOpen) return;
    one.isOpen = isOpen;
    one.work = one.work.then(() => (this.isStopped ? one.endpoint.close() : isOpen ? one.endpoint.open(one.localPort) : one.endpoint.close()));
  }
}
