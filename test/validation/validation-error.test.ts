import { problemText, ValidationError } from "../../lib/validation/validation-error";

test("the message has one line for each problem, with its place", () => {
  const problems = [
    { path: "platform/oslo-1", key: "hostname", message: "hostname is required" },
    { path: "platform/oslo-2", message: "has no switch" },
  ];
  const error = new ValidationError(problems);
  expect(error.message).toBe("platform/oslo-1: hostname is required\nplatform/oslo-2: has no switch");
  expect(error.problems).toEqual(problems);
});

test("it is an Error with a name of its own", () => {
  const error = ValidationError.at("platform", "is empty");
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe("ValidationError: platform: is empty");
});

test("a problem without a place is its message alone", () => {
  expect(problemText({ path: "", message: "InfinityVersion.of: a version looks like \"21\"" })).toBe('InfinityVersion.of: a version looks like "21"');
});

test("later changes to the list that it was given change nothing", () => {
  const problems = [{ path: "a", message: "b" }];
  const error = new ValidationError(problems);
  problems.push({ path: "c", message: "d" });
  expect(error.problems).toHaveLength(1);
});
