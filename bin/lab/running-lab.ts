import { request } from "node:http";
import type { JournalEntry, LabDump } from "../../lib/lab";
import { OutsideError } from "../../lib/client/outside-error";
import { InputError } from "../errors";
import type { World } from "../world";
import { readControl, removeControl, type Control } from "./control-file";
import { LAB_VARIABLE, type LabFacts, type LabPlace } from "./lab-place";
import { projectOf, sourcePath } from "./lab-source";

interface Requests {
  readonly "GET /lab": LabFacts;
  readonly "GET /place": LabPlace;
  readonly "GET /dump": LabDump;
  readonly "GET /tree": { readonly text: string };
  readonly "GET /journal": readonly JournalEntry[];
  readonly "POST /people": { readonly done: readonly string[] };
  readonly "POST /faults": { readonly faults: readonly string[] };
  readonly "POST /stop": object;
}

interface OtherLab extends Control {
  /** Nobody waits for an answer any more. */
  readonly signal: AbortSignal;
}

/** Most real time that a lab takes for an answer; only its people, who wait for an installation, and its end take longer. */
const ANSWER_MS = 10_000;

/** A lab that listens in another process. */
export class RunningLab {
  /**
   * The lab around this command, or the one that listens in the project. What a lab left that was killed is put away.
   *
   * @returns undefined when none does
   * @throws InputError when it was made for something else than `given`
   * @throws OutsideError when it is there and does not answer
   */
  public static async find(world: World, given?: string): Promise<RunningLab | undefined> {
    const around = world.env[LAB_VARIABLE] ?? "";
    const found = (around === "" ? undefined : await RunningLab.in(around, world)) ?? (await RunningLab.in(projectOf(world, given), world));
    if (found !== undefined && given !== undefined && sourcePath(world, given) !== found.facts.source) {
      throw new InputError([`the lab that listens here is one of ${found.facts.source}; leave the name out, or stop it first: pexip-hyperv lab stop`]);
    }
    return found;
  }

  private static async in(project: string, { signal }: World): Promise<RunningLab | undefined> {
    const control = readControl(project);
    if (control === undefined) return undefined;
    const facts = isAlive(control.pid) ? await ask({ ...control, signal }, "GET /lab") : undefined;
    if (facts !== undefined) return new RunningLab({ ...control, signal }, facts);
    // another one may have begun in the meantime
    if (!signal.aborted && readControl(project)?.token === control.token) removeControl(project);
    return undefined;
  }

  private constructor(
    private readonly other: OtherLab,
    public readonly facts: LabFacts,
  ) {}

  /**
   * @throws InputError when the lab cannot do it now
   * @throws OutsideError when it has gone
   */
  public async ask<Name extends keyof Requests>(name: Name, body?: unknown): Promise<Requests[Name]> {
    const answer = await ask(this.other, name, body);
    if (answer === undefined) throw new OutsideError("the lab has gone while it was asked", ["start it again: pexip-hyperv lab"]);
    return answer;
  }
}

/** Undefined when no lab with this token is there. */
function ask<Name extends keyof Requests>({ port, token, pid, signal }: OtherLab, name: Name, body?: unknown): Promise<Requests[Name] | undefined> {
  const [method, path] = name.split(" ");
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, agent: false, signal, headers: { Authorization: `Bearer ${token}` } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => resolve(undefined));
      response.on("end", () => {
        const content = json(Buffer.concat(chunks).toString("utf8")) as Requests[Name] & { readonly problem?: string };
        if (response.statusCode === 200) resolve(content);
        else if (response.statusCode === 409) reject(new InputError([content?.problem ?? "the lab refused"]));
        else if (response.statusCode === 401) resolve(undefined);
        else reject(new OutsideError(`the lab of process ${pid} answered ${response.statusCode}`, ["is it of another version? stop it (Ctrl-C where it runs), and start it again"]));
      });
    });
    if (method === "GET") asked.setTimeout(ANSWER_MS, () => asked.destroy(new OutsideError(`the lab of process ${pid} does not answer`, ["stop it where it runs (Ctrl-C), or end that process"])));
    asked.on("error", (error) => (error instanceof OutsideError ? reject(error) : resolve(undefined)));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of this machine's processes; of another user's, too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

