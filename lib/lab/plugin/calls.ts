import type { Answered, AttributePath, Caller, Diagnostic, Procedure, ProviderHandler } from "./handler";
import { Refusal } from "./handler";
import type { AttributePathMessage, DiagnosticMessage, DynamicValueMessage, MethodName } from "./protocol";
import { decodeValue, encodeValue } from "./values";

/** Every field of a request that any method has; the service's definition says which are there. */
interface RequestMessage {
  type_name: string;
  id: string;
  terraform_version: string;
  version: number;
  raw_state: DynamicValueMessage | null;
  config: DynamicValueMessage | null;
  current_state: DynamicValueMessage | null;
  prior_state: DynamicValueMessage | null;
  proposed_new_state: DynamicValueMessage | null;
  planned_state: DynamicValueMessage | null;
  private: Uint8Array;
  prior_private: Uint8Array;
  planned_private: Uint8Array;
}

export type Call = (handler: ProviderHandler, message: RequestMessage, caller: Caller) => Promise<object>;

/** How the wire reaches each procedure of a handler. */
export const calls: Record<Exclude<MethodName, "GetProviderSchema">, Call> = {
  ValidateProviderConfig: call({
    procedure: ({ validateProviderConfig }) => validateProviderConfig ?? accept,
    request: (message) => ({ config: decodeValue(message.config) }),
  }),
  ValidateResourceConfig: call({
    procedure: ({ validateResourceConfig }) => validateResourceConfig ?? accept,
    request: typedConfig,
  }),
  ValidateDataResourceConfig: call({
    procedure: ({ validateDataSourceConfig }) => validateDataSourceConfig ?? accept,
    request: typedConfig,
  }),
  ConfigureProvider: call({
    procedure: ({ configureProvider }) => configureProvider ?? unsupported("configuring the provider"),
    request: (message) => ({ terraformVersion: message.terraform_version, config: decodeValue(message.config) }),
  }),
  UpgradeResourceState: call({
    procedure: ({ upgradeResourceState }) => upgradeResourceState ?? unsupported("reading the state of"),
    request: ({ type_name, version, raw_state }) => ({ typeName: type_name, version, state: decodeValue(raw_state) }),
    response: ({ state }) => ({ upgraded_state: encodeValue(state) }),
  }),
  ReadResource: call({
    procedure: ({ readResource }) => readResource ?? unsupported("refreshing"),
    request: (message) => ({
      typeName: message.type_name,
      state: decodeValue(message.current_state),
      private: message.private,
    }),
    response: (answer) => ({ new_state: encodeValue(answer.state), private: answer.private }),
  }),
  PlanResourceChange: call({
    procedure: ({ planResourceChange }) => planResourceChange ?? unsupported("planning"),
    request: (message) => ({
      typeName: message.type_name,
      priorState: decodeValue(message.prior_state),
      proposedState: decodeValue(message.proposed_new_state),
      config: decodeValue(message.config),
      private: message.prior_private,
    }),
    response: (answer) => ({
      planned_state: encodeValue(answer.state),
      requires_replace: answer.requiresReplace?.map(pathMessage),
      planned_private: answer.private,
      legacy_type_system: answer.legacyTypeSystem,
    }),
  }),
  ApplyResourceChange: call({
    procedure: ({ applyResourceChange }) => applyResourceChange ?? unsupported("applying"),
    request: (message) => ({
      typeName: message.type_name,
      priorState: decodeValue(message.prior_state),
      plannedState: decodeValue(message.planned_state),
      config: decodeValue(message.config),
      private: message.planned_private,
    }),
    response: (answer) => ({
      new_state: encodeValue(answer.state),
      private: answer.private,
      legacy_type_system: answer.legacyTypeSystem,
    }),
    // without a state Terraform takes a failed delete for a finished one
    refused: (message) => ({ new_state: message.prior_state, private: message.planned_private }),
  }),
  ImportResourceState: call({
    procedure: ({ importResourceState }) => importResourceState ?? unsupported("importing"),
    request: ({ type_name, id }) => ({ typeName: type_name, id }),
    response: ({ resources }) => ({
      imported_resources: resources.map((resource) => ({
        type_name: resource.typeName,
        state: encodeValue(resource.state),
        private: resource.private,
      })),
    }),
  }),
  ReadDataSource: call({
    procedure: ({ readDataSource }) => readDataSource ?? unsupported("reading the data source"),
    request: typedConfig,
    response: ({ state }) => ({ state: encodeValue(state) }),
  }),
  StopProvider: call({ procedure: ({ stopProvider }) => stopProvider ?? accept, request: () => ({}) }),
};

interface Translation<Request, Answer> {
  procedure: (handler: ProviderHandler) => Procedure<Request, Answer>;
  request: (message: RequestMessage) => Request;
  response?: (answer: Answered<Answer>) => object;
  /** What goes with the errors of a refusal. */
  refused?: (message: RequestMessage) => object;
}

function call<Request, Answer>(translation: Translation<Request, Answer>): Call {
  return async (handler, message, caller) => {
    try {
      const answer = await translation.procedure(handler).call(handler, translation.request(message), caller);
      return { ...translation.response?.(answer), diagnostics: answer.diagnostics?.map(diagnosticMessage) };
    } catch (error) {
      // Terraform shows its user diagnostics; of a gRPC error it only says that the plugin failed
      return { ...translation.refused?.(message), diagnostics: diagnosticsOf(error).map(diagnosticMessage) };
    }
  };
}

function typedConfig(message: RequestMessage) {
  return { typeName: message.type_name, config: decodeValue(message.config) };
}

function accept(): object {
  return {};
}

function unsupported(action: string): (request: object) => never {
  return (request) => {
    const subject = "typeName" in request ? `${action} ${String(request.typeName)}` : action;
    throw new Refusal([
      {
        summary: `${subject} is not supported here`,
        detail: "this server stands in for the provider and does not do what the provider does in this step",
      },
    ]);
  };
}

function diagnosticsOf(error: unknown): Diagnostic[] {
  if (error instanceof Refusal) return error.diagnostics;
  return [{ summary: error instanceof Error ? error.message : String(error) }];
}

function diagnosticMessage({ severity, summary, detail, attribute }: Diagnostic): DiagnosticMessage {
  return {
    severity: severity === "warning" ? "WARNING" : "ERROR",
    summary,
    detail: detail ?? "",
    attribute: attribute && pathMessage(attribute),
  };
}

function pathMessage(path: AttributePath): AttributePathMessage {
  return {
    steps: path.map((step) => {
      if (typeof step === "string") return { attribute_name: step };
      return typeof step === "number" ? { element_key_int: step } : { element_key_string: step.key };
    }),
  };
}
