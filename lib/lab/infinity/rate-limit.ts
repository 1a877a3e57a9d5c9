import type { LabClock } from "../world/clock";

/** Requests within a window. Source: docs.pexip.com, "Using the management API" (1,000 requests in 60 seconds). */
export const RATE_LIMIT = { requests: 1000, windowMs: 60_000 } as const;

/** Counts requests in the lab's time. */
export class RateLimit {
  private times: number[] = [];

  constructor(private readonly clock: LabClock) {}

  /** Counts a request. @returns undefined when it may pass, otherwise the seconds until the next one may */
  public count(): number | undefined {
    const now = this.clock.now();
    this.times = this.times.filter((time) => time > now - RATE_LIMIT.windowMs);
    if (this.times.length >= RATE_LIMIT.requests) return Math.max(1, Math.ceil((this.times[0] + RATE_LIMIT.windowMs - now) / 1000));
    this.times.push(now);
    return undefined;
  }
}
