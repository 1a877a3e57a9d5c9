/** Who a Conferencing Node is: what its one-time configuration, or its own disk, tells it. */
export interface NodeIdentity {
  /** Name of its entry. */
  readonly name: string;
  readonly hostname: string;
  readonly domain: string;
  readonly address: string;
  readonly secondaryAddress?: string;
  /** Ties it to one entry; undefined on a disk whose origin the lab does not know. Never shown. @internal */
  readonly token?: string;
}

const ROOT = "simulated_conferencing_node_configuration";
const ELEMENTS = ["name", "hostname", "domain", "address", "secondaryAddress", "token"] as const;

/** The configuration as XML. What Pexip's holds is shown nowhere (infinity-provider.md, section 3.4): this form is the lab's own, and says so. */
export function writeConfiguration(identity: NodeIdentity): string {
  const elements = ELEMENTS.filter((element) => identity[element] !== undefined).map((element) => `  <${element}>${escaped(identity[element]!)}</${element}>`);
  return ['<?xml version="1.0" encoding="utf-8"?>', `<${ROOT}>`, ...elements, `</${ROOT}>`, ""].join("\n");
}

/** Who a configuration makes of a node; undefined when it is none of the lab's. */
export function readConfiguration(xml: string): NodeIdentity | undefined {
  const inner = new RegExp(`^\\s*<\\?xml [^>]*\\?>\\s*<${ROOT}>([^]*)</${ROOT}>\\s*$`).exec(xml)?.[1];
  if (inner === undefined) return undefined;
  const [name, hostname, domain, address, secondaryAddress, token] = ELEMENTS.map((element) => {
    const value = new RegExp(`<${element}>([^<]*)</${element}>`).exec(inner)?.[1];
    return value === undefined ? undefined : plain(value);
  });
  if (name === undefined || hostname === undefined || domain === undefined || address === undefined || token === undefined) return undefined;
  return { name, hostname, domain, address, ...(secondaryAddress === undefined ? {} : { secondaryAddress }), token };
}

const ENTITIES: readonly (readonly [string, string])[] = [["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"]];

const escaped = (text: string): string => ENTITIES.reduce((written, [character, entity]) => written.split(character).join(entity), text);

const plain = (text: string): string => [...ENTITIES].reverse().reduce((read, [character, entity]) => read.split(entity).join(character), text);
