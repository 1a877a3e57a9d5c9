import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEPLOYMENT_FILE, parseDeploymentFile, viewOf } from "../../deployment/deployment-file";
import type { DeploymentModel } from "../../deployment/model";
import { ValidationError } from "../../validation/validation-error";

/**
 * The model of a deployment that was synthesized.
 *
 * @param folder cdktf's output folder: `cdktf.out`
 * @throws ValidationError when it holds no deployment.json, or one that a version with another format wrote
 */
export function deploymentIn(folder: string): DeploymentModel {
  const file = join(folder, DEPLOYMENT_FILE);
  const { records, acceptances } = parseDeploymentFile(textOf(file, folder), file);
  viewOf({ records, acceptances }, file);
  return { records, acceptances };
}

function textOf(file: string, folder: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw ValidationError.at(folder, `holds no ${DEPLOYMENT_FILE}, which synth writes beside the stacks; synthesize first (cdktf synth, or pexip-hyperv synth)`);
    throw error;
  }
}
