import { Option, type Command } from "commander";
import { normalizeSha256 } from "../lib/client/certificate";
import { parseDuration } from "../lib/client/duration";
import type { Server, Trust } from "../lib/client/https-request";
import type { Login } from "../lib/client/management-api";
import { isPort, parseResolve, withoutBrackets, type ResolveOverride } from "../lib/client/resolve-override";
import type { WaitOptions } from "../lib/client/waiting";
import { shown } from "../lib/validation/text";
import { hostOrAddressProblem } from "../lib/validation/network";
import { readRoots, systemRoots } from "./trusted-roots";
import { packageVersion } from "./version";
import type { World } from "./world";

/** Defaults that a surrounding program sets, such as a lab: for commands that Terraform calls, whose options are fixed. */
const RESOLVE = "PEXIP_HYPERV_RESOLVE";
const CACERT = "PEXIP_HYPERV_CACERT";
const INTERVAL = "PEXIP_HYPERV_INTERVAL";

/** Why DNS is not asked where a surrounding program says where names lead: it knows others, or none. undefined where it is asked. */
export function namesFromAround({ env }: World): string | undefined {
  return (env[RESOLVE] ?? "").trim() === "" ? undefined : `not asked: ${RESOLVE} says where names lead here`;
}

/** The options of everything that talks to the network, as typed. */
export interface ConnectionFlags {
  readonly port: string;
  readonly timeout: string;
  readonly interval: string;
  readonly cacert?: string;
  readonly insecure?: boolean;
  readonly fingerprint?: string;
  readonly resolve?: readonly string[];
}

export function addConnectionOptions(command: Command, defaults: { readonly port: string; readonly timeout: string; readonly interval: string }): Command {
  return command
    .option("--port <number>", "TCP port", defaults.port)
    .option("--timeout <duration>", "give up after this time: 90s, 15m, 1h", defaults.timeout)
    .option("--interval <duration>", "time between two looks, at most PEXIP_HYPERV_INTERVAL", defaults.interval)
    .addOption(
      new Option("--resolve <override>", "HOST:PORT:ADDRESS[:PORT]: connect there instead, as curl does; may be repeated; *:*:ADDRESS:PORT for all others; PEXIP_HYPERV_RESOLVE holds more, separated by spaces").argParser((value: string, previous: readonly string[] = []) => [...previous, value]),
    );
}

export function addVerificationOptions(command: Command): Command {
  return command
    .option("--cacert <file>", "trust the authorities in this PEM file, in the place of the system's (by default the file that PEXIP_HYPERV_CACERT names)")
    .option("--insecure", "do not verify the certificate");
}

/** How a login comes in, for commands that sign in to the Administrator interface. */
export interface LoginFlags {
  readonly username: string;
  readonly passwordVariable?: string;
}

export function addLoginOptions(command: Command): Command {
  return command
    .option("--username <name>", "account of the Administrator interface", "admin")
    .option("--password-variable <name>", "Terraform variable that holds the password: TF_VAR_<name> is read when PEXIP_PASSWORD is not set");
}

/** Collects everything that is wrong with what was typed. */
export class Reader {
  public readonly problems: string[] = [];

  constructor(private readonly world: World) {}

  public waitOptions(flags: ConnectionFlags): Pick<WaitOptions, "timeoutMs" | "intervalMs" | "clock" | "signal"> {
    return { timeoutMs: this.duration("--timeout", flags.timeout), intervalMs: Math.min(this.duration("--interval", flags.interval), this.longestInterval()), clock: this.world.clock, signal: this.world.signal };
  }

