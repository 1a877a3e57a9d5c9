import type { DeploymentView } from "../../lib/deployment/model";

/** `Infinity v40, api mode` of each Management Node. */
export function titleOf({ managementNodes }: DeploymentView): string {
  return managementNodes.map(({ infinityVersion, mode }) => `Infinity v${infinityVersion}, ${mode} mode`).join(" · ");
}
