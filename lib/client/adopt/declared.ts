import { isObject } from "../../validation/json";
import { LOCAL_ONLY, TYPE_PREFIX } from "./resources";
import { valueOf, type Variables } from "./values";

/** What `synth` wrote for one stack: the content of its cdk.tf.json. */
export interface ConfiguredStack {
  readonly name: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** A `pexip_infinity_*` resource of a stack. */
export interface DeclaredResource {
  readonly stack: string;
  /** `pexip_infinity_dns_server.dns-10-44-0-53` */
  readonly address: string;
  /** Without `pexip_infinity_`. */
  readonly type: string;
  /** As Terraform reads them: expressions included. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Attributes whose changes Terraform ignores; "all" of them. */
  readonly ignored: ReadonlySet<string> | "all";
  /** `count` or `for_each`: how many there are, and their addresses, is Terraform's to say. */
  readonly repeated: boolean;
  /** What the program imports it by itself. */
  readonly importedId?: string;
}

/** The resources of one Management Node, over all stacks. */
export interface DeclaredPlatform {
  /** `https://manager.example.com`; undefined when only Terraform knows. */
  readonly address?: string;
  readonly username?: string;
  /** Name of the Terraform variable that holds the password. */
  readonly passwordVariable?: string;
  /** Terraform does not verify its certificate either. */
  readonly insecure: boolean;
  readonly resources: readonly DeclaredResource[];
  /** Objects that the program names by their addresses in the API: they exist, and are none of Terraform's. */
  readonly named: ReadonlySet<string>;
  readonly variables: Variables;
}

/** Terraform's own arguments: no attributes of an object. */
const META = new Set(["//", "provider", "depends_on", "lifecycle", "provisioner", "connection", "count", "for_each"]);
const OBJECT_URI = /\/api\/admin\/configuration\/v1\/[a-z0-9_]+\/[^/"\s$]+\//g;

/**
 * The Management Nodes that these stacks configure through the API, with what they declare on each.
 *
 * @param environment values of variables, by name: what `TF_VAR_<name>` says
 */
export function declaredPlatforms(stacks: readonly ConfiguredStack[], environment: Variables): readonly DeclaredPlatform[] {
  const platforms = new Map<string, DeclaredPlatform>();
  for (const { name, configuration } of stacks) {
    const variables = variablesOf(configuration, environment);
    const providers = providerBlocks(configuration);
    const imported = importBlocks(configuration);
    for (const found of resourcesOf(name, configuration, imported)) {
      const provider = providers.get(found.provider);
      const address = provider === undefined ? undefined : text(provider.address, variables);
      const key = address ?? "";
      const known = platforms.get(key) ?? { ...platformOf(provider, address, variables), resources: [], named: new Set(), variables: new Map() };
      platforms.set(key, { ...known, resources: [...known.resources, found.resource], named: new Set([...known.named, ...urisIn(found.resource.attributes)]), variables: new Map([...known.variables, ...variables]) });
    }
  }
  return [...platforms.values()];
}

function platformOf(provider: Readonly<Record<string, unknown>> | undefined, address: string | undefined, variables: Variables): Pick<DeclaredPlatform, "address" | "username" | "passwordVariable" | "insecure"> {
  const password = /^\$\{var\.([A-Za-z0-9_-]+)\}$/.exec(typeof provider?.password === "string" ? provider.password : "");
  return { address, username: text(provider?.username, variables), passwordVariable: password?.[1], insecure: provider?.insecure === true };
}

function* resourcesOf(stack: string, configuration: Readonly<Record<string, unknown>>, imported: ReadonlyMap<string, string>): Generator<{ readonly provider: string; readonly resource: DeclaredResource }> {
  for (const [type, all] of Object.entries(record(configuration.resource))) {
    if (!type.startsWith(TYPE_PREFIX) || LOCAL_ONLY.has(type.slice(TYPE_PREFIX.length))) continue;
    for (const [name, block] of Object.entries(record(all))) {
      // Terraform takes a list of one as well
      const content = record(Array.isArray(block) ? block[0] : block);
      const address = `${type}.${name}`;
      yield {
        provider: typeof content.provider === "string" ? bare(content.provider) : "pexip",
        resource: {
          stack,
          address,
          type: type.slice(TYPE_PREFIX.length),
          attributes: Object.fromEntries(Object.entries(content).filter(([key, value]) => !META.has(key) && value !== null)),
          ignored: ignoredBy(content.lifecycle),
          repeated: content.count !== undefined || content.for_each !== undefined,
          importedId: imported.get(address),
        },
      };
    }
  }
}

function ignoredBy(lifecycle: unknown): DeclaredResource["ignored"] {
  const { ignore_changes: ignored } = record(Array.isArray(lifecycle) ? lifecycle[0] : lifecycle);
  return ignored === "all" ? "all" : new Set(list(ignored).filter((attribute): attribute is string => typeof attribute === "string"));
}

/** The ids that the program imports itself (`importFrom`), by resource. */
function importBlocks(configuration: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const blocks = list(configuration.import).filter(isObject);
  return new Map(blocks.flatMap(({ to, id }) => (typeof to === "string" ? [[bare(to), String(id)] as const] : [])));
}

/** By what a resource calls them: `pexip`, `pexip.manager`. */
function providerBlocks(configuration: Readonly<Record<string, unknown>>): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const blocks = list(record(configuration.provider).pexip).filter(isObject);
  return new Map(blocks.map((block) => [typeof block.alias === "string" ? `pexip.${block.alias}` : "pexip", block]));
}

function variablesOf(configuration: Readonly<Record<string, unknown>>, environment: Variables): Variables {
  const entries = Object.entries(record(configuration.variable)).map(([name, block]) => [name, environment.get(name) ?? record(Array.isArray(block) ? block[0] : block).default] as const);
  return new Map(entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === "string"));
}

function text(value: unknown, variables: Variables): string | undefined {
  const known = valueOf(value, variables);
  return known.is === "known" && typeof known.value === "string" ? known.value : undefined;
}

function urisIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.match(OBJECT_URI) ?? [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(urisIn) : [];
}

/** References may stand in a template. */
const bare = (reference: string): string => reference.replace(/^\$\{(.*)\}$/, "$1");

const record = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
