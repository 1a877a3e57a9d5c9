import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEPLOYMENT_FILE, type DeploymentFile, deploymentFileText } from "../deployment/deployment-file";

/** Writes the deployment model into cdktf's output folder, whole or not at all. */
export function writeDeploymentFile(outdir: string, file: DeploymentFile): void {
  const path = join(outdir, DEPLOYMENT_FILE);
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, deploymentFileText(file));
  renameSync(temporary, path);
}
