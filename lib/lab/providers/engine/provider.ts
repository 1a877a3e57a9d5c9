import type { Answered, Caller, Diagnostic, ProviderHandler } from "../../plugin/handler";
import { Refusal } from "../../plugin/handler";
import type { Schema } from "../../plugin/schema";
import type { Value } from "../../plugin/values";
import type { Attributes, DataSourceBehaviour, Operation, OperationContext, ProviderBehaviour, ResourceBehaviour } from "./behaviour";
import type { Member } from "./members";
import { conformed, isRecord, membersOf } from "./members";
import { afterFailedUpdate, diagnosticsOf, settled } from "./outcome";
import { planWithFramework } from "./plan-framework";
import type { PlannedChange } from "./plan-sdkv2";
import { planWithSdkv2 } from "./plan-sdkv2";
import { configuredTimeouts, timeoutOf, timeoutsToPrivate } from "./timeouts";
import { judged } from "./validate";
import { withDefaults } from "./defaults";

interface Session<Connection> {
  readonly connection: Connection;
  readonly stop: AbortController;
}

interface Known<Behaviour> {
  readonly behaviour: Behaviour;
  readonly members: readonly Member[];
}

/** A provider that does around its resources what its toolkit does, for a plugin server. */
export function providerHandler<Connection>(provider: ProviderBehaviour<Connection>): ProviderHandler {
  return new Engine(provider).handler;
}

class Engine<Connection> {
  private readonly sessions = new Map<string, Session<Connection>>();
  private readonly members = new Map<Schema, readonly Member[]>();

  constructor(private readonly provider: ProviderBehaviour<Connection>) {}

  public readonly handler: ProviderHandler = {
    validateProviderConfig: ({ config }) => ({ diagnostics: this.provider.validate?.(attributesOf(config)) ?? [] }),

    validateResourceConfig: ({ typeName, config }) => {
      const { behaviour, members } = this.resource(typeName);
      return { diagnostics: judged(this.provider.flavour, members, attributesOf(config), behaviour) };
    },

    validateDataSourceConfig: ({ typeName, config }) => {
      const { behaviour, members } = this.dataSource(typeName);
      return { diagnostics: judged(this.provider.flavour, members, attributesOf(config), behaviour) };
    },

    configureProvider: async ({ config, terraformVersion }, { peer }) => {
      const connection = await this.provider.configure(attributesOf(config), terraformVersion);
      this.sessions.set(peer, { connection, stop: new AbortController() });
      return {};
    },

    upgradeResourceState: ({ typeName, state }) => ({ state: isRecord(state) ? conformed(this.resource(typeName).members, state) : state }),

    readResource: async ({ typeName, state, private: kept }, caller) => {
      const { behaviour, members } = this.resource(typeName);
      const prior = attributesOf(state);
      return this.reported(typeName, caller, timeoutOf("read", behaviour, kept), null, async (context) => {
        const now = await behaviour.read(prior, context);
        return { state: now && conformed(members, { ...prior, ...now }), private: kept };
      });
    },

    planResourceChange: async ({ typeName, priorState, proposedState, config, private: kept }, caller) => {
      const legacyTypeSystem = this.legacy;
      if (proposedState === null) return { state: null, private: kept, legacyTypeSystem };
      const { behaviour, members } = this.resource(typeName);
      const written = attributesOf(config);
      const prior = priorState === null ? null : attributesOf(priorState);
      const { planned, requiresReplace } = this.planned(behaviour, members, prior, attributesOf(proposedState), written);
      // without a difference the private state stays as it was, too
      const keeps = planned === prior || !legacyTypeSystem;
      const durations = keeps ? {} : configuredTimeouts(written);
      return this.reported(typeName, caller, timeoutOf("read", behaviour, undefined), written, async (context) => {
        const modified = (await behaviour.modifyPlan?.({ prior, planned, config: written }, context)) ?? {};
        return {
          state: conformed(members, modified.planned ?? planned),
          requiresReplace: [...requiresReplace, ...(modified.requiresReplace ?? [])],
          private: keeps ? kept : timeoutsToPrivate(behaviour, durations),
          legacyTypeSystem,
        };
      });
    },

    applyResourceChange: ({ typeName, priorState, plannedState, config, private: kept }, caller) => this.applied(typeName, priorState, plannedState, config, kept, caller),

    importResourceState: async ({ typeName, id }, caller) => {
      const { behaviour, members } = this.resource(typeName);
      const importer = behaviour.import?.bind(behaviour);
      if (importer === undefined) throw new Refusal([importRefused(this.legacy, typeName)]);
      return this.reported(typeName, caller, timeoutOf("read", behaviour, undefined), null, async (context) => {
        const state = conformed(members, await importer(id, context));
        return { resources: [{ typeName, state, private: this.legacy ? timeoutsToPrivate(behaviour, {}) : undefined }] };
      });
    },

    readDataSource: async ({ typeName, config }, caller) => {
      const { behaviour, members } = this.dataSource(typeName);
      const written = attributesOf(config);
      const complete = withDefaults(members, written, written, behaviour.defaults ?? {});
      const timeout = configuredTimeouts(written).read ?? timeoutOf("read", {}, undefined);
      return this.reported(typeName, caller, timeout, written, async (context) => ({ state: conformed(members, { ...complete, ...(await behaviour.read(complete, context)) }) }));
    },

    stopProvider: (_request, { peer }) => {
      this.sessions.get(peer)?.stop.abort();
      return {};
    },
  };

