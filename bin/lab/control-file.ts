import { lstatSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { fileError, InputError } from "../errors";

/** Beside what a lab is made for, while it listens. */
export const CONTROL_FOLDER = ".pexip-hyperv-lab";

const FILE = "control.json";
const IGNORED = ".gitignore";

/** Where a lab listens for commands of its own user. */
export interface Control {
  readonly pid: number;
  /** On 127.0.0.1. */
  readonly port: number;
  /** Whoever may read the file may ask. */
  readonly token: string;
}

/**
 * Tells where a lab listens.
 *
 * @returns how to take it back; undefined when another lab has told so before
 * @throws InputError when it cannot be written
 */
export function writeControl(project: string, control: Control): (() => void) | undefined {
  const folder = join(project, CONTROL_FOLDER);
  const file = join(folder, FILE);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // exclusive: of two labs that start at once, one finds the other
    writeFileSync(file, `${JSON.stringify(control)}\n`, { mode: 0o600, flag: "wx" });
    writeFileSync(join(folder, IGNORED), "*\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && factsOf(file) !== undefined) return undefined;
    throw fileError(error, folder);
  }
  return () => removeControl(project);
}

/** Takes it back, and leaves whatever else is in the folder. */
export function removeControl(project: string): void {
  const folder = join(project, CONTROL_FOLDER);
  for (const name of [FILE, IGNORED]) rmSync(join(folder, name), { force: true });
  try {
    rmdirSync(folder);
  } catch {
    // somebody keeps something there
  }
}

/**
 * Where a lab says that it listens; it may be gone since.
 *
 * @throws InputError when what is there is no word of a lab, or was readable for others
 */
export function readControl(project: string): Control | undefined {
  const file = join(project, CONTROL_FOLDER, FILE);
  const facts = factsOf(file);
  if (facts === undefined) return undefined;
  // it decides which programs run: a file that came with a repository is none of ours
  const isOwn = facts.isFile() && (process.getuid === undefined || (facts.uid === process.getuid() && (facts.mode & 0o077) === 0));
  const control = isOwn ? parsed(readFileSync(file, "utf8")) : undefined;
  if (control === undefined) throw new InputError([`${file} was not written by a lab of yours; remove it`]);
  return control;
}

function factsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    // a part of the path is a file
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

function parsed(text: string): Control | undefined {
  try {
    const { pid, port, token } = JSON.parse(text) as Partial<Record<keyof Control, unknown>>;
    if (!Number.isInteger(pid) || !Number.isInteger(port) || typeof token !== "string") return undefined;
    const control = { pid: pid as number, port: port as number, token };
    return control.port > 0 && control.port < 65_536 && /^[\w-]{20,100}$/.test(token) ? control : undefined;
  } catch {
    return undefined;
  }
}
