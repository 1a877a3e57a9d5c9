import { createSocket, type Socket } from "node:dgram";

/** What a loopback NTP server answers. */
export interface NtpTemper {
  /** How far it is ahead of this machine. */
  readonly aheadMs?: number;
  /** 0 is a kiss of death. */
  readonly stratum?: number;
  /** Four letters, of a kiss of death. */
  readonly code?: string;
  /** 3 is the alarm. */
  readonly leap?: number;
  /** Something else than a server's answer. */
  readonly raw?: Buffer;
  /** Someone else's question is answered. */
  readonly forged?: boolean;
  /** No time in it. */
  readonly timeless?: boolean;
  readonly silent?: boolean;
}

const TO_1970_S = 2_208_988_800;

/** An NTP server on the loopback (RFC 5905). */
export class NtpServer {
  public asked = 0;

  private constructor(
    private readonly socket: Socket,
    public temper: NtpTemper,
  ) {
    socket.on("message", (query, from) => {
      this.asked += 1;
      for (const answer of this.answers(query)) socket.send(answer, from.port, from.address);
    });
  }

  public static async start(temper: NtpTemper = {}): Promise<NtpServer> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return new NtpServer(socket, temper);
  }

  public get port(): number {
    return this.socket.address().port;
  }

  public stop(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private answers(query: Buffer): readonly Buffer[] {
    const { aheadMs = 0, stratum = 2, code = "", leap = 0, raw, forged = false, timeless = false, silent = false } = this.temper;
    if (silent) return [];
    if (raw !== undefined) return [raw];
    const answer = Buffer.alloc(48);
    answer[0] = (leap << 6) | 0b00_100_100;
    answer[1] = stratum;
    answer.write(code, 12, 4, "latin1");
    query.copy(answer, 24, 40, 48);
    if (forged) answer[24] ^= 0xff;
    if (!timeless) for (const at of [32, 40]) writeTime(answer, at, Date.now() + aheadMs);
    return [answer];
  }
}

function writeTime(packet: Buffer, at: number, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  packet.writeUInt32BE((seconds + TO_1970_S) % 2 ** 32, at);
  packet.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * 2 ** 32), at + 4);
}
