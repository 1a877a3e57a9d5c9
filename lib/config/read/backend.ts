import { nearest } from "../../validation/schema";
import { shown } from "../../validation/text";
import { type FileNode, kindOf } from "./file-node";
import { keyText, type Values } from "./values";

/** Where Terraform keeps the state of each stack. */
export interface Backend {
  readonly type: string;
  /** Settings of one stack, as Terraform's backend block takes them. */
  readonly settingsOf: (stack: string) => Readonly<Record<string, unknown>>;
}

/** Source: Terraform 1.11 documentation, "Backend Configuration", available backends. */
export const BACKEND_TYPES: readonly string[] = ["azurerm", "consul", "cos", "gcs", "http", "kubernetes", "local", "oss", "pg", "remote", "s3"];

/** Settings that hold a secret, and where the backend takes it from instead. Source: the same pages, one for each backend. */
export const BACKEND_SECRETS: Readonly<Record<string, string>> = {
  access_key: "AWS_ACCESS_KEY_ID, ARM_ACCESS_KEY or ALICLOUD_ACCESS_KEY",
  access_token: "CONSUL_HTTP_TOKEN or GOOGLE_OAUTH_ACCESS_TOKEN",
  client_certificate_password: "ARM_CLIENT_CERTIFICATE_PASSWORD",
  client_secret: "ARM_CLIENT_SECRET",
  encryption_key: "GOOGLE_ENCRYPTION_KEY",
  oidc_request_token: "ARM_OIDC_REQUEST_TOKEN",
  oidc_token: "ARM_OIDC_TOKEN",
  password: "TF_HTTP_PASSWORD, or KUBE_PASSWORD",
  sas_token: "ARM_SAS_TOKEN",
  secret_id: "TENCENTCLOUD_SECRET_ID",
  secret_key: "AWS_SECRET_ACCESS_KEY, TENCENTCLOUD_SECRET_KEY or ALICLOUD_SECRET_KEY",
  security_token: "ALICLOUD_SECURITY_TOKEN or TENCENTCLOUD_SECURITY_TOKEN",
  sse_customer_key: "AWS_SSE_CUSTOMER_KEY",
  token: "AWS_SESSION_TOKEN, KUBE_TOKEN or TF_TOKEN_<host>",
};

/** Stands for the name of the stack in a setting. */
const STACK = "{stack}";

/** Reads `backend: { pg: { schema_name: "pexip_{stack}" } }`. */
export function readBackend(node: FileNode | undefined, values: Values): Backend | undefined {
  if (node === undefined || (node.is === "scalar" && node.value === null)) return undefined;
  if (node.is !== "map" || node.entries.size !== 1) return values.report("backend", `must be a map of one backend type to its settings, such as { pg: { schema_name: "pexip_{stack}" } }`, node.at);
  const [[type, { node: given, keyAt }]] = node.entries;
  if (!BACKEND_TYPES.includes(type)) return values.report(`backend.${keyText(type)}`, `Terraform has no backend ${shown(type)}${nearest(type, BACKEND_TYPES) || `; it has ${BACKEND_TYPES.join(", ")}`}`, keyAt ?? node.at);
  const path = `backend.${type}`;
  if (given.is !== "map") return values.report(path, `must be a map of settings, got ${given.is === "scalar" && given.value !== null ? shown(given.value) : kindOf(given)}`, given.at ?? keyAt);
  const before = values.problems.length;
  const settings = data(given, path, values);
  if (values.problems.length > before) return undefined;
  if (!JSON.stringify(settings).includes(STACK)) {
    return values.report(path, 'gives both stacks one state, and the second apply would destroy what the first made: write {stack} into the setting that names the state, such as key: "pexip/{stack}.tfstate" or schema_name: "pexip_{stack}"', keyAt);
  }
  return { type, settingsOf: (stack) => JSON.parse(JSON.stringify(settings).replaceAll(STACK, stack)) as Readonly<Record<string, unknown>> };
}

function data(node: FileNode, path: string, values: Values): unknown {
  if (node.is === "list") return node.entries.map((entry, index) => data(entry, `${path}[${index}]`, values));
  if (node.is === "scalar") {
    if (node.value === null) return values.reportNothing(path, node.at);
    const problem = typeof node.value === "string" ? textProblem(node.value) : undefined;
    if (problem !== undefined) return values.report(path, problem, node.at);
    return node.value;
  }
  return Object.fromEntries(
    [...node.entries].map(([key, entry]) => {
      const variable = BACKEND_SECRETS[key];
      if (variable !== undefined) return [key, values.report(`${path}.${keyText(key)}`, `is a secret, which would be readable in the synthesized files; give it in the environment: ${variable}`, entry.keyAt)];
      return [key, data(entry.node, `${path}.${keyText(key)}`, values)];
    }),
  );
}

function textProblem(text: string): string | undefined {
  if (/[$%]\{/.test(text)) return "holds an expression, and Terraform takes none in a backend; write the value itself, or leave it out and give it in the environment";
  if (holdsPassword(text)) return "holds a password, which would be readable in the synthesized files; give it in the environment (pg: PG_CONN_STR; http: TF_HTTP_PASSWORD)";
  if (/-----BEGIN [A-Z ]*PRIVATE KEY|"private_key"/.test(text)) return "holds a private key, which would be readable in the synthesized files; give the path of its file, or give it in the environment";
  return undefined;
}

/** A URL with a password in it, or PostgreSQL's `password=...`. */
function holdsPassword(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(text) || /(^|[\s?&;])password\s*=/i.test(text);
}
