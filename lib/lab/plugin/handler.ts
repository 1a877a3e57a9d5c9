import type { Value } from "./values";

/**
 * A provider's behaviour, without its wire format. A call that is left out is refused with an error that
 * names it; only the three validations then find nothing to say. What a handler throws becomes an error
 * diagnostic: throw a Refusal to say more than a message.
 */
export interface ProviderHandler {
  validateProviderConfig?: Procedure<{ config: Value }, object>;
  validateResourceConfig?: Procedure<{ typeName: string; config: Value }, object>;
  validateDataSourceConfig?: Procedure<{ typeName: string; config: Value }, object>;
  /** Once for each provider block, and again in each phase of a command. */
  configureProvider?: Procedure<{ terraformVersion: string; config: Value }, object>;
  /** `state` is the JSON of the state file, written with the given version of the resource's schema. */
  upgradeResourceState?: Procedure<{ typeName: string; version: number; state: Value }, { state: Value }>;
  /** A null state says that the resource is gone. */
  readResource?: Procedure<
    { typeName: string; state: Value; private: Uint8Array },
    { state: Value; private?: Uint8Array }
  >;
  /** `priorState` is null on create; `proposedState` and `config` are null on destroy. */
  planResourceChange?: Procedure<
    { typeName: string; priorState: Value; proposedState: Value; config: Value; private: Uint8Array },
    { state: Value; requiresReplace?: AttributePath[]; private?: Uint8Array; legacyTypeSystem?: boolean }
  >;
  /** `plannedState` is null on destroy. After an error `state` says how far the change came. */
  applyResourceChange?: Procedure<
    { typeName: string; priorState: Value; plannedState: Value; config: Value; private: Uint8Array },
    { state: Value; private?: Uint8Array; legacyTypeSystem?: boolean }
  >;
  importResourceState?: Procedure<
    { typeName: string; id: string },
    { resources: { typeName: string; state: Value; private?: Uint8Array }[] }
  >;
  readDataSource?: Procedure<{ typeName: string; config: Value }, { state: Value }>;
  /** Terraform was interrupted: end what runs. */
  stopProvider?: Procedure<object, object>;
}

export type Procedure<Request, Answer> = (
  request: Request,
  caller: Caller,
) => Answered<Answer> | Promise<Answered<Answer>>;

export type Answered<Answer> = Answer & { diagnostics?: Diagnostic[] };

export interface Caller {
  /** Address and port of Terraform's connection. Each provider block has one of its own, so this tells aliases apart. */
  readonly peer: string;
}

export interface Diagnostic {
  /** @default "error" */
  severity?: "error" | "warning";
  summary: string;
  detail?: string;
  attribute?: AttributePath;
}

/** From the resource's block: the name of an attribute, the index in a list, the key of a map. */
export type AttributePath = (string | number | { key: string })[];

/** Thrown by a handler that can do nothing of what it was asked. */
export class Refusal extends Error {
  constructor(readonly diagnostics: Diagnostic[]) {
    super(diagnostics.map(({ summary }) => summary).join("; "));
    this.name = "Refusal";
  }
}
