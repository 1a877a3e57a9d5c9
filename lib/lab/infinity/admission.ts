import { timingSafeEqual } from "node:crypto";
import type { LabClock } from "../world/clock";
import type { Faults } from "../world/faults";
import { empty, json, type ApiResponse } from "./api-response";
import { RateLimit } from "./rate-limit";

/** Who asks. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

const CHALLENGE = { "WWW-Authenticate": 'Basic realm="Pexip Infinity (simulated)"' };
/** What a busy or limited Management Node of a fault says. */
const SOON = { "Retry-After": "1" };

/** Who may ask the management API, and how often. */
export class Admission {
  private readonly rate: RateLimit;
  private readonly accounts: (Login & { readonly mayWrite: boolean })[] = [];

  constructor(private readonly world: { readonly name: string; readonly clock: LabClock; readonly faults: Faults }) {
    this.rate = new RateLimit(world.clock);
  }

  public add({ username, password }: Login, mayWrite: boolean): void {
    this.accounts.push({ username, password, mayWrite });
  }

  /** @returns what a request is turned away with; undefined when it may pass */
  public judge(method: string, login: Login | undefined, takesPasswords: boolean): ApiResponse | undefined {
    const { faults, name } = this.world;
    if (faults.strikes("api-503", name)) return empty(503, SOON);
    const wait = this.rate.count();
    if (wait !== undefined) return empty(429, { "Retry-After": String(wait) });
    if (faults.strikes("api-429", name)) return empty(429, SOON);
    const account = takesPasswords ? this.accountOf(login) : undefined;
    if (account === undefined || faults.strikes("api-401", name)) return empty(401, CHALLENGE);
    return method === "GET" || account.mayWrite ? undefined : json(403, { error: "This account may not change anything." });
  }

  private accountOf(login: Login | undefined): { readonly mayWrite: boolean } | undefined {
    return login === undefined ? undefined : this.accounts.find(({ username, password }) => isSame(username, login.username) && isSame(password, login.password));
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}
