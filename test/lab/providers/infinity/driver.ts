import type { Diagnostic, ProviderHandler } from "../../../../lib/lab/plugin/handler";
import { Refusal } from "../../../../lib/lab/plugin/handler";
import type { Value } from "../../../../lib/lab/plugin/values";
import { isUnknown } from "../../../../lib/lab/plugin/values";
import type { Attributes } from "../../../../lib/lab/providers/engine/behaviour";
import type { LabClock } from "../../../../lib/lab/world/clock";
import { networkOf, provider, SCHEMA } from "./an-infinity-provider";
import type { ManagementApi, ManagerNetwork } from "../../../../lib/lab/providers/infinity/management-api";

export interface Outcome {
  readonly state: Attributes | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Planned extends Outcome {
  readonly requiresReplace: readonly unknown[];
  readonly unknown: readonly string[];
}

const CALLER = { peer: "127.0.0.1:1" };
const NOTHING = new Uint8Array();
export const BLOCK = { address: "https://manager.example.com", username: "admin", password: "wizard-secret", insecure: null };

/** What Terraform does with a provider, in this process, for one resource at a time. */
export class Driver {
  private constructor(private readonly handler: ProviderHandler) {}

  public static async of(manager: ManagementApi | ManagerNetwork, { block = BLOCK, clock }: { readonly block?: Attributes; readonly clock?: LabClock } = {}): Promise<Driver> {
    const handler = provider("reach" in manager ? manager : networkOf({ "manager.example.com": manager }), clock);
    await handler.configureProvider!({ terraformVersion: "1.11.4", config: block }, CALLER);
    return new Driver(handler);
  }

  public async validate(type: string, config: Attributes): Promise<readonly Diagnostic[]> {
    const { diagnostics = [] } = await this.handler.validateResourceConfig!({ typeName: nameOf(type), config: complete(type, config) }, CALLER);
    return diagnostics;
  }

  public async plan(type: string, prior: Attributes | null, config: Attributes): Promise<Planned> {
    const written = complete(type, config);
    const proposed = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, value === null && attributes(type)[name].computed ? (prior?.[name] ?? null) : value]));
    const answer = await this.handler.planResourceChange!({ typeName: nameOf(type), priorState: prior, proposedState: proposed, config: written, private: NOTHING }, CALLER);
    expect(answer.legacyTypeSystem).toBe(false);
    const state = answer.state as Attributes;
    const unknown = Object.entries(state).filter(([, value]) => isUnknown(value)).map(([name]) => name);
    return { state, diagnostics: answer.diagnostics ?? [], requiresReplace: answer.requiresReplace ?? [], unknown };
  }

  public async apply(type: string, prior: Attributes | null, config: Attributes): Promise<Outcome> {
    const { state: plannedState } = await this.plan(type, prior, config);
    return this.outcome(() => this.handler.applyResourceChange!({ typeName: nameOf(type), priorState: prior, plannedState, config: complete(type, config), private: NOTHING }, CALLER));
  }

  /** Applies; the test fails when that does. */
  public async made(type: string, config: Attributes, prior: Attributes | null = null): Promise<Attributes> {
    const { state, diagnostics } = await this.apply(type, prior, config);
    expect(diagnostics).toEqual([]);
    return state!;
  }

  public destroy(type: string, prior: Attributes): Promise<Outcome> {
    return this.outcome(() => this.handler.applyResourceChange!({ typeName: nameOf(type), priorState: prior, plannedState: null, config: null, private: NOTHING }, CALLER));
  }

  public refresh(type: string, state: Attributes): Promise<Outcome> {
    return this.outcome(() => this.handler.readResource!({ typeName: nameOf(type), state, private: NOTHING }, CALLER));
  }

  public import(type: string, id: string): Promise<Outcome> {
    return this.outcome(async () => {
      const { resources, diagnostics } = await this.handler.importResourceState!({ typeName: nameOf(type), id }, CALLER);
      return { state: resources[0].state, diagnostics };
    });
  }

  private async outcome(body: () => unknown): Promise<Outcome> {
    try {
      const { state, diagnostics = [] } = (await body()) as { readonly state: Value; readonly diagnostics?: readonly Diagnostic[] };
      return { state: state as Attributes | null, diagnostics };
    } catch (error) {
      if (error instanceof Refusal) return { state: null, diagnostics: error.diagnostics };
      throw error;
    }
  }
}

const nameOf = (type: string): string => `pexip_infinity_${type}`;

const attributes = (type: string) => SCHEMA.resource_schemas![nameOf(type)].block.attributes!;

/** Every attribute of the schema, null where nothing is said. */
function complete(type: string, config: Attributes): Attributes {
  return { ...Object.fromEntries(Object.keys(attributes(type)).map((name) => [name, null])), ...config };
}
