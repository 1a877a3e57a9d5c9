import type { Caller } from "../../../../lib/lab/plugin/handler";
import type { Attributes, Flavour, ProviderBehaviour, ResourceBehaviour } from "../../../../lib/lab/providers/engine/behaviour";
import { asText } from "../../../../lib/lab/providers/engine/members";
import { providerHandler } from "../../../../lib/lab/providers/engine/provider";

export const SCHEMA = {
  provider: { block: { attributes: { room: { type: "string", optional: true } } } },
  resource_schemas: {
    shelf_book: {
      block: {
        attributes: {
          id: { type: "string", optional: true, computed: true },
          title: { type: "string", required: true },
          pages: { type: "number", optional: true },
          colour: { type: "string", optional: true, computed: true },
          seen: { type: "string", computed: true },
          note: { type: "string", optional: true },
          tags: { type: ["set", "string"] as [string, string], optional: true },
          labels: { type: ["map", "string"] as [string, string], optional: true },
          authors: {
            nested_type: {
              nesting_mode: "set" as const,
              attributes: { name: { type: "string", required: true }, number: { type: "number", computed: true }, role: { type: "string", optional: true, computed: true } },
            },
            optional: true,
          },
        },
        block_types: {
          chapter: {
            nesting_mode: "list" as const,
            block: { attributes: { heading: { type: "string", required: true }, level: { type: "number", optional: true }, page: { type: "number", computed: true } } },
          },
          timeouts: { nesting_mode: "single" as const, block: { attributes: { create: { type: "string", optional: true }, read: { type: "string", optional: true } } } },
        },
      },
    },
    shelf_lamp: { block: { attributes: { id: { type: "string", computed: true } } } },
  },
  data_source_schemas: {
    shelf_book: { block: { attributes: { id: { type: "string", computed: true }, title: { type: "string", required: true }, pages: { type: "number", optional: true } } } },
    shelf_lamp: { block: { attributes: { id: { type: "string", computed: true } } } },
  },
};

/** A book with nothing but what is given. */
export function book(attributes: Attributes): Attributes {
  return { id: null, title: "Dune", pages: null, colour: null, seen: null, note: null, tags: null, labels: null, authors: null, chapter: [], timeouts: null, ...attributes };
}

export const CALLER: Caller = { peer: "127.0.0.1:1" };

/** A handler with one resource, and its connection configured. */
export async function shelf(flavour: Flavour, behaviour: Partial<ResourceBehaviour<string>> = {}, provider: Partial<ProviderBehaviour<string>> = {}) {
  const handler = providerHandler<string>({
    flavour,
    schema: SCHEMA,
    configure: ({ room }) => (typeof room === "string" ? room : "hall"),
    resources: { shelf_book: { create: () => ({ id: "1" }), read: () => ({}), delete: () => undefined, ...behaviour } },
    dataSources: { shelf_book: { defaults: { pages: 1 }, read: ({ title }) => ({ id: `found ${asText(title)}` }) } },
    ...provider,
  });
  await handler.configureProvider?.({ terraformVersion: "1.11.4", config: { room: null } }, CALLER);
  const typeName = "shelf_book";
  const nothing = new Uint8Array();
  return {
    handler,
    validate: async (config: Attributes) => (await handler.validateResourceConfig!({ typeName, config }, CALLER)).diagnostics,
    plan: (prior: Attributes | null, config: Attributes, proposed: Attributes = config) =>
      handler.planResourceChange!({ typeName, priorState: prior, proposedState: proposed, config, private: nothing }, CALLER),
    change: (prior: Attributes | null, planned: Attributes | null, caller = CALLER) =>
      handler.applyResourceChange!({ typeName, priorState: prior, plannedState: planned, config: planned, private: nothing }, caller),
    read: (state: Attributes, kept = nothing) => handler.readResource!({ typeName, state, private: kept }, CALLER),
  };
}
