import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";

/** What a loopback DNS server knows: records by type and name, in lower case. */
export interface DnsRecords {
  readonly A?: Readonly<Record<string, readonly string[]>>;
  readonly AAAA?: Readonly<Record<string, readonly string[]>>;
  readonly PTR?: Readonly<Record<string, readonly string[]>>;
  readonly SRV?: Readonly<Record<string, readonly (readonly [port: number, target: string])[]>>;
}

/** How it misbehaves. */
export type DnsTemper = "good" | "silent" | "garbage" | "servfail" | "refused";

const TYPES = { A: 1, PTR: 12, AAAA: 28, SRV: 33 } as const;
const RCODES: Readonly<Record<string, number>> = { servfail: 2, refused: 5 };
const NAME_ERROR = 3;

/** A DNS server over UDP on the loopback, as small as RFC 1035 allows. */
export class DnsServer {
  /** Names that were asked for. */
  public readonly asked: string[] = [];

  private constructor(
    private readonly socket: Socket,
    public records: DnsRecords,
    public temper: DnsTemper,
  ) {
    socket.on("message", (query, from) => {
      const answer = this.answer(query);
      if (answer !== undefined) socket.send(answer, from.port, from.address);
    });
  }

  public static async start(records: DnsRecords = {}, temper: DnsTemper = "good"): Promise<DnsServer> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return new DnsServer(socket, records, temper);
  }

  public get port(): number {
    return this.socket.address().port;
  }

  /** `127.0.0.1:5353` */
  public get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  public stop(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private answer(query: Buffer): Buffer | undefined {
    const { name, type, end } = questionOf(query);
    this.asked.push(name);
    if (this.temper === "silent") return undefined;
    if (this.temper === "garbage") return Buffer.from("\u0000this is no DNS");
    const rcode = RCODES[this.temper];
    if (rcode !== undefined) return Buffer.concat([header(query, rcode, 0), query.subarray(12, end)]);
    const data = this.dataOf(name, type);
    const isKnown = Object.values(this.records).some((records: Readonly<Record<string, unknown>>) => name in records);
    return Buffer.concat([header(query, isKnown ? 0 : NAME_ERROR, data.length), query.subarray(12, end), ...data.map((one) => record(type, one))]);
  }

  private dataOf(name: string, type: number): readonly Buffer[] {
    const { A = {}, AAAA = {}, PTR = {}, SRV = {} } = this.records;
    switch (type) {
      case TYPES.A:
        return (A[name] ?? []).map((address) => Buffer.from(address.split(".").map(Number)));
      case TYPES.AAAA:
        return (AAAA[name] ?? []).map(ipv6Bytes);
      case TYPES.PTR:
        return (PTR[name] ?? []).map(encodedName);
      case TYPES.SRV:
        return (SRV[name] ?? []).map(([port, target]) => Buffer.concat([Buffer.from([0, 10, 0, 10, port >> 8, port & 255]), encodedName(target)]));
      default:
        return [];
    }
  }
}

function questionOf(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]; length !== 0; length = query[at]) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function header(query: Buffer, rcode: number, answers: number): Buffer {
  const bytes = Buffer.alloc(12);
  query.copy(bytes, 0, 0, 2);
  // an answer, recursion desired and available, one question
  bytes.writeUInt16BE(0x8180 | rcode, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt16BE(answers, 6);
  return bytes;
}

/** Named by a pointer to the question. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function encodedName(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  return Buffer.concat([...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")])), Buffer.from([0])]);
}

function ipv6Bytes(address: string): Buffer {
  if (!isIPv6(address)) throw new Error(`${address} is no IPv6 address`);
  const [left, right = ""] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const missing = 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array.from({ length: address.includes("::") ? missing : 0 }, () => "0"), ...groups(right)];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}
