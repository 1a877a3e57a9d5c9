import { literal } from "../../lib/terraform/literal";

test.each([
  ["plain", "plain"],
  ["${x}", "$${x}"],
  ["%{if x}", "%%{if x}"],
  ["$${x}", "$$${x}"],
  ["cost $5 {or} 10%", "cost $5 {or} 10%"],
  ["a ${b} %{c} ${d}", "a $${b} %%{c} $${d}"],
])("%s is written as %s", (text, escaped) => {
  expect(literal(text)).toBe(escaped);
});
