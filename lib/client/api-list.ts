import { isObject } from "../validation/json";
import type { ApiObject } from "./json-answer";

/** Objects of one page: the API's own have 20, at most 10,000 (infinity-provider.md, section 6). */
export const PAGE = 100;
/** Of one page: 100 certificates with their texts, or 100 alarms of 8,096 characters. */
export const MAX_PAGE_BYTES = 8 * 1024 * 1024;
/** 100,000 objects; more means that the pages lead nowhere. */
const MAX_PAGES = 1000;

/** All objects of a list; `strange`: its pages are not those of the API. */
export type ApiList = { readonly is: "objects"; readonly objects: readonly ApiObject[] } | { readonly is: "strange" };

/**
 * Reads a list page by page. Nobody has to believe where a page says that the next one is: it must be of the same list, and one that was not read yet.
 *
 * @param first path and query of the first page
 * @param get one page, or why there is none, which is handed on
 */
export async function readList<P extends { readonly is: string }>(first: string, get: (path: string) => Promise<{ readonly is: "json"; readonly value: ApiObject } | P>): Promise<ApiList | Exclude<P, { readonly is: "json" }>> {
  const [list] = first.split("?", 1);
  const visited = new Set<string>();
  const found = new Map<string, ApiObject>();
  for (let path: string | undefined = first; path !== undefined; ) {
    if (visited.has(path) || visited.size === MAX_PAGES) return { is: "strange" };
    visited.add(path);
    const page = await get(path);
    if (page.is !== "json") return page as Exclude<P, { readonly is: "json" }>;
    const { objects, meta } = (page as { readonly value: ApiObject }).value;
    if (!Array.isArray(objects) || !objects.every(isObject) || !isObject(meta)) return { is: "strange" };
    // a page that shifts while objects come and go shows one of them twice
    for (const object of objects) found.set(typeof object.resource_uri === "string" ? object.resource_uri : `${found.size}`, object);
    const next = meta.next ?? undefined;
    if (next !== undefined && (typeof next !== "string" || !next.startsWith(`${list}?`))) return { is: "strange" };
    path = next;
  }
  return { is: "objects", objects: [...found.values()] };
}