  /** A missing host is found here rather than by commander, which would not see past it to an unknown option. */
  public server(hostFlag: string, host: string | undefined, flags: ConnectionFlags, defaultTrust: "system" | "nobody"): Server {
    const name = withoutBrackets(host ?? "");
    const wrong = hostOrAddressProblem(name);
    if (host === undefined) this.problems.push(`${hostFlag} is missing`);
    else if (wrong !== undefined) this.problem(hostFlag, host, wrong);
    return { host: name, port: this.port(flags.port), trust: this.trust(flags, defaultTrust), resolve: this.overrides(flags.resolve ?? []), userAgent: `pexip-hyperv/${packageVersion()}` };
  }

  /** A secret, which only ever comes from the environment. */
  public secret(variable: string, advice: string): string {
    const value = this.world.env[variable] ?? "";
    if (value.trim() === "") this.problems.push(`${variable} is not set or empty; ${advice}`);
    return value;
  }

  /** Who signs in. The password comes from the environment only: a tfvars file does not reach a command that Terraform calls. */
  public login({ username, passwordVariable }: LoginFlags): Login {
    const advice = "it holds the password of the Administrator interface";
    const isSet = (this.world.env.PEXIP_PASSWORD ?? "") !== "";
    const password =
      passwordVariable === undefined || isSet
        ? this.secret("PEXIP_PASSWORD", advice)
        : this.secret(`TF_VAR_${passwordVariable}`, `${advice}; set it in the environment of terraform apply, because a tfvars file does not reach this command`);
    if (username.includes(":")) this.problems.push("--username must not contain a colon");
    return { username, password };
  }

  public duration(flag: string, text: string): number {
    const ms = parseDuration(text);
    if (typeof ms === "number") return ms;
    this.problem(flag, text, ms);
    return 1;
  }

  private port(text: string): number {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (!isPort(port)) this.problem("--port", text, "must be a number from 1 to 65535");
    return port;
  }

  /** What was typed goes before what the environment says: the first that fits counts. */
  public overrides(texts: readonly string[]): readonly ResolveOverride[] {
    const around = (this.world.env[RESOLVE] ?? "").split(/\s+/).filter((text) => text !== "");
    return [...texts.map((text) => ["--resolve", text] as const), ...around.map((text) => [RESOLVE, text] as const)].flatMap(([source, text]) => {
      const override = parseResolve(text);
      if (typeof override !== "string") return [override];
      this.problem(source, text, override);
      return [];
    });
  }

  public trust({ cacert, insecure, fingerprint }: Pick<ConnectionFlags, "cacert" | "insecure" | "fingerprint">, defaultTrust: "system" | "nobody"): Trust {
    const given = [["--cacert", cacert], ["--insecure", insecure], ["--fingerprint", fingerprint]].filter(([, value]) => value !== undefined).map(([flag]) => flag);
    if (given.length > 1) this.problems.push(`${given.join(" and ")} exclude each other; keep one`);
    if (fingerprint !== undefined) {
      const sha256 = normalizeSha256(fingerprint);
      if (sha256 === undefined) this.problem("--fingerprint", fingerprint, "must be a SHA-256 of 64 hex digits, with or without colons");
      return { by: "fingerprint", sha256: sha256 ?? "" };
    }
    if (cacert !== undefined) return this.rootsIn("--cacert", cacert);
    if (insecure === true || defaultTrust === "nobody") return { by: "nobody" };
    const around = this.world.env[CACERT] ?? "";
    return around === "" ? { by: "roots", roots: systemRoots(this.world) } : this.rootsIn(CACERT, around);
  }

  private rootsIn(source: string, file: string): Trust {
    const roots = readRoots(file);
    if (typeof roots !== "string") return { by: "roots", roots };
    this.problem(source, file, roots);
    return { by: "roots", roots: [] };
  }

  /** Where minutes pass in milliseconds, nobody wants to wait for seconds. */
  private longestInterval(): number {
    const text = this.world.env[INTERVAL] ?? "";
    return text === "" ? Infinity : this.duration(INTERVAL, text);
  }

  public problem(flag: string, value: string, message: string): void {
    this.problems.push(`${flag} ${message}, got ${shown(value)}`);
  }
}
