import { join } from "node:path";
import type { Backend } from "../../../lib/config/read/backend";
import { readPlatformFile } from "../../../lib/config/read/platform-file";
import { folderWith, GOOD, mistakesIn } from "../../support/platform-files";

const withBackend = (written: string): string => `${GOOD}backend: ${written}\n`;
const backend = (written: string): Backend | undefined => readPlatformFile(join(folderWith({ "platform.yaml": withBackend(written) }), "platform.yaml")).backend;

test.each([
  ["{ azurerm: { resource_group_name: rg, storage_account_name: sa, container_name: c, key: 'pexip/{stack}.tfstate', use_oidc: true } }", "azurerm", { resource_group_name: "rg", storage_account_name: "sa", container_name: "c", key: "pexip/manager.tfstate", use_oidc: true }],
  ["{ consul: { path: 'pexip/{stack}' } }", "consul", { path: "pexip/manager" }],
  ["{ cos: { bucket: b, prefix: '{stack}' } }", "cos", { bucket: "b", prefix: "manager" }],
  ["{ gcs: { bucket: b, prefix: 'pexip/{stack}' } }", "gcs", { bucket: "b", prefix: "pexip/manager" }],
  ["{ http: { address: 'https://state.example.com/{stack}', lock_address: 'https://state.example.com/{stack}/lock', retry_max: 3 } }", "http", { address: "https://state.example.com/manager", lock_address: "https://state.example.com/manager/lock", retry_max: 3 }],
  ["{ kubernetes: { secret_suffix: 'pexip-{stack}', in_cluster_config: true } }", "kubernetes", { secret_suffix: "pexip-manager", in_cluster_config: true }],
  ["{ local: { path: '/var/lib/pexip/{stack}.tfstate' } }", "local", { path: "/var/lib/pexip/manager.tfstate" }],
  ["{ oss: { bucket: b, key: '{stack}' } }", "oss", { bucket: "b", key: "manager" }],
  ["{ pg: { schema_name: 'pexip_{stack}' } }", "pg", { schema_name: "pexip_manager" }],
  ["{ remote: { organization: o, workspaces: [{ name: 'pexip-{stack}' }] } }", "remote", { organization: "o", workspaces: [{ name: "pexip-manager" }] }],
  ["{ s3: { bucket: b, key: '{stack}/{stack}.tfstate', region: eu-north-1, assume_role: { role_arn: 'arn:aws:iam::1:role/r' } } }", "s3", { bucket: "b", key: "manager/manager.tfstate", region: "eu-north-1", assume_role: { role_arn: "arn:aws:iam::1:role/r" } }],
])("%s has settings of its own for each stack", (written, type, settings) => {
  expect(mistakesIn(withBackend(written))).toEqual([]);
  expect(backend(written)?.type).toBe(type);
  expect(backend(written)?.settingsOf("manager")).toEqual(settings);
  expect(JSON.stringify(backend(written)?.settingsOf("platform"))).not.toMatch(/manager|\{stack\}/);
});

test("none is none", () => {
  expect(mistakesIn(withBackend(""))).toEqual([]);
  expect(backend("~")).toBeUndefined();
});

describe("what would be readable in the synthesized files", () => {
  const secret = "is a secret, which would be readable in the synthesized files; give it in the environment: ";
  const password = "holds a password, which would be readable in the synthesized files; give it in the environment (pg: PG_CONN_STR; http: TF_HTTP_PASSWORD)";
  const key = "holds a private key, which would be readable in the synthesized files; give the path of its file, or give it in the environment";

  test.each([
    ["{ s3: { key: '{stack}', access_key: planted } }", `34: backend.s3.access_key: ${secret}AWS_ACCESS_KEY_ID, ARM_ACCESS_KEY or ALICLOUD_ACCESS_KEY`],
    ["{ s3: { key: '{stack}', assume_role: { token: planted } } }", `49: backend.s3.assume_role.token: ${secret}AWS_SESSION_TOKEN, KUBE_TOKEN or TF_TOKEN_<host>`],
    ["{ remote: { workspaces: [{ name: '{stack}', token: planted }] } }", `54: backend.remote.workspaces[0].token: ${secret}AWS_SESSION_TOKEN, KUBE_TOKEN or TF_TOKEN_<host>`],
    ["{ http: { address: 'https://a/{stack}', password: planted } }", `50: backend.http.password: ${secret}TF_HTTP_PASSWORD, or KUBE_PASSWORD`],
    ["{ http: { address: 'https://user:planted@a/{stack}' } }", `29: backend.http.address: ${password}`],
    ["{ pg: { schema_name: '{stack}', conn_str: 'postgres://user:planted@db/state' } }", `52: backend.pg.conn_str: ${password}`],
    ["{ pg: { schema_name: '{stack}', conn_str: 'host=db password=planted' } }", `52: backend.pg.conn_str: ${password}`],
    ["{ pg: { schema_name: '{stack}', conn_str: 'postgres://db/state?password=planted' } }", `52: backend.pg.conn_str: ${password}`],
    ['{ gcs: { prefix: "{stack}", credentials: "{\\"private_key\\": \\"planted\\"}" } }', `51: backend.gcs.credentials: ${key}`],
    ['{ http: { address: "{stack}", client_private_key_pem: "-----BEGIN EC PRIVATE KEY-----planted" } }', `64: backend.http.client_private_key_pem: ${key}`],
  ])("%s is refused without being shown", (written, line) => {
    const lines = mistakesIn(withBackend(written));
    expect(lines).toEqual([`platform.yaml:55:${line}`]);
    expect(lines.join("\n")).not.toContain("planted");
    expect(backend(written)).toBeUndefined();
  });
});

describe("what is none", () => {
  const one = 'must be a map of one backend type to its settings, such as { pg: { schema_name: "pexip_{stack}" } }';
  const stack = 'gives both stacks one state, and the second apply would destroy what the first made: write {stack} into the setting that names the state, such as key: "pexip/{stack}.tfstate" or schema_name: "pexip_{stack}"';

  test.each([
    ["s3", `10: backend: ${one}`],
    ["{}", `10: backend: ${one}`],
    ["[s3]", `10: backend: ${one}`],
    ["{ s3: {}, pg: {} }", `10: backend: ${one}`],
    ["{ S3: {} }", '12: backend.S3: Terraform has no backend "S3"; did you mean s3?'],
    ["{ cloud: {} }", '12: backend.cloud: Terraform has no backend "cloud"; it has azurerm, consul, cos, gcs, http, kubernetes, local, oss, pg, remote, s3'],
    ["{ s3: }", "16: backend.s3: must be a map of settings, got nothing"],
    ["{ s3: bucket }", '16: backend.s3: must be a map of settings, got "bucket"'],
    ["{ s3: [] }", "16: backend.s3: must be a map of settings, got a list"],
    ["{ s3: {} }", `12: backend.s3: ${stack}`],
    ["{ s3: { key: '{Stack}' } }", `12: backend.s3: ${stack}`],
    ["{ pg: { schema_name: pexip } }", `12: backend.pg: ${stack}`],
    ["{ s3: { key: '{stack}', bucket: } }", "42: backend.s3.bucket: has no value; write one after the colon, or remove the line"],
    ["{ s3: { key: '{stack}', bucket: '${var.bucket}' } }", "42: backend.s3.bucket: holds an expression, and Terraform takes none in a backend; write the value itself, or leave it out and give it in the environment"],
  ])("%s", (written, line) => {
    expect(mistakesIn(withBackend(written))).toEqual([`platform.yaml:55:${line}`]);
  });
});
