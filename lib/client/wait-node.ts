import { elapsedText } from "./duration";
import type { Server } from "./https-request";
import { garbage, isObject, ManagementApi, missing, type ApiReply, type Login } from "./management-api";
import { foreign, OutsideError } from "./outside-error";
import { Waiting, type WaitOptions } from "./waiting";

const ENTRIES = "/api/admin/configuration/v1/worker_vm/";
const STATUS = "/api/admin/status/v1/worker_vm/";
/** 2,000 nodes at the API's 20 a page; more means that the pages lead nowhere. */
const MAX_PAGES = 100;

type Trouble = ApiReply & { readonly is: "trouble" };

/**
 * Waits until the Management Node says that this Conferencing Node has its configuration (`sync_status` SYNCED).
 *
 * @throws OutsideError when it has no such node, refuses the login, or time is up
 */
export async function waitForNode(name: string, server: Server, login: Login, options: WaitOptions): Promise<void> {
  await new NodeWait(name, new ManagementApi(server, login), new Waiting(options)).run();
}

class NodeWait {
  private entered = false;
  private id?: number;
  private contactText?: string;
  private syncStatus?: string;
  private trouble?: Trouble;
  private failures = 0;

  constructor(
    private readonly name: string,
    private readonly api: ManagementApi,
    private readonly waiting: Waiting,
  ) {}

  public async run(): Promise<void> {
    for (;;) {
      const isCutShort = this.waiting.isCutShort;
      const trouble = await this.look();
      if (trouble === undefined || this.trouble === undefined || !trouble.timedOut || !isCutShort) this.trouble = trouble;
      this.failures = trouble === undefined ? 0 : this.failures + 1;
      if (this.syncStatus === "SYNCED") return this.waiting.reportDone(this.line());
      this.waiting.report(this.line(), this.trouble?.notes);
      const pause = trouble === undefined ? this.waiting.intervalMs : this.waiting.backoffMs(this.failures, trouble.retryAfterMs);
      if (!(await this.waiting.pause(pause))) throw this.outOfTime();
    }
  }

  private async look(): Promise<Trouble | undefined> {
    if (this.id === undefined) {
      const found = await this.find();
      if (typeof found !== "number") return found;
      this.id = found;
      this.entered = true;
    }
    const reply = await this.api.get(`${STATUS}${this.id}/`, this.waiting);
    if (reply.is === "trouble") return reply;
    if (reply.is === "missing") {
      // there is no status yet, or the entry was made anew: look for it again
      this.id = this.syncStatus = this.contactText = undefined;
      return undefined;
    }
    const { sync_status: sync, last_updated: updated } = reply.value;
    if (typeof sync !== "string") return garbage() as Trouble;
    this.syncStatus = sync;
    // which of these comes first on a fresh node is unverified: either proves contact
    if (sync === "SYNCED" || sync === "SYNCING" || (typeof updated === "string" && updated !== "")) this.contactText ??= elapsedText(this.waiting.elapsedMs);
    return undefined;
  }

  /** The entry's id. */
  private async find(): Promise<number | Trouble> {
    const visited = new Set<string>();
    let path: string | undefined = `${ENTRIES}?name=${encodeURIComponent(this.name)}`;
    while (path !== undefined) {
      if (visited.has(path) || visited.size === MAX_PAGES) return garbage() as Trouble;
      visited.add(path);
      const reply = await this.api.get(path, this.waiting);
      if (reply.is === "trouble") return reply;
      if (reply.is === "missing") return missing() as Trouble;
      const { objects, meta } = reply.value;
      if (!Array.isArray(objects) || !isObject(meta)) return garbage() as Trouble;
      const entry = objects.filter(isObject).find((object) => object.name === this.name);
      if (entry !== undefined) return Number.isSafeInteger(entry.id) ? (entry.id as number) : (garbage() as Trouble);
      const next = meta.next ?? undefined;
      if (next !== undefined && (typeof next !== "string" || !next.startsWith(`${ENTRIES}?`))) return garbage() as Trouble;
      path = next;
    }
    throw new OutsideError(`${this.api.origin} has no Conferencing Node named ${JSON.stringify(foreign(this.name))}`, [
      "Enter it first (Platform > Conferencing Nodes), or compare the name: it is matched letter by letter. Nothing was changed.",
    ]);
  }

  /** `entered ✓   first contact ✓ 2 m 10 s   synchronising …` */
  private line(): string {
    const parts = [this.entered ? "entered ✓" : "entered …"];
    if (this.entered) parts.push(this.contactText === undefined ? "first contact …" : `first contact ✓ ${this.contactText}`);
    if (this.syncStatus === "SYNCED") parts.push("synchronised ✓");
    else if (this.contactText !== undefined) parts.push(`synchronising …${isUsual(this.syncStatus) ? "" : ` ${foreign(this.syncStatus ?? "", 40)}`}`);
    if (this.trouble !== undefined) parts.push(this.trouble.text);
    return parts.join("   ");
  }

  private outOfTime(): OutsideError {
    const { waiting, api } = this;
    const name = foreign(this.name);
    if (this.trouble !== undefined) return new OutsideError(`${api.origin} could not tell about ${name} within ${waiting.limitText}; at last: ${this.trouble.text}`, this.trouble.advice);
    if (this.contactText === undefined) {
      return new OutsideError(`${name} was never in contact with ${api.origin} within ${waiting.limitText}`, [
        "Is the VM on, with its own disk, on the right switch and VLAN?",
        "Do UDP 500 and ESP (IP protocol 50) pass between node and manager, both ways?",
        "Do its gateway and static routes lead to the manager, and the manager's back?",
        "Did it get its configuration? A node takes one only once: after a new entry it needs a new redeployToken.",
      ]);
    }
    return new OutsideError(`${name} is in contact with ${api.origin}, but was not SYNCED within ${waiting.limitText}; at last: ${foreign(this.syncStatus ?? "unknown", 40)}`, [
      "Look at Status > Conferencing Nodes and at the alarms in the Administrator interface.",
      "Do node and manager have the same Infinity version and the same time?",
    ]);
  }
}

function isUsual(syncStatus: string | undefined): boolean {
  return syncStatus === undefined || syncStatus === "SYNCING" || syncStatus === "OUT_OF_SYNC";
}
