import { variableName } from "../../lib/deployment/variables";
import { Secret } from "../../lib/deployment/secret";

test.each([
  ["hv1", "hv1_password"],
  ["hv-1", "hv_1_password"],
  ["oslo.1", "oslo_1_password"],
  ["1st", "_1st_password"],
  ["zürich", "z_rich_password"],
  ["a'b ${x}", "a_b___x__password"],
])("the password of %j is in the variable %s", (id, name) => {
  expect(variableName(id, "password")).toBe(name);
  expect(Secret.fromVariable(name).variableName).toBe(name);
});
