import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEPLOYMENT_FILE, parseDeploymentFile, viewOf } from "../../deployment/deployment-file";
import type { DeploymentModel } from "../../deployment/model";

/**
 * The model of a deployment that was synthesized.
 *
 * @param folder cdktf's output folder: `cdktf.out`
 * @throws Error when it holds no deployment.json
 * @throws ValidationError when that was written by a version with another format
 */
export function deploymentIn(folder: string): DeploymentModel {
  const file = join(folder, DEPLOYMENT_FILE);
  const { records, acceptances } = parseDeploymentFile(readFileSync(file, "utf8"), file);
  viewOf({ records, acceptances }, file);
  return { records, acceptances };
}
