import { jsonAnswer } from "../../lib/client/json-answer";

const answer = (body: string, type?: string) => ({ is: "answer", status: 200, headers: { "content-type": type }, body }) as const;

test.each(["application/json", "application/json; charset=utf-8", "Application/Problem+JSON"])("%s is JSON", (type) => {
  expect(jsonAnswer(answer('{"a":1}', type), "it")).toEqual({ is: "json", value: { a: 1 } });
});

test.each([
  [answer("{}", "text/html\u009b2J"), "it answers with text/html?2J instead of JSON"],
  [answer("{}"), "it answers with nothing in particular instead of JSON"],
  [answer("{planted", "application/json"), "its answer is not what its API gives"],
  [answer("[1]", "application/json"), "its answer is not what its API gives"],
  [answer("null", "application/json"), "its answer is not what its API gives"],
  [{ ...answer("{}", "application/json"), bodyProblem: { is: "broken off", text: "it broke off" } } as const, "its answer is not whole: it broke off"],
])("says of a strange answer what it is (%#)", (reply, text) => {
  expect(jsonAnswer(reply, "it")).toEqual({ is: "strange", text });
});

test("names who answers", () => {
  expect(jsonAnswer(answer("", "application/json"), "the manager")).toEqual({ is: "strange", text: "the manager's answer is not what its API gives" });
});
