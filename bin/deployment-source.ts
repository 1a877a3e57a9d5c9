import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { readPlatformFile, unreadableIn } from "../lib/config/read/platform-file";
import type { PlatformDescription } from "../lib/config/read/platform";
import { platformModel } from "../lib/config/read/records";
import { DEPLOYMENT_FILE, type DeploymentFile, type MachineAddresses, parseDeploymentFile, viewOf } from "../lib/deployment/deployment-file";
import type { DeploymentModel } from "../lib/deployment/model";
import { shown } from "../lib/validation/text";
import { InputError } from "./errors";
import { problemLine } from "./problem-lines";
import type { World } from "./world";

/** Names that a platform file has when none is given. */
const PLATFORM_FILES = ["platform.yaml", "platform.yml", "platform.json"];

/** cdktf's output folder when none is given. */
export const OUTPUT_FOLDER = "cdktf.out";

/** What a command was pointed at: a platform file, or what `synth` made of a program or of such a file. */
export type Source = { readonly name: string; readonly path: string } & (
  | { readonly is: "platform"; readonly platform: PlatformDescription }
  | { readonly is: "synthesized"; readonly file: DeploymentFile }
);

/** The deployment that a command was pointed at. */
export interface DeploymentSource {
  /** As its user writes it: `platform.yaml`, `cdktf.out`. */
  readonly name: string;
  /** Its folder, where documents about it go by default. */
  readonly folder: string;
  /** Sound: every reference leads somewhere. */
  readonly model: DeploymentModel;
  /** Terraform addresses of each machine by its path; empty for a platform file, which was not synthesized. */
  readonly machines: Readonly<Record<string, MachineAddresses>>;
}

/** How commands say what they take. */
export const SOURCE_ARGUMENT = ["[source]", "a platform file, or cdktf's output folder; by default platform.yaml here, else cdktf.out"] as const;

/**
 * Opens what a command was pointed at.
 *
 * @param given a platform file, a folder that `synth` wrote, or the deployment.json in it
 * @throws InputError when there is none, or when a deployment.json is none of ours
 */
export function openSource(world: World, given?: string): Source {
  const path = resolve(world.cwd, given ?? defaultSource(world));
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(path, DEPLOYMENT_FILE) : path;
  const inside = relative(world.cwd, file);
  const name = inside.startsWith("..") ? file : inside;
  if (!existsSync(file)) throw new InputError([`${shown(name)}: there is no such file${isFolder ? "; synthesize first (cdktf synth, or pexip-hyperv synth)" : ""}`]);
  if (basename(file) !== DEPLOYMENT_FILE) return { is: "platform", name, path: file, platform: readPlatformFile(file) };
  return { is: "synthesized", name, path: file, file: parseDeploymentFile(textOf(file, name), name) };
}

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== "string") throw error;
    throw new InputError([`${name} cannot be read (${code})`]);
  }
}

/**
 * Reads the model of a deployment.
 *
 * @param given a platform file, a folder that `synth` wrote, or the deployment.json in it
 * @throws InputError with every problem that keeps it from being read; what the rules find is no such problem
 */
export function readDeployment(world: World, given?: string): DeploymentSource {
  const source = openSource(world, given);
  if (source.is === "synthesized") {
    const { records, acceptances, machines } = source.file;
    viewOf({ records, acceptances }, source.name);
    return { name: source.name, folder: dirname(source.path), model: { records, acceptances }, machines };
  }
  const problems = unreadableIn(source.platform);
  if (problems.length > 0) throw new InputError(problems.map((problem) => problemLine(source.name, problem)));
  return { name: source.name, folder: join(dirname(source.path), OUTPUT_FOLDER), model: platformModel(source.platform, "construct").model, machines: {} };
}

function defaultSource({ cwd }: World): string {
  const file = PLATFORM_FILES.find((name) => existsSync(resolve(cwd, name)));
  if (file !== undefined) return file;
  if (existsSync(resolve(cwd, OUTPUT_FOLDER))) return OUTPUT_FOLDER;
  throw new InputError([`there is no ${PLATFORM_FILES[0]} and no ${OUTPUT_FOLDER} in this folder; name a file, or begin with pexip-hyperv init`]);
}
