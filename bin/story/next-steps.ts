import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeploymentView } from "../../lib/deployment/model";

/** Secrets that are spelled out; a platform has one for each node. */
const MOST_SECRETS = 3;

/**
 * How to do the same on real hosts: commands, each with a word about it.
 *
 * @param folders of the stacks that were synthesized
 */
export function nextSteps(example: string, view: DeploymentView, folders: readonly string[]): readonly (readonly [string, string])[] {
  const isApi = view.managementNodes.some(({ mode }) => mode === "api");
  const secrets = [...new Set(folders.flatMap(variablesOf))].map((name) => `TF_VAR_${name}=...`);
  const managers = view.managementNodes.filter((node) => node.origin === "managed");
  const first = managers.map((node) => node.stack ?? "");
  const then = [...new Set(view.nodes.map((node) => node.stack ?? ""))].filter((stack) => !first.includes(stack));
  return [
    ["npx pexip-hyperv init ../my-platform --package .", "a project of your own: put your hosts, addresses and disks into its platform.yaml"],
    ["npx pexip-hyperv preflight", "what the network says"],
    ...secrets.slice(0, MOST_SECRETS).map((secret, index) => [`export ${secret}`, index === 0 ? "the secrets; they are written nowhere" : ""] as const),
    ...(secrets.length > MOST_SECRETS ? [["...", `and ${secrets.length - MOST_SECRETS} more: examples/${example}/README.md has them all`] as const] : []),
    ...first.map((stack) => [`npx cdktf deploy ${stack}`, "then the installation wizard on its console: npx pexip-hyperv wizard"] as const),
    ...(isApi ? [["npx pexip-hyperv adopt", "after the wizard: what it has made is not made again"] as const] : []),
    ...then.map((stack) => [`npx cdktf deploy ${stack}`, "the Conferencing Nodes, after the wizard"] as const),
    ["npx pexip-hyperv verify", "what the platform answers, and a test call"],
  ];
}

/** The variables that a stack wants from the environment. */
function variablesOf(folder: string): readonly string[] {
  const { variable = {} } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as { readonly variable?: Readonly<Record<string, unknown>> };
  return Object.keys(variable);
}
