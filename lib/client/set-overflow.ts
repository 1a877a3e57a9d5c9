import type { Server } from "./https-request";
import { ManagementApi, type ChangeReply, type Login } from "./management-api";
import { OutsideError } from "./outside-error";
import { Waiting, type WaitOptions } from "./waiting";

/** An edge between two locations. */
export interface OverflowEdge {
  readonly attribute: "overflow_location1" | "overflow_location2";
  /** Address of the location in the API: `/api/admin/configuration/v1/system_location/3/`. */
  readonly from: string;
  /** Address of the location that takes its media; undefined takes the edge back. */
  readonly to?: string;
}

/**
 * Writes one overflow location of a location, or takes it back. A location that is gone has no edge to take back.
 *
 * @throws OutsideError when the Management Node refuses, or time is up
 */
export async function setOverflow({ attribute, from, to }: OverflowEdge, server: Server, login: Login, options: WaitOptions): Promise<void> {
  const api = new ManagementApi(server, login);
  const waiting = new Waiting(options);
  const done = to === undefined ? "taken back ✓" : "written ✓";
  let last: (ChangeReply & { readonly is: "trouble" }) | undefined;
  for (let failures = 1; ; failures++) {
    const { isCutShort } = waiting;
    const reply = await api.patch(from, { [attribute]: to ?? null }, waiting);
    if (reply.is === "done" || (reply.is === "missing" && to === undefined)) return waiting.reportDone(done);
    if (reply.is === "missing") throw new OutsideError(`${api.origin} has no location at ${from} (404)`, ["Was it removed by hand? Run terraform plan: it makes the location again."]);
    if (last === undefined || !reply.timedOut || !isCutShort) last = reply;
    waiting.report(last.text, last.notes);
    if (!(await waiting.pause(waiting.backoffMs(failures, reply.retryAfterMs)))) {
      throw new OutsideError(`${api.origin} did not change the location within ${waiting.limitText}; at last: ${last.text}`, last.advice);
    }
  }
}
