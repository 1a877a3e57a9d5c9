import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DEPLOYMENT_FILE } from "../../deployment/deployment-file";
import { MANIFEST_FILE, readSynthesized, synthesizedStacks, type SynthesizedStack } from "../../output/synthesized-stacks";
import { isObject, type JsonObject } from "../../validation/json";
import { ValidationError, type Problem } from "../../validation/validation-error";
import type { LabAuthority } from "../authority";
import { HYPERV_PROVIDER_ADDRESS } from "../providers/hyperv/provider";
import { INFINITY_PROVIDER_ADDRESS } from "../providers/infinity/provider";
import { exchangedCertificates, withText } from "./certificates";
import { isStateOf, remoteStates } from "./remote-states";

export interface CopyOptions {
  /** Issues a certificate in the place of each whose key the lab has to make up. */
  readonly authority: LabAuthority;
  /** Terraform variables of keys that were made up. */
  readonly privateKeys: readonly string[];
  /** Certificates of the authority by the ones in whose place they stand: the same in each copy. @default - all are issued anew */
  readonly issued?: Map<string, string>;
  /** Providers that may run besides those of the lab, by source: `hashicorp/random`. */
  readonly allowedProviders: readonly string[];
}

/** What Terraform brings itself. */
const BUILT_IN = "terraform.io/builtin/";

/** Folder of the states, beside the stacks. */
const STATES = "states";

/** What Terraform leaves in a folder: nothing of the real thing belongs into a rehearsal. */
const LEFT_BY_TERRAFORM = /^(\.terraform.*|.*\.tfstate.*|.*\.auto\.tfvars(\.json)?|terraform\.tfvars(\.json)?|pexip-imports\.tf\.json)$/;

/** What Terraform reads besides: a file `x_override.tf` could give a stack its real state again. */
const READ_BY_TERRAFORM = /\.tf(\.json)?$/;

/**
 * Copies what was synthesized to a folder where it can be applied in a lab: the state of each stack is a file there, whatever backend the program names, and
 * certificates are ones that the lab has keys for. What an earlier copy has in states stays.
 *
 * @param output cdktf's output folder, which stays as it is
 * @throws ValidationError with everything in it that would leave the lab: other providers, other states
 */
export function copyStacks(output: string, folder: string, options: CopyOptions): readonly SynthesizedStack[] {
  const stacks = synthesizedStacks(output);
  const configurations = new Map(stacks.map((stack) => [stack, readSynthesized(join(output, stack.file), output)]));
  const all = [...configurations.values()];
  const problems = [
    ...folderProblems(stacks, output, folder),
    ...[...configurations].flatMap(([stack, configuration]) => [...providerProblems(stack.name, configuration, options.allowedProviders), ...stateProblems(stack.name, configuration, all), ...fileProblems(stack, output)]),
  ];
  if (problems.length > 0) throw new ValidationError(problems);
  const certificates = exchangedCertificates(all, options);
  mkdirSync(join(folder, STATES), { recursive: true, mode: 0o700 });
  for (const [stack, configuration] of configurations) {
    // a link would lead back to the original, and a copy of the configuration to what cannot be written
    cpSync(join(output, stack.folder), join(folder, stack.folder), { recursive: true, dereference: true, filter: (path) => isCopied(path, join(output, stack.file)) });
    writeJson(join(folder, stack.file), withText(withLocalState(stack.name, configuration, configurations, folder), certificates));
  }
  for (const file of [DEPLOYMENT_FILE, MANIFEST_FILE]) copyFileSync(join(output, file), join(folder, file));
  return stacks;
}

const isCopied = (path: string, configuration: string): boolean => relative(path, configuration) !== "" && !LEFT_BY_TERRAFORM.test(basename(path));

function folderProblems(stacks: readonly SynthesizedStack[], output: string, folder: string): readonly Problem[] {
  const [original, copy] = [output, folder].map((path) => realPath(resolve(path)));
  const isInside = copy === original || stacks.some((stack) => `${copy}${sep}`.startsWith(`${join(original, stack.folder)}${sep}`));
  return isInside ? [{ path: folder, message: "is what was synthesized, and a rehearsal leaves that as it is; choose a folder of its own" }] : [];
}

/** Without links, also of what is not there yet. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
}

/** A provider that the lab does not stand in for would reach the real world. */
function providerProblems(stack: string, { terraform }: JsonObject, allowed: readonly string[]): readonly Problem[] {
  const required = isObject(terraform) && isObject(terraform.required_providers) ? Object.values(terraform.required_providers) : [];
  const sources = required.flatMap((provider) => (isObject(provider) && typeof provider.source === "string" ? [provider.source] : []));
  const inLab = [HYPERV_PROVIDER_ADDRESS, INFINITY_PROVIDER_ADDRESS].map(shortSource);
  return sources
    .filter((source) => !source.startsWith(BUILT_IN) && !inLab.includes(shortSource(source)) && !allowed.map(shortSource).includes(shortSource(source)))
    .map((source) => ({ path: stack, message: `uses the provider ${shortSource(source)}, which is none of the lab's and would do what it does in the real world; leave it out of the rehearsal, or allow it by this name` }));
}

const shortSource = (source: string): string => source.toLowerCase().replace(/^registry\.terraform\.io\//, "");

/** The state of somebody else is the real world's. */
function stateProblems(stack: string, configuration: JsonObject, all: readonly JsonObject[]): readonly Problem[] {
  return Object.entries(remoteStates(configuration))
    .filter(([, state]) => !all.some((one) => isStateOf(state, one)))
    .map(([name]) => ({ path: stack, message: `reads the state of something else (data.terraform_remote_state.${name}), which is not part of a rehearsal; hand in its values as variables` }));
}

function fileProblems({ name, folder, file }: SynthesizedStack, output: string): readonly Problem[] {
  return readdirSync(join(output, folder))
    .filter((one) => one !== basename(file) && READ_BY_TERRAFORM.test(one) && !LEFT_BY_TERRAFORM.test(one))
    .map((one) => ({ path: name, message: `has ${one} beside what cdktf wrote, and what it does there is not known to a rehearsal; take it away, or make it part of the program` }));
}

function withLocalState(name: string, configuration: JsonObject, all: ReadonlyMap<SynthesizedStack, JsonObject>, folder: string): JsonObject {
  const local = (stack: string) => ({ path: join(folder, STATES, `${stack}.tfstate`) });
  // a stack in HCP Terraform has no backend, and names it here
  const terraform = { ...(configuration.terraform as JsonObject | undefined), cloud: undefined, backend: { local: local(name) } };
  const ownState = { ...configuration, terraform };
  const states = Object.entries(remoteStates(configuration)).map(([key, state]) => {
    const owner = [...all].find(([, one]) => isStateOf(state, one))![0];
    return [key, { ...state, backend: "local", config: local(owner.name), workspace: undefined }] as const;
  });
  return states.length === 0 ? ownState : { ...ownState, data: { ...(configuration.data as JsonObject), terraform_remote_state: Object.fromEntries(states) } };
}

function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
}
