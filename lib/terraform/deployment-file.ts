import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DeploymentModel } from "../deployment/model";

/** A machine's Terraform addresses, for tools that read plans. */
export interface MachineAddresses {
  readonly stack: string;
  readonly disk: string;
  readonly vm: string;
}

/** Name of the deployment model in cdktf's output folder. */
export const DEPLOYMENT_FILE = "deployment.json";

/** Raised when a reader of the file would have to change. */
const FORMAT_VERSION = 1;

/** What the file holds: the model, and the Terraform addresses of each machine by its path. Never a secret. */
export interface DeploymentFile extends DeploymentModel {
  readonly machines: Readonly<Record<string, MachineAddresses>>;
}

/** Writes the file whole or not at all. */
export function writeDeploymentFile(outdir: string, file: DeploymentFile): void {
  const path = join(outdir, DEPLOYMENT_FILE);
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...file }, undefined, 2)}\n`);
  renameSync(temporary, path);
}
