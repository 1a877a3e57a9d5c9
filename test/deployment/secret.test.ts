import { format, inspect } from "node:util";
import { Secret, secret } from "../../lib/deployment/secret";
import { fieldsOf } from "../../lib/validation/fields";
import { read } from "../../lib/validation/schema";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const table = fieldsOf<{ readonly password: Secret }>()({ password: secret() });
const reading = (password: unknown): unknown => read(table, { password }, placeAt("manager/hv1"));

test("a secret of a variable is recorded by the variable's name", () => {
  const given = Secret.fromVariable("hv1_password");
  expect([given.variableName, given.token, given.toRecord()]).toEqual(["hv1_password", undefined, { variable: "hv1_password" }]);
  expect(reading(given)).toEqual({ password: given });
});

test("a secret of a token is recorded as deferred", () => {
  const given = Secret.fromToken(TOKEN);
  expect([given.variableName, given.token, given.toRecord()]).toEqual([undefined, TOKEN, { deferred: true }]);
  expect(reading(given)).toEqual({ password: given });
});

test.each([["", "a b", "1password", "hunter2!", "zürich", "a.b", "${x}"], [null, undefined, 7, {}, ["a"], Symbol("s"), () => "a"]].flat())("%p names no variable", (name) => {
  expect(problemsOf(() => Secret.fromVariable(name as string))).toEqual([
    "Secret.fromVariable: the name of a Terraform variable consists of letters, digits, _ and -, beginning with a letter or _ (the secret itself goes into the environment: TF_VAR_name)",
  ]);
});

test.each([null, undefined, 7, {}, Symbol("s")])("%p is no token", (token) => {
  expect(problemsOf(() => Secret.fromToken(token as string))).toEqual(["Secret.fromToken: takes a text attribute of a resource or a data source; a password is never written into a program"]);
});

test.each(["hunter2", TOKEN, null, { variable: "hunter2" }, Symbol("hunter2"), ["hunter2"]])("%p is no Secret, and is not repeated", (given) => {
  expect(problemsOf(() => reading(given))).toEqual([
    "manager/hv1: password must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
});

test("plain text in fromToken is refused, and is not repeated", () => {
  expect(problemsOf(() => reading(Secret.fromToken("hunter2")))).toEqual([
    "manager/hv1: password must not be plain text: Secret.fromToken takes an attribute of another resource; a password is never written into a program",
  ]);
});

test("printing or serializing a Secret shows nothing", () => {
  const given = Secret.fromToken("hunter2");
  const shown = [JSON.stringify(given), inspect(given, { depth: 9 }), inspect(given, { depth: 9, showHidden: true }), format("%s", given), JSON.stringify({ ...given }), Object.entries(given).join()];
  expect(shown.join("\n")).not.toContain("hunter2");
});
