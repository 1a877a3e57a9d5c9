import { json, type ApiResponse } from "./api-response";
import type { JsonValue } from "./fields";

/** Source: ODA (default page) and SKL (most of one page). */
export const PAGE = { usual: 20, most: 10_000 } as const;

type Test = (value: JsonValue) => boolean;

/** Tastypie's filters, as far as they are simulated. */
const OPERATORS: Readonly<Record<string, (wanted: string) => Test>> = {
  exact: (wanted) => (value) => written(value) === wanted,
  iexact: (wanted) => (value) => written(value).toLowerCase() === wanted.toLowerCase(),
  in: (wanted) => (value) => wanted.split(",").includes(written(value)),
  contains: (wanted) => (value) => written(value).includes(wanted),
  icontains: (wanted) => (value) => written(value).toLowerCase().includes(wanted.toLowerCase()),
  startswith: (wanted) => (value) => written(value).startsWith(wanted),
  istartswith: (wanted) => (value) => written(value).toLowerCase().startsWith(wanted.toLowerCase()),
  endswith: (wanted) => (value) => written(value).endsWith(wanted),
  iendswith: (wanted) => (value) => written(value).toLowerCase().endsWith(wanted.toLowerCase()),
};

/**
 * Answers `?limit=…&offset=…&name=…&name__icontains=…`, in Tastypie's envelope.
 *
 * @param valuesOf what a filter on this field looks at; undefined when there is no such field
 * @param show an element as the list shows it
 */
export function listAnswer<T>(path: string, query: URLSearchParams, all: readonly T[], valuesOf: (field: string) => ((one: T) => readonly JsonValue[]) | undefined, show: (one: T) => JsonValue): ApiResponse {
  const [limit, offset] = [count(query.get("limit"), PAGE.usual), count(query.get("offset"), 0)];
  if (limit === undefined) return refused("Invalid limit provided. Please provide a positive integer.");
  if (offset === undefined) return refused("Invalid offset provided. Please provide a positive integer.");
  let found = all;
  for (const [parameter, wanted] of query) {
    if (parameter === "limit" || parameter === "offset" || (parameter === "format" && wanted === "json")) continue;
    const [field, operator = "exact", ...more] = parameter.split("__");
    const test = more.length === 0 && Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator](wanted) : undefined;
    const values = valuesOf(field);
    if (test === undefined || values === undefined) return refused(`The '${parameter.slice(0, 60)}' filter is not simulated by the lab.`);
    found = found.filter((one) => values(one).some(test));
  }
  return json(200, page(path, query, limit === 0 ? PAGE.most : Math.min(limit, PAGE.most), offset, found.map(show)));
}

const refused = (error: string): ApiResponse => json(400, { error });

function page(path: string, query: URLSearchParams, limit: number, offset: number, all: readonly JsonValue[]): JsonValue {
  const link = (to: number): string => {
    const next = new URLSearchParams(query);
    next.set("limit", String(limit));
    next.set("offset", String(to));
    return `${path}?${next.toString()}`;
  };
  return {
    meta: {
      limit,
      next: offset + limit < all.length ? link(offset + limit) : null,
      offset,
      previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
      total_count: all.length,
    },
    objects: all.slice(offset, offset + limit),
  };
}

/** As Django writes a value in a filter. */
function written(value: JsonValue): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function count(text: string | null, fallback: number): number | undefined {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
