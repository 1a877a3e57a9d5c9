import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { durationText } from "../duration";
import { foreign } from "../outside-error";

/** What a time server said. */
export type TimeReply =
  | {
      readonly is: "time";
      /** How far its clock is ahead of this machine's, in milliseconds. */
      readonly offsetMs: number;
      /** The way there and back; half of it is the most that the offset can be wrong. */
      readonly delayMs: number;
      readonly stratum: number;
    }
  | { readonly is: "unusable"; readonly text: string }
  | { readonly is: "none"; readonly text: string };

interface Ask {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PACKET_BYTES = 48;
/** Seconds from 1900 to 1970, and from 1970 to the era that begins in 2036. Source: RFC 4330 section 3. */
const TO_1970_S = 2_208_988_800;
const ERA_S = 2 ** 32;

/** Asks one NTP server for the time. Source: RFC 4330, the client's side of SNTP. */
export function askTime({ address, port, timeoutMs, signal, now }: Ask): Promise<TimeReply> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    const query = Buffer.alloc(PACKET_BYTES);
    // no leap warning, version 4, client
    query[0] = 0b00_100_011;
    // its own mark in the place of the time: only who got the question can send it back
    const mark = randomBytes(8);
    mark.copy(query, 40);
    let sentAt = 0;
    let rubbish = "";
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.close();
      tell();
    };
    const finish = (reply: TimeReply) => settle(() => resolve(reply));
    const abort = () => settle(() => reject(signal.reason as Error));
    const timer = setTimeout(() => finish({ is: "none", text: `no answer within ${durationText(timeoutMs)}${rubbish}` }), timeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    socket.on("error", (error: NodeJS.ErrnoException) => finish({ is: "none", text: error.code === "ECONNREFUSED" ? "nothing listens there (port unreachable)" : `no way there (${foreign(error.code ?? "unknown reason", 40)})` }));
    socket.on("message", (answer) => {
      const reply = replyOf(answer, mark, sentAt, now());
      // a forged or broken datagram must not stand for the answer, which may still come
      if (reply === undefined) rubbish = ", only what is no NTP answer";
      else finish(reply);
    });
    // connected, so that the system tells of an unreachable port and drops what others send
    socket.connect(port, address, () => {
      sentAt = now();
      socket.send(query);
    });
  });
}

/** undefined: no answer to this question. */
function replyOf(answer: Buffer, mark: Buffer, sentAt: number, receivedAt: number): TimeReply | undefined {
  if (answer.length < PACKET_BYTES || (answer[0] & 0b111) !== 4 || !answer.subarray(24, 32).equals(mark)) return undefined;
  const stratum = answer[1];
  if (stratum === 0) return { is: "unusable", text: kissText(answer.toString("latin1", 12, 16)) };
  // RFC 5905 section 7.3: 16 is unsynchronized, more is reserved
  if (answer[0] >> 6 === 3 || stratum >= 16) return { is: "unusable", text: `answers, but is not synchronised itself (stratum ${stratum}, alarm ${answer[0] >> 6 === 3 ? "on" : "off"})` };
  const arrived = timeOf(answer, 32);
  const left = timeOf(answer, 40);
  if (arrived === undefined || left === undefined || left < arrived) return { is: "unusable", text: "answers without a time" };
  return { is: "time", offsetMs: (arrived - sentAt + (left - receivedAt)) / 2, delayMs: Math.max(0, receivedAt - sentAt - (left - arrived)), stratum };
}

/** Milliseconds since 1970; undefined for the zero that means "unknown". */
function timeOf(packet: Buffer, at: number): number | undefined {
  const seconds = packet.readUInt32BE(at);
  const fraction = packet.readUInt32BE(at + 4);
  if (seconds === 0 && fraction === 0) return undefined;
  return (seconds + (seconds < 2 ** 31 ? ERA_S : 0) - TO_1970_S + fraction / ERA_S) * 1000;
}

/** A "kiss of death". Source: RFC 4330 section 8. */
function kissText(code: string): string {
  const meaning: Readonly<Record<string, string>> = { DENY: "it denies access", RSTR: "it denies access", RATE: "it was asked too often", INIT: "it has not synchronised yet", STEP: "its clock was just set" };
  return `sends a kiss of death, ${foreign(code, 8)}${meaning[code] === undefined ? "" : `: ${meaning[code]}`}`;
}