  private get legacy(): boolean {
    return this.provider.flavour === "sdkv2";
  }

  private planned(behaviour: ResourceBehaviour<Connection>, members: readonly Member[], prior: Attributes | null, proposed: Attributes, config: Attributes): PlannedChange {
    const { defaults = {}, forceNew = [], suppress = {}, keptInUpdates } = behaviour;
    const input = { members, prior, proposed, config, defaults, forceNew, suppress, keptInUpdates };
    return this.legacy ? planWithSdkv2(input) : planWithFramework(input);
  }

  private async applied(typeName: string, priorState: Value, plannedState: Value, config: Value, kept: Uint8Array, caller: Caller): Promise<Answered<{ state: Value; private?: Uint8Array; legacyTypeSystem?: boolean }>> {
    const { behaviour, members } = this.resource(typeName);
    const operation: Operation = plannedState === null ? "delete" : priorState === null ? "create" : "update";
    const written = config === null ? null : attributesOf(config);
    const known = new Progress();
    const { context, warnings } = this.context(typeName, caller, timeoutOf(operation, behaviour, kept), written, known);
    const answered = (state: Value, diagnostics: Diagnostic[] = []) => ({ state, private: kept, legacyTypeSystem: this.legacy, diagnostics: [...warnings, ...diagnostics] });
    const { flavour } = this.provider;
    const prior = attributesOf(priorState);
    const planned = attributesOf(plannedState);
    try {
      if (operation === "delete") {
        await behaviour.delete(prior, context);
        return answered(null);
      }
      const state = operation === "create" ? await behaviour.create(planned, context) : await update(behaviour, prior, planned, context);
      return answered(settled(flavour, members, planned, state));
    } catch (error) {
      const diagnostics = diagnosticsOf(error);
      if (operation === "delete") return answered(priorState, diagnostics);
      if (known.state !== undefined) return answered(settled(flavour, members, planned, known.state), diagnostics);
      return answered(operation === "create" ? null : afterFailedUpdate(flavour, members, prior, planned), diagnostics);
    }
  }

  /** Does what needs the connection, and adds the warnings to its answer. */
  private async reported<Answer>(typeName: string, caller: Caller, timeout: number, config: Attributes | null, body: (context: OperationContext<Connection>) => Promise<Answer>): Promise<Answered<Answer>> {
    const { context, warnings } = this.context(typeName, caller, timeout, config, new Progress());
    return { ...(await body(context)), diagnostics: warnings };
  }

  private context(typeName: string, { peer }: Caller, timeout: number, config: Attributes | null, progress: Progress) {
    const session = this.sessions.get(peer);
    if (session === undefined) throw new Error(`${typeName}: the provider was not configured`);
    const warnings: Diagnostic[] = [];
    const context: OperationContext<Connection> = {
      connection: session.connection,
      typeName,
      config,
      timeout,
      signal: session.stop.signal,
      keep: (state) => {
        progress.state = state;
      },
      warn: (warning) => {
        warnings.push({ ...warning, severity: "warning" });
      },
    };
    return { context, warnings };
  }

  private resource(typeName: string): Known<ResourceBehaviour<Connection>> {
    return this.known("resource", typeName, this.provider.resources, this.provider.schema.resource_schemas);
  }

  private dataSource(typeName: string): Known<DataSourceBehaviour<Connection>> {
    return this.known("data source", typeName, this.provider.dataSources ?? {}, this.provider.schema.data_source_schemas);
  }

  private known<Behaviour>(kind: string, typeName: string, behaviours: Readonly<Record<string, Behaviour>>, schemas: Record<string, Schema> = {}): Known<Behaviour> {
    const schema = schemas[typeName];
    if (schema === undefined || !Object.hasOwn(behaviours, typeName)) {
      throw new Refusal([{ summary: `the lab does not model the ${kind} ${typeName}`, detail: `It models: ${Object.keys(behaviours).sort().join(", ")}.` }]);
    }
    const members = this.members.get(schema) ?? membersOf(schema.block);
    this.members.set(schema, members);
    return { behaviour: behaviours[typeName], members };
  }
}

/** How far a change came. */
class Progress {
  public state: Attributes | undefined;
}

function attributesOf(value: Value): Attributes {
  return isRecord(value) ? value : {};
}

async function update<Connection>(behaviour: ResourceBehaviour<Connection>, prior: Attributes, planned: Attributes, context: OperationContext<Connection>): Promise<Attributes> {
  if (behaviour.update === undefined) throw new Error("doesn't support update");
  return behaviour.update(prior, planned, context);
}

// the texts of terraform-plugin-sdk/v2 and terraform-plugin-framework (unverified here)
function importRefused(legacy: boolean, typeName: string): Diagnostic {
  if (legacy) return { summary: `resource ${typeName} doesn't support import` };
  return { summary: "Resource Import Not Implemented", detail: "This resource does not support import. Please contact the provider developer for additional information." };
}
