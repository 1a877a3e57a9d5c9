import type { ServiceDefinition } from "@grpc/proto-loader";
import { fromJSON } from "@grpc/proto-loader";

// The part of Terraform's plugin protocol 6 that this library speaks, written from its published
// description; a field that is left out is ignored by both sides.

export interface DynamicValueMessage {
  msgpack?: Uint8Array;
  json?: Uint8Array;
}

export interface DiagnosticMessage {
  severity: "ERROR" | "WARNING";
  summary: string;
  detail: string;
  attribute?: AttributePathMessage;
}

export interface AttributePathMessage {
  steps: { attribute_name?: string; element_key_string?: string; element_key_int?: number }[];
}

interface MessageType {
  fields: Record<string, Field>;
  oneofs?: Record<string, { oneof: string[] }>;
  nested?: Record<string, MessageType | EnumType>;
}

interface Field {
  type: string;
  id: number;
  rule?: string;
  keyType?: string;
}

interface EnumType {
  values: Record<string, number>;
}

/** Fields are written "type number", "repeated type number" or "map type number" (keys are strings). */
function message(fields: Record<string, string>, nested?: MessageType["nested"]): MessageType {
  const entries = Object.entries(fields).map(([name, text]): [string, Field] => {
    const [id, type, kind] = text.split(" ").reverse();
    const label = kind === "repeated" ? { rule: kind } : kind === "map" ? { keyType: "string" } : {};
    return [name, { type, id: Number(id), ...label }];
  });
  return { fields: Object.fromEntries(entries), nested };
}

function numbered(...names: string[]): EnumType {
  return { values: Object.fromEntries(names.map((name, number) => [name, number])) };
}

function exchange(request: Record<string, string>, response: Record<string, string>): MessageType {
  return { fields: {}, nested: { Request: message(request), Response: message(response) } };
}

const NESTINGS = ["INVALID", "SINGLE", "LIST", "SET", "MAP"];

const data = {
  DynamicValue: message({ msgpack: "bytes 1", json: "bytes 2" }),
  RawState: message({ json: "bytes 1", flatmap: "map string 2" }),
  Diagnostic: message(
    { severity: "Severity 1", summary: "string 2", detail: "string 3", attribute: "AttributePath 4" },
    { Severity: numbered("INVALID", "ERROR", "WARNING") },
  ),
  AttributePath: message(
    { steps: "repeated Step 1" },
    {
      Step: {
        ...message({ attribute_name: "string 1", element_key_string: "string 2", element_key_int: "int64 3" }),
        oneofs: { selector: { oneof: ["attribute_name", "element_key_string", "element_key_int"] } },
      },
    },
  ),
  ServerCapabilities: message({ plan_destroy: "bool 1", get_provider_schema_optional: "bool 2" }),
  Schema: message(
    { version: "int64 1", block: "Block 2" },
    {
      Block: message({
        version: "int64 1",
        attributes: "repeated Attribute 2",
        block_types: "repeated NestedBlock 3",
        description: "string 4",
        deprecated: "bool 6",
      }),
      Attribute: message({
        name: "string 1",
        type: "bytes 2",
        description: "string 3",
        required: "bool 4",
        optional: "bool 5",
        computed: "bool 6",
        sensitive: "bool 7",
        deprecated: "bool 9",
        nested_type: "Object 10",
        write_only: "bool 11",
      }),
      NestedBlock: message(
        {
          type_name: "string 1",
          block: "Block 2",
          nesting: "NestingMode 3",
          min_items: "int64 4",
          max_items: "int64 5",
        },
        { NestingMode: numbered(...NESTINGS, "GROUP") },
      ),
      Object: message(
        { attributes: "repeated Attribute 1", nesting: "NestingMode 3" },
        { NestingMode: numbered(...NESTINGS) },
      ),
    },
  ),
  ImportedResource: message({ type_name: "string 1", state: "DynamicValue 2", private: "bytes 3" }),
};

const exchanges = {
  GetProviderSchema: exchange(
    {},
    {
      provider: "Schema 1",
      resource_schemas: "map Schema 2",
      data_source_schemas: "map Schema 3",
      diagnostics: "repeated Diagnostic 4",
      server_capabilities: "ServerCapabilities 6",
    },
  ),
  ValidateProviderConfig: exchange({ config: "DynamicValue 1" }, { diagnostics: "repeated Diagnostic 2" }),
  ValidateResourceConfig: exchange(
    { type_name: "string 1", config: "DynamicValue 2" },
    { diagnostics: "repeated Diagnostic 1" },
  ),
  ValidateDataResourceConfig: exchange(
    { type_name: "string 1", config: "DynamicValue 2" },
    { diagnostics: "repeated Diagnostic 1" },
  ),
  UpgradeResourceState: exchange(
    { type_name: "string 1", version: "int64 2", raw_state: "RawState 3" },
    { upgraded_state: "DynamicValue 1", diagnostics: "repeated Diagnostic 2" },
  ),
  ConfigureProvider: exchange(
    { terraform_version: "string 1", config: "DynamicValue 2" },
    { diagnostics: "repeated Diagnostic 1" },
  ),
  ReadResource: exchange(
    { type_name: "string 1", current_state: "DynamicValue 2", private: "bytes 3" },
    { new_state: "DynamicValue 1", diagnostics: "repeated Diagnostic 2", private: "bytes 3" },
  ),
  PlanResourceChange: exchange(
    {
      type_name: "string 1",
      prior_state: "DynamicValue 2",
      proposed_new_state: "DynamicValue 3",
      config: "DynamicValue 4",
      prior_private: "bytes 5",
    },
    {
      planned_state: "DynamicValue 1",
      requires_replace: "repeated AttributePath 2",
      planned_private: "bytes 3",
      diagnostics: "repeated Diagnostic 4",
      legacy_type_system: "bool 5",
    },
  ),
  ApplyResourceChange: exchange(
    {
      type_name: "string 1",
      prior_state: "DynamicValue 2",
      planned_state: "DynamicValue 3",
      config: "DynamicValue 4",
      planned_private: "bytes 5",
    },
    {
      new_state: "DynamicValue 1",
      private: "bytes 2",
      diagnostics: "repeated Diagnostic 3",
      legacy_type_system: "bool 4",
    },
  ),
  ImportResourceState: exchange(
    { type_name: "string 1", id: "string 2" },
    { imported_resources: "repeated ImportedResource 1", diagnostics: "repeated Diagnostic 2" },
  ),
  ReadDataSource: exchange(
    { type_name: "string 1", config: "DynamicValue 2" },
    { state: "DynamicValue 1", diagnostics: "repeated Diagnostic 2" },
  ),
  StopProvider: exchange({}, { Error: "string 1" }),
};

export type MethodName = keyof typeof exchanges;

function loadService(): ServiceDefinition {
  const methods = Object.keys(exchanges).map((name) => {
    const [requestType, responseType] = ["Request", "Response"].map((side) => `.tfplugin6.${name}.${side}`);
    return [name, { requestType, responseType, comment: "" }] as const;
  });
  const nested = { ...data, ...exchanges, Provider: { methods: Object.fromEntries(methods) } };
  const loaded = fromJSON({ nested: { tfplugin6: { nested } } }, { longs: Number, enums: String, defaults: true });
  return loaded["tfplugin6.Provider"] as ServiceDefinition;
}

/** The gRPC service of a provider; messages keep the protocol's own field names. */
export const providerService = loadService();
