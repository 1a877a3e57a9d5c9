import { isObject } from "../../validation/json";
import { shown } from "../../validation/text";
import { ValidationError } from "../../validation/validation-error";

/** What a Hyper-V host told of itself. A list is empty and a value undefined where the host could not tell. */
export interface HostFacts {
  readonly computerName: string;
  /** With its domain. */
  readonly dnsName?: string;
  readonly windows: { readonly caption?: string; readonly build?: number; readonly sku?: number };
  readonly memoryBytes?: number;
  /** One for each socket. */
  readonly processors: readonly { readonly model?: string; readonly cores?: number; readonly logicalProcessors?: number }[];
  readonly numaSpanningEnabled?: boolean;
  readonly adapters: readonly { readonly name: string; readonly description?: string; readonly status?: string }[];
  /** Windows' own teams, which are not those of Hyper-V switches. */
  readonly lbfoTeams: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly switches: readonly { readonly name: string; readonly type?: string }[];
  /** Fixed drives: `C:`. */
  readonly drives: readonly { readonly name: string; readonly freeBytes?: number }[];
  readonly virtualMachines: readonly { readonly name: string; readonly state?: string }[];
  /** Templates that the deployment expects on a host; without `bytes` it is not there. */
  readonly templates: readonly { readonly path: string; readonly bytes?: number }[];
  /** When the host told this, by its own clock, in milliseconds since 1970. */
  readonly clock: number;
  /** What W32Time follows. */
  readonly timeSource?: string;
}

/** Says which script wrote a file. */
export const HOST_FACTS_FORMAT = "pexip-hyperv host facts";
export const HOST_FACTS_VERSION = 1;
/** A host with 500 VMs has about 40 KB. */
export const MAX_HOST_FACTS_BYTES = 1024 * 1024;
const MOST_ENTRIES = 5000;

/**
 * Reads what the script printed. PowerShell's `>` writes UTF-16, its Set-Content UTF-8 with a mark: both are taken.
 *
 * @param name of the file, for the error
 * @throws ValidationError when it is not what the script prints
 */
export function parseHostFacts(bytes: Buffer, name: string): HostFacts {
  if (bytes.length > MAX_HOST_FACTS_BYTES) throw ValidationError.at(name, `has ${bytes.length} bytes, and the facts of a host have at most ${MAX_HOST_FACTS_BYTES}; is it another file?`);
  const content = parsed(decoded(bytes));
  if (!isObject(content)) throw ValidationError.at(name, "is no JSON object; run the script of --print-host-script on the host again, and keep all that it prints");
  if (content.format !== HOST_FACTS_FORMAT) throw ValidationError.at(name, "holds something else than the facts of a host; write it with the script of --print-host-script");
  if (content.formatVersion !== HOST_FACTS_VERSION) throw ValidationError.at(name, `has the format version ${shown(content.formatVersion)}, and this program reads ${HOST_FACTS_VERSION}; print the script again and run it on the host`);
  return new Reader(content, name).facts();
}

class Reader {
  private readonly problems: { readonly path: string; readonly message: string }[] = [];

  constructor(
    private readonly content: Readonly<Record<string, unknown>>,
    private readonly name: string,
  ) {}

  public facts(): HostFacts {
    const { content } = this;
    const windows = isObject(content.windows) ? content.windows : {};
    const clock = Date.parse(this.text(content, "clockUtc") ?? "");
    const facts: HostFacts = {
      computerName: this.text(content, "computerName") ?? "",
      dnsName: this.text(content, "dnsName"),
      windows: { caption: this.text(windows, "caption"), build: this.number(windows, "build"), sku: this.number(windows, "sku") },
      memoryBytes: this.number(content, "memoryBytes"),
      processors: this.list("processors", (one) => ({ model: this.text(one, "model"), cores: this.number(one, "cores"), logicalProcessors: this.number(one, "logicalProcessors") })),
      numaSpanningEnabled: this.flag(content, "numaSpanningEnabled"),
      adapters: this.list("adapters", (one) => ({ name: this.text(one, "name") ?? "", description: this.text(one, "description"), status: this.text(one, "status") })),
      lbfoTeams: this.list("lbfoTeams", (one) => ({ name: this.text(one, "name") ?? "", members: this.texts(one, "members") })),
      switches: this.list("switches", (one) => ({ name: this.text(one, "name") ?? "", type: this.text(one, "type") })),
      drives: this.list("drives", (one) => ({ name: this.text(one, "name") ?? "", freeBytes: this.number(one, "freeBytes") })),
      virtualMachines: this.list("virtualMachines", (one) => ({ name: this.text(one, "name") ?? "", state: this.text(one, "state") })),
      templates: this.list("templates", (one) => ({ path: this.text(one, "path") ?? "", bytes: this.number(one, "bytes") })),
      clock,
      timeSource: this.text(content, "timeSource"),
    };
    if (facts.computerName === "") this.problem("computerName", "is missing");
    if (Number.isNaN(clock)) this.problem("clockUtc", `must be a time such as 2026-01-31T12:00:00.0000000Z, got ${shown(content.clockUtc)}`);
    if (this.problems.length > 0) throw new ValidationError(this.problems);
    return facts;
  }

  private text(of: Readonly<Record<string, unknown>>, key: string): string | undefined {
    return this.value(of, key, "text", (given): given is string => typeof given === "string");
  }

  private number(of: Readonly<Record<string, unknown>>, key: string): number | undefined {
    return this.value(of, key, "a number from 0", (given): given is number => typeof given === "number" && Number.isFinite(given) && given >= 0);
  }

  private flag(of: Readonly<Record<string, unknown>>, key: string): boolean | undefined {
    return this.value(of, key, "true or false", (given): given is boolean => typeof given === "boolean");
  }

  private texts(of: Readonly<Record<string, unknown>>, key: string): readonly string[] {
    return this.value(of, key, "a list of texts", (given): given is readonly string[] => Array.isArray(given) && given.every((entry) => typeof entry === "string")) ?? [];
  }

  // null is what ConvertTo-Json makes of a question that the host did not answer
  private value<T>(of: Readonly<Record<string, unknown>>, key: string, what: string, is: (given: unknown) => given is T): T | undefined {
    const given = of[key] ?? undefined;
    if (given === undefined || is(given)) return given;
    this.problem(key, `must be ${what}, got ${shown(given)}`);
    return undefined;
  }

  private list<T>(key: string, entry: (one: Readonly<Record<string, unknown>>) => T): readonly T[] {
    const given = this.content[key] ?? [];
    if (Array.isArray(given) && given.length <= MOST_ENTRIES && given.every(isObject)) return given.map(entry);
    this.problem(key, `must be a list of at most ${MOST_ENTRIES} objects, got ${shown(given)}`);
    return [];
  }

  private problem(key: string, message: string): void {
    this.problems.push({ path: this.name, message: `${key} ${message}` });
  }
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // a syntax error quotes the text, which may be anything
    return undefined;
  }
}
