import { setMaxListeners } from "node:events";
import { durationText } from "../duration";
import { failed, type Finding, type FindingState } from "../preflight/finding";

/** What probes are about, as a heading shows it. */
export interface Subject {
  readonly kind: "host" | "managementNode" | "systemLocation" | "conferencingNode" | "domain" | "room" | "certificate";
  /** Path of its record; the domain's name for a domain. */
  readonly path: string;
  readonly name: string;
  /** Beside the name: an address, as a rule. */
  readonly detail: string;
}

/** A subject and what to look at: probes are data, and say nothing of how a look is taken. */
export interface SubjectPlan<P> {
  readonly subject: Subject;
  readonly probes: readonly P[];
}

/** How one command takes its looks. */
export interface Prober<P, W> {
  /** Everything that the outside world does is a finding; only an abort is thrown. */
  readonly look: (probe: P, context: W & Looking) => Promise<readonly Finding[]>;
  /** What a probe is called when it does not come to tell. */
  readonly title: (probe: P) => string;
  /** How many times its share of time a probe may take; Infinity: as long as there is time at all. */
  readonly shares: (probe: P) => number;
}

/** What every look is given beside the world. */
export interface Looking {
  /** What one question may take, in whole milliseconds, and never nothing. */
  readonly leftMs: () => number;
  /** What is left for the whole look, in whole milliseconds, and never nothing. */
  readonly untilEndMs: () => number;
  /** Aborted at the end of the look's time and by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Several looks that need the same thing share one look at it. */
  readonly once: <T>(key: string, look: () => Promise<T>) => Promise<T>;
}

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

interface Task<P> {
  readonly subject: Subject;
  readonly probe: P;
  findings: readonly Finding[];
}

/** What ends a probe that does not end by itself, after its own limits had their chance to say why. */
const GRACE_MS = 250;
/** Timers may fire a little early: less than this is no time at all. */
const TICK_MS = 2;

/**
 * Takes all planned looks, some at a time.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runProbes<P, W extends object>(plan: readonly SubjectPlan<P>[], prober: Prober<P, W>, world: W, options: RunOptions): Promise<readonly SubjectResult[]> {
  return new Run(plan, prober, world, options).results();
}

class Run<P, W extends object> {
  private readonly tasks: readonly Task<P>[];
  private readonly shared = new Map<string, Promise<unknown>>();
  private readonly running = new Set<AbortController>();
  private readonly endsAt: number;
  private next = 0;
  private done = 0;

  constructor(
    private readonly plan: readonly SubjectPlan<P>[],
    private readonly prober: Prober<P, W>,
    private readonly world: W,
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
    const bySubject = new Map<Subject, Finding[]>(this.plan.map(({ subject }) => [subject, []]));
    for (const { subject, findings } of this.tasks) bySubject.get(subject)?.push(...findings);
    return [...bySubject].map(([subject, findings]) => ({ subject, findings })).filter(({ findings }) => findings.length > 0);
  }

  private async work(): Promise<void> {
    for (let task = this.take(); task !== undefined; task = this.take()) {
      this.tell(task);
      task.findings = await this.look(task.probe);
      this.done += 1;
      this.tell(task);
    }
  }

  private take(): Task<P> | undefined {
    const task: Task<P> | undefined = this.tasks[this.next];
    this.next += 1;
    return task;
  }

  private tell({ subject, probe }: Task<P>): void {
    this.options.report?.({ done: this.done, total: this.tasks.length, current: `${subject.name}: ${this.prober.title(probe)}` });
  }

  private async look(probe: P): Promise<readonly Finding[]> {
    const { probeTimeoutMs, timeoutMs } = this.options;
    const title = this.prober.title(probe);
    const leftOfAll = this.endsAt - performance.now();
    if (leftOfAll < TICK_MS) return [failed(title, `not looked at within ${durationText(timeoutMs)}`, "give more time (--timeout), or more probes at a time (--parallel)")];
    const limitMs = Math.min(leftOfAll, probeTimeoutMs * this.prober.shares(probe));
    const ends = performance.now() + limitMs;
    const controller = new AbortController();
    // a probe listens once for each thing that it waits for
    setMaxListeners(0, controller.signal);
    this.running.add(controller);
    const timer = setTimeout(() => controller.abort(OUT_OF_TIME), limitMs + GRACE_MS);
    const untilEndMs = () => Math.ceil(Math.max(1, ends - performance.now()));
    const context: W & Looking = {
      ...this.world,
      leftMs: () => Math.ceil(Math.min(probeTimeoutMs, untilEndMs())),
      untilEndMs,
      signal: controller.signal,
      once: (key, look) => this.once(key, look),
    };
    try {
      return await Promise.race([this.prober.look(probe, context), aborted(controller.signal)]);
    } catch (error) {
      if (error !== OUT_OF_TIME) throw error;
      return [failed(title, `told nothing within ${durationText(limitMs)}`, "give it more time (--probe-timeout), or look at it by hand")];
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
