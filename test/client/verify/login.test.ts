import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { importedManagementNodeRecord } from "../../../lib/deployment/management-node";
import { Secret } from "../../../lib/deployment/secret";
import { loginOf, passwordVariable } from "../../../lib/client/verify/login";
import { placeAt } from "../../support/problems";
import { sound, TOKEN, type Changes } from "../../support/records";

const V40 = InfinityVersion.of("40");
const managerWith = (manager: Changes["manager"]) => sound({ manager }).manager;
const secretOf = (variable: string) => (variable === "manager_web_password" ? "from Terraform" : undefined);
const none = () => undefined;

test("signs in as the deployment says, with the password of its variable", () => {
  expect(loginOf(managerWith({ infinityVersion: V40, api: { username: "terraform" } }), { secretOf })).toEqual({ username: "terraform", password: "from Terraform", from: "TF_VAR_manager_web_password" });
});

test("lets what is typed go first", () => {
  expect(loginOf(managerWith({ infinityVersion: V40, api: {} }), { username: "viewer", password: "typed", secretOf })).toEqual({ username: "viewer", password: "typed", from: "PEXIP_PASSWORD" });
});

test("signs in as the wizard's administrator in runbook mode, where only a typed password will do", () => {
  const manager = managerWith({ webAdminUsername: "root" });
  expect(loginOf(manager, { secretOf })).toBeUndefined();
  expect(loginOf(manager, { password: "typed", secretOf })).toEqual({ username: "root", password: "typed", from: "PEXIP_PASSWORD" });
});

test("takes admin for a Management Node that exists already", () => {
  const manager = importedManagementNodeRecord(placeAt("manager/old"), "old", { address: "10.44.0.9", hostname: "old", domain: "example.com", infinityVersion: V40 });
  expect(loginOf(manager, { password: "typed", secretOf: none })?.username).toBe("admin");
});

test("has no login when the password comes from another resource", () => {
  const manager = managerWith({ infinityVersion: V40, api: { password: Secret.fromToken(TOKEN) } });
  expect(passwordVariable(manager)).toBeUndefined();
  expect(loginOf(manager, { secretOf })).toBeUndefined();
});
