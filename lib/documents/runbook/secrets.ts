import type { SecretRecord } from "../../deployment/secret";
import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { HostRecord } from "../../deployment/host";
import type { DeploymentView } from "../../deployment/model";
import type { ServiceRecord } from "../../deployment/service";
import { specOf } from "../../deployment/services";
import { code, text } from "../markdown";
import { labelOf } from "./labels";
import type { StackPlan } from "./stacks";

/** A secret by the name of its variable, and who needs it. */
export interface NamedSecret {
  readonly variable: string;
  /** Markdown, in the order of the model. */
  readonly purposes: readonly string[];
  /** Paths of the stacks whose apply asks for it; empty for one that only a person types. */
  readonly stacks: readonly string[];
}

/** Every secret of the deployment that has a variable, in the order of the model. */
export function namedSecrets(view: DeploymentView, plan: StackPlan): readonly NamedSecret[] {
  const found = new Map<string, { purposes: Map<string, string[]>; stacks: Set<string> }>();
  const note = (secret: SecretRecord | undefined, purpose: string, of: string, stacks: readonly (string | undefined)[]): void => {
    if (secret === undefined || !("variable" in secret)) return;
    const entry = found.get(secret.variable) ?? { purposes: new Map<string, string[]>(), stacks: new Set() };
    found.set(secret.variable, entry);
    const owners = entry.purposes.get(purpose);
    if (owners === undefined) entry.purposes.set(purpose, [of]);
    else owners.push(of);
    for (const stack of stacks) entry.stacks.add(stack ?? "");
  };

  for (const host of view.hosts) note(host.password, `${code(host.username)} on`, `the host ${code(host.id)}`, stacksOfHost(view, plan, host));
  for (const { managementNode, locations, nodes, staticRoutes, services } of view.platforms) {
    const api = managementNode.api;
    const built = api === undefined ? [] : [...locations, ...nodes, ...staticRoutes, ...services].filter((record) => plan.builds(record));
    note(api?.password, "the wizard's answer 9: the web administration password of", code(managementNode.fqdn), [...new Set(built.map(({ stack }) => stack))]);
    for (const service of services) for (const [purpose, secret] of secretsOf(service)) note(secret, purpose, code(service.name), plan.builds(service) ? [service.stack] : []);
    for (const node of nodes) for (const [purpose, secret] of nodeSecrets(node)) note(secret, purpose, text(node.name), api === undefined ? [] : [node.stack]);
  }
  return [...found].map(([variable, { purposes, stacks }]) => ({ variable, purposes: [...purposes].map(([purpose, owners]) => `${purpose} ${someOf(owners)}`), stacks: plan.order.filter((stack) => stacks.has(stack)) }));
}

function stacksOfHost(view: DeploymentView, plan: StackPlan, host: HostRecord): readonly (string | undefined)[] {
  const used = [...view.machinesOn(host).map(({ node }) => node.stack), ...view.switchesOn(host).filter((one) => plan.builds(one)).map(({ stack }) => stack)];
  return [...new Set([host.stack, ...used])];
}

function secretsOf(service: ServiceRecord): readonly (readonly [string, SecretRecord])[] {
  const title = specOf(service.service)?.title ?? service.service;
  return Object.entries(service.values).flatMap(([key, value]): (readonly [string, SecretRecord])[] => {
    if (isSecret(value)) return [[`${labelOf(key)} of ${title}`, value]];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([inner, secret]: [string, unknown]): (readonly [string, SecretRecord])[] => (isSecret(secret) ? [[`${labelOf(key)}: ${labelOf(inner)} of ${title}`, secret]] : []));
  });
}

function nodeSecrets(node: ConferencingNodeRecord): readonly (readonly [string, SecretRecord | undefined])[] {
  const { sshPassword, snmp } = node;
  return [
    ["SSH password of", sshPassword],
    ["SNMP community of", snmp?.community],
    ["SNMP authentication password of", snmp?.authenticationPassword],
    ["SNMP privacy password of", snmp?.privacyPassword],
  ];
}

/** The first three, and how many more. */
function someOf(names: readonly string[]): string {
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

/** Is a value of a record a secret that has a variable? */
export function isSecret(value: unknown): value is { readonly variable: string } {
  return typeof value === "object" && value !== null && Object.keys(value).length === 1 && typeof (value as { readonly variable?: unknown }).variable === "string";
}
