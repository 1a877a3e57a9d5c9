import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { DEPLOYMENT_FILE, type MachineAddresses, parseDeploymentFile, viewOf } from "../lib/deployment/deployment-file";
import type { DeploymentModel } from "../lib/deployment/model";
import { InputError } from "./errors";
import type { World } from "./world";

/** The deployment that a command was pointed at. */
export interface DeploymentSource {
  /** As its user writes it: `platform.yaml`, `cdktf.out`. */
  readonly name: string;
  /** Sound: every reference leads somewhere. */
  readonly model: DeploymentModel;
  /** Terraform addresses of each machine by its path; empty for a platform file, which was not synthesized. */
  readonly machines: Readonly<Record<string, MachineAddresses>>;
}

/**
 * Reads the model of a deployment.
 *
 * @param given a folder that `synth` wrote, or the deployment.json in it
 * @throws InputError when there is none, or when it is none of ours
 */
export function readDeployment(world: World, given = "cdktf.out"): DeploymentSource {
  const path = resolve(world.cwd, given);
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, DEPLOYMENT_FILE) : path;
  const name = relative(world.cwd, file) || basename(file);
  if (!existsSync(file)) throw new InputError([`${name}: there is no such file; synthesize first (cdktf synth)`]);
  const { records, acceptances, machines } = parseDeploymentFile(readFileSync(file, "utf8"), name);
  viewOf({ records, acceptances }, name);
  return { name, model: { records, acceptances }, machines };
}
