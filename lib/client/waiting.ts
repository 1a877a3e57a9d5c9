import type { IncomingHttpHeaders } from "node:http";
import { durationText } from "./duration";

/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds since any moment. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 0 up to 1, for jitter. */
  random(): number;
}

/** What can be said about the thing waited for. */
export interface Progress {
  /** One line, without the time. */
  readonly text: string;
  /** What to do about it: lines that stay, told once. */
  readonly notes: readonly string[];
  /** This is the end, and a good one. */
  readonly done: boolean;
}

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly intervalMs: number;
  /** For one request. @default 15 s */
  readonly requestTimeoutMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Called after each look, also when nothing changed. */
  readonly report?: (progress: Progress) => void;
}

const REQUEST_TIMEOUT_MS = 15_000;
/** Timers may fire a little early: less than this is no time at all. */
const TICK_MS = 2;
const MAX_BACKOFF_MS = 60_000;
// Pexip's API limits requests by the minute; who asks for more than this is asked again anyway
const MAX_RETRY_AFTER_MS = 120_000;

export const systemClock: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** One wait with its deadline. */
export class Waiting {
  public readonly intervalMs: number;
  public readonly signal?: AbortSignal;
  private readonly clock: Clock;
  private readonly began: number;

  constructor(private readonly options: WaitOptions) {
    this.clock = options.clock ?? systemClock;
    this.intervalMs = options.intervalMs;
    this.signal = options.signal;
    this.began = this.clock.now();
  }

  public get elapsedMs(): number {
    return this.clock.now() - this.began;
  }

  public get leftMs(): number {
    return Math.max(0, this.options.timeoutMs - this.elapsedMs);
  }

  public get limitText(): string {
    return durationText(this.options.timeoutMs);
  }

  /** What one request may take: never more than is left. */
  public get requestTimeoutMs(): number {
    return Math.max(1, Math.ceil(Math.min(this.fullRequestTimeoutMs, this.leftMs)));
  }

  /** Asked before a request: if that one ends for want of time, it says more about our deadline than about the other side. */
  public get isCutShort(): boolean {
    return this.leftMs < this.fullRequestTimeoutMs;
  }

  /** False when time is up. */
  public async pause(ms: number): Promise<boolean> {
    await this.clock.sleep(Math.min(ms, this.leftMs), this.signal);
    return this.leftMs >= TICK_MS;
  }

  public report(text: string, notes: readonly string[] = []): void {
    this.options.report?.({ text, notes, done: false });
  }

  public reportDone(text: string): void {
    this.options.report?.({ text, notes: [], done: true });
  }

  /** How long to leave the other side alone after so many failures in a row: twice as long each time, up to a minute, a fifth more or less; and as long as it asks for. */
  public backoffMs(failures: number, retryAfter = 0): number {
    const most = Math.max(MAX_BACKOFF_MS, this.intervalMs);
    const grown = Math.min(most, this.intervalMs * 2 ** Math.min(Math.max(0, failures - 1), 20));
    return Math.max(Math.round(grown * (0.8 + 0.4 * this.clock.random())), retryAfter);
  }

  private get fullRequestTimeoutMs(): number {
    return this.options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  }
}

/** What `Retry-After` asks for, in seconds or as a date; 0 without one. */
export function retryAfterMs(headers: IncomingHttpHeaders, dateNow = Date.now()): number {
  const value = headers["retry-after"]?.trim() ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - dateNow;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS) : 0;
}

/** Busy or broken for now, rather than refusing. What is not implemented (501) will not be in a minute. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}
