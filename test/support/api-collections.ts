import type { Handler } from "./https-servers";

/** Objects of a management API by collection; singletons are number 1 of theirs. */
export type Collections = Record<string, readonly Readonly<Record<string, unknown>>[]>;

export interface CollectionsOptions {
  readonly username?: string;
  readonly password: string;
  /** Most objects of a page, whatever is asked for. @default 20, as the API's own */
  readonly page?: number;
}

const ROOT = "/api/admin/configuration/v1/";

/** An object with what the API adds to each. */
export function anObject(collection: string, id: number | string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { id, resource_uri: `${ROOT}${collection}/${id}/`, ...values };
}

/** Answers GET as a Management Node does: login, pages, 404 for a collection that is not there. */
export function servesCollections(collections: Collections, { username = "admin", password, page = 20 }: CollectionsOptions): Handler {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return (response, { url, headers, method }) => {
    const send = (status: number, body?: unknown) => void response.writeHead(status, { "Content-Type": "application/json" }).end(body === undefined ? "" : JSON.stringify(body));
    if (headers.authorization !== expected) return send(401);
    const { pathname, searchParams } = new URL(url, "https://manager");
    const [name, key] = pathname.slice(ROOT.length).split("/");
    if (method !== "GET" || !pathname.startsWith(ROOT) || !Object.hasOwn(collections, name)) return send(404);
    const all = collections[name];
    if (key !== "") {
      const found = all.find(({ id }) => String(id) === key);
      return send(found === undefined ? 404 : 200, found);
    }
    const limit = Math.min(Number(searchParams.get("limit") ?? 20), page);
    const offset = Number(searchParams.get("offset") ?? 0);
    const next = offset + limit < all.length ? `${ROOT}${name}/?limit=${limit}&offset=${offset + limit}` : null;
    send(200, { meta: { limit, offset, total_count: all.length, next, previous: null }, objects: all.slice(offset, offset + limit) });
  };
}
