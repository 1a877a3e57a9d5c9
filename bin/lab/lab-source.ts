import { statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { DEPLOYMENT_FILE } from "../../lib/deployment/deployment-file";
import type { DeploymentModel } from "../../lib/deployment/model";
import { OUTPUT_FOLDER, openSource, readDeployment } from "../deployment-source";
import { synthesizePlatform } from "../platform-synthesis";
import type { World } from "../world";

/** What a lab is made for. */
export interface LabSource {
  /** As its user writes it: `platform.yaml`, `cdktf.out`. */
  readonly name: string;
  readonly path: string;
  /** The folder around it. */
  readonly project: string;
  /** cdktf's output folder of the real thing, which need not be there. */
  readonly output: string;
  readonly model: DeploymentModel;
  /** Synthesizes a platform file into `folder`; what was synthesized already is taken where it is. Returns the folder that holds it. */
  readonly synthesize: (folder: string) => string;
}

/** The project that a command line means, whatever is in it. */
export function projectOf({ cwd }: World, given?: string): string {
  if (given === undefined) return cwd;
  const path = resolve(cwd, given);
  return basename(path) === DEPLOYMENT_FILE ? dirname(dirname(path)) : dirname(path);
}

/** What a command line names, as it is told by a lab that runs. */
export function sourcePath({ cwd }: World, given: string): string {
  const path = resolve(cwd, given);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, DEPLOYMENT_FILE) : path;
}

/** @throws InputError when there is none, or it cannot be read */
export function labSource(world: World, given?: string): LabSource {
  const source = openSource(world, given);
  const { model } = readDeployment(world, given);
  if (source.is === "synthesized") {
    const output = dirname(source.path);
    return { name: relative(world.cwd, output) || basename(output), path: source.path, project: dirname(output), output, model, synthesize: () => output };
  }
  const project = dirname(source.path);
  const synthesize = (folder: string): string => {
    synthesizePlatform(source, folder, () => undefined);
    return folder;
  };
  return { name: source.name, path: source.path, project, output: join(project, OUTPUT_FOLDER), model, synthesize };
}
