import { readList } from "./api-list";
import { elapsedText } from "./duration";
import type { Server } from "./https-request";
import { ManagementApi, missing, strange, type ApiReply, type Login } from "./management-api";
import { foreign, OutsideError } from "./outside-error";
import { Waiting, type WaitOptions } from "./waiting";

const ENTRIES = "/api/admin/configuration/v1/worker_vm/";
const STATUS = "/api/admin/status/v1/worker_vm/";

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
  private hasLooked = false;

  constructor(
    private readonly name: string,
    private readonly api: ManagementApi,
    private readonly waiting: Waiting,
  ) {}

  public async run(): Promise<void> {
    for (;;) {
      const isCutShort = this.waiting.isCutShort;
      const trouble = await this.look();
      // a look that our own deadline cut short says nothing of the manager; the one before it does
      if (!this.hasLooked || trouble?.timedOut !== true || !isCutShort) this.trouble = trouble;
      this.hasLooked = true;
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
    if (typeof sync !== "string") return strange();
    this.syncStatus = sync;
    // which of these comes first on a fresh node is unverified: either proves contact
    if (sync === "SYNCED" || sync === "SYNCING" || (typeof updated === "string" && updated !== "")) this.contactText ??= elapsedText(this.waiting.elapsedMs);
    return undefined;
  }

  /** The entry's id. */
  private async find(): Promise<number | Trouble> {
    const list = await readList(`${ENTRIES}?name=${encodeURIComponent(this.name)}`, (path) => this.api.get(path, this.waiting));
    if (list.is === "trouble") return list;
    if (list.is === "missing") return missing();
    if (list.is === "strange") return strange();
    const entry = list.objects.find(({ name }) => name === this.name);
    if (entry !== undefined) return Number.isSafeInteger(entry.id) ? (entry.id as number) : strange();
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
