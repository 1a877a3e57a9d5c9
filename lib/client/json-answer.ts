import { isObject } from "../validation/json";
import type { Reply } from "./https-request";
import { foreign } from "./outside-error";

/** An object as the API shows it. */
export type ApiObject = Readonly<Record<string, unknown>>;

/** What an answer holds: a JSON object, or why it holds none. */
export type JsonAnswer = { readonly is: "json"; readonly value: ApiObject } | { readonly is: "strange"; readonly text: string };

/** @param who "it", or a name: the subject of what is said */
export function jsonAnswer({ headers, body, bodyProblem }: Reply & { readonly is: "answer" }, who: string): JsonAnswer {
  if (bodyProblem !== undefined) return { is: "strange", text: `${whose(who)} answer is not whole: ${bodyProblem.text}` };
  const type = (headers["content-type"] ?? "nothing in particular").split(";")[0].trim();
  if (!/^application\/(\w+\+)?json$/i.test(type)) return { is: "strange", text: `${who} answers with ${foreign(type, 40)} instead of JSON` };
  const value = parsedObject(body);
  return value === undefined ? garbage(who) : { is: "json", value };
}

/** The answer is JSON in name only, or not of the API's shape. */
export function garbage(who: string): JsonAnswer & { readonly is: "strange" } {
  return { is: "strange", text: `${whose(who)} answer is not what its API gives` };
}

/** The JSON object of a text; undefined when it holds none. */
export function parsedObject(text: string): ApiObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // a syntax error quotes the text, which nobody vouches for
    return undefined;
  }
}

const whose = (who: string): string => (who === "it" ? "its" : `${who}'s`);
