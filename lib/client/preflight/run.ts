import { setMaxListeners } from "node:events";
import { durationText } from "../duration";
import type { ProbeContext, ProbeWorld } from "./context";
import { failed, type Finding, type FindingState } from "./finding";
import type { PlannedProbe, PlannedSubject, Subject } from "./plan";
import { probeShares, probeTitle, runProbe } from "./probes";

/** What was found of one subject, in the order of the plan. */
export interface SubjectResult {
  readonly subject: Subject;
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  /** Most probes at a time. */
  readonly parallel: number;
  /** For one probe. */
  readonly probeTimeoutMs: number;
  /** For all of them. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Called when a probe begins or ends. */
  readonly report?: (progress: { readonly done: number; readonly total: number; readonly current: string }) => void;
}

interface Task {
  readonly subject: Subject;
  readonly probe: PlannedProbe;
  findings: readonly Finding[];
}

/** What ends a probe that does not end by itself, after its own limits had their chance to say why. */
const GRACE_MS = 250;

/**
 * Takes all planned looks, some at a time.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runPreflight(plan: readonly PlannedSubject[], world: ProbeWorld, options: RunOptions): Promise<readonly SubjectResult[]> {
  return new Run(plan, world, options).results();
}

class Run {
  private readonly tasks: readonly Task[];
  private readonly shared = new Map<string, Promise<unknown>>();
  private readonly running = new Set<AbortController>();
  private readonly endsAt: number;
  private next = 0;
  private done = 0;

  constructor(
    private readonly plan: readonly PlannedSubject[],
    private readonly world: ProbeWorld,
    private readonly options: RunOptions,
  ) {
    this.tasks = plan.flatMap(({ subject, probes }) => probes.map((probe) => ({ subject, probe, findings: [] })));
    this.endsAt = performance.now() + options.timeoutMs;
  }

  public async results(): Promise<readonly SubjectResult[]> {
    const { parallel, signal } = this.options;
    signal?.throwIfAborted();
    const abort = () => this.running.forEach((controller) => controller.abort(signal?.reason));
    signal?.addEventListener("abort", abort, { once: true });
    try {
      await Promise.all(Array.from({ length: Math.min(parallel, this.tasks.length) }, () => this.work()));
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    const byPath = new Map<Subject, Finding[]>(this.plan.map(({ subject }) => [subject, []]));
    for (const { subject, findings } of this.tasks) byPath.get(subject)?.push(...findings);
    return [...byPath].map(([subject, findings]) => ({ subject, findings })).filter(({ findings }) => findings.length > 0);
  }

  private async work(): Promise<void> {
    for (let task = this.take(); task !== undefined; task = this.take()) {
      this.tell(task);
      task.findings = await this.look(task.probe);
      this.done += 1;
      this.tell(task);
    }
  }

  private take(): Task | undefined {
    const task: Task | undefined = this.tasks[this.next];
    this.next += 1;
    return task;
  }

  private tell({ subject, probe }: Task): void {
    this.options.report?.({ done: this.done, total: this.tasks.length, current: `${subject.name}: ${probeTitle(probe)}` });
  }

  private async look(probe: PlannedProbe): Promise<readonly Finding[]> {
    const { probeTimeoutMs, timeoutMs } = this.options;
    const leftOfAll = this.endsAt - performance.now();
    if (leftOfAll <= 0) return [failed(probeTitle(probe), `not looked at within ${durationText(timeoutMs)}`, "give more time (--timeout), or more probes at a time (--parallel)")];
    const limitMs = Math.min(leftOfAll, probeTimeoutMs * probeShares(probe));
    const ends = performance.now() + limitMs;
    const controller = new AbortController();
    // a probe listens once for each thing that it waits for
    setMaxListeners(0, controller.signal);
    this.running.add(controller);
    const timer = setTimeout(() => controller.abort(OUT_OF_TIME), limitMs + GRACE_MS);
    const context: ProbeContext = {
      ...this.world,
      leftMs: () => Math.ceil(Math.min(probeTimeoutMs, Math.max(1, ends - performance.now()))),
      signal: controller.signal,
      once: (key, look) => this.once(key, look),
    };
    try {
      return await Promise.race([runProbe(probe, context), aborted(controller.signal)]);
    } catch (error) {
      if (error !== OUT_OF_TIME) throw error;
      return [failed(probeTitle(probe), `told nothing within ${durationText(limitMs)}`, "give it more time (--probe-timeout), or look at it by hand")];
    } finally {
      clearTimeout(timer);
      this.running.delete(controller);
      // what is still under way has nobody left to tell
      controller.abort(OUT_OF_TIME);
    }
  }

  private once<T>(key: string, look: () => Promise<T>): Promise<T> {
    const known = this.shared.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const promise = look();
    this.shared.set(key, promise);
    return promise;
  }
}

const OUT_OF_TIME = new Error("out of time");

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));
}

/** How many findings of each state there are. */
export function countStates(results: readonly SubjectResult[]): Readonly<Record<FindingState, number>> {
  const counts = { ok: 0, warning: 0, failed: 0, skipped: 0 };
  for (const { findings } of results) for (const { state } of findings) counts[state] += 1;
  return counts;
}
