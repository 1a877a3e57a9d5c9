import { empty, FormBody, json, notSimulated, plain, UNREADABLE, type ApiBody, type ApiResponse } from "./api-response";
import { CONFIGURATION, methodsOf, type Collection, type Method, type StoredObject } from "./collection";
import { collectionOf, isCollection } from "./collections";
import type { CollectionName } from "./collections/names";
import { isRecord, textOf, type JsonValue } from "./fields";
import { listAnswer } from "./list";
import { present } from "./presentation";
import type { Change, Store } from "./store";

/** What happens beside a change. */
export interface Consequences {
  /** The one-time configuration of a new Conferencing Node. */
  issue(entry: StoredObject): string;
  /** A line for the journal, without any value. */
  note(event: string): void;
  /** Something was made, changed or removed. */
  changed(): void;
}

/** `/api/admin/configuration/v1/`: one reading of the collections' tables for all of them. */
export class ConfigurationApi {
  constructor(
    private readonly store: Store,
    private readonly consequences: Consequences,
    private readonly allowCollectionDelete: boolean,
  ) {}

  /** @param rest what follows `/api/admin/configuration/v1/` */
  public request(method: string, rest: string, query: URLSearchParams, body: ApiBody): ApiResponse {
    const [name, key, ...more] = rest.split("/");
    if (more.length > 1 || more.some((part) => part !== "")) return empty(404);
    if (!isCollection(name)) return notSimulated(`the collection ${name.slice(0, 60)}`);
    const collection = collectionOf(name);
    if (key === "schema") return notSimulated(`the schema of ${name}`);
    const isList = key === "";
    const allowed = methodsOf(collection)[isList ? "list" : "detail"];
    if (!(allowed as readonly string[]).includes(method)) return empty(405, { Allow: allowed.join(",") });
    if (isList) return this.onList(collection, method as Method, query, body);
    const object = this.store.find(`${CONFIGURATION}${name}/${decoded(key)}/`);
    return object === undefined ? empty(404) : this.onObject(collection, object, method as Method, body);
  }

  private onList(collection: Collection, method: Method, query: URLSearchParams, body: ApiBody): ApiResponse {
    if (method === "GET") return this.list(collection, query);
    if (method === "POST") return this.create(collection, body);
    if (method === "DELETE" && this.allowCollectionDelete) return this.removeAll(collection.name);
    const what = { DELETE: "removes all of it: not in this lab", PUT: "replaces all of it", PATCH: "changes several at once" }[method];
    return notSimulated(`${method} on the whole collection ${collection.name}, which ${what}`);
  }

  private onObject(collection: Collection, object: StoredObject, method: Method, body: ApiBody): ApiResponse {
    if (method === "GET") return json(200, present(object, this.store));
    if (method === "DELETE") return this.remove(object);
    const given = givenBy(collection, body, "change");
    if ("status" in given) return given;
    const change = this.store.update(object, given.values);
    if (change.is !== "done") return this.refusal(`to change ${collection.name} ${object.key}`, change);
    this.settled(`changed ${collection.name} ${object.key}`);
    // SKL: 202 for PATCH and 204 for PUT, both without a body
    return empty(method === "PATCH" ? 202 : 204);
  }

  private list(collection: Collection, query: URLSearchParams): ApiResponse {
    return listAnswer(`${CONFIGURATION}${collection.name}/`, query, this.store.all(collection.name), (field) => filterOn(collection, field), (object) => present(object, this.store));
  }

  private create(collection: Collection, body: ApiBody): ApiResponse {
    const sent = givenBy(collection, body, "create");
    if ("status" in sent) return sent;
    const { into, given } = collection.takes?.(sent.values) ?? { into: collection.name, given: sent.values };
    const change = this.store.create(into, given);
    if (change.is !== "done") return this.refusal(`to make a ${collection.name}`, change);
    const { object } = change;
    this.settled(`made ${into} ${object.key}`);
    const headers = { Location: object.uri };
    return into === "worker_vm" ? plain(201, "text/xml", this.consequences.issue(object), headers) : empty(201, headers);
  }

  private remove(object: StoredObject): ApiResponse {
    const change = this.store.remove(object);
    if (change.is !== "done") return this.refusal(`to remove ${object.collection} ${object.key}`, change);
    this.settled(`removed ${object.collection} ${object.key}`);
    return empty(204);
  }

  private removeAll(name: CollectionName): ApiResponse {
    for (const object of this.store.all(name)) {
      const change = this.store.remove(object);
      if (change.is !== "done") return this.refusal(`to remove ${name} ${object.key}`, change);
    }
    this.settled(`removed all of ${name}`);
    return empty(204);
  }

  private settled(event: string): void {
    this.consequences.note(event);
    this.consequences.changed();
  }

  /** Shapes: SKL (`{"field": ["message"]}`) and PXS (`{"error": "..."}`), infinity-provider.md, section 6. That a used object is kept is unverified. */
  private refusal(what: string, change: Exclude<Change, { readonly is: "done" }>): ApiResponse {
    switch (change.is) {
      case "invalid":
        this.consequences.note(`refused ${what}: ${Object.keys(change.errors).join(", ")}`);
        return json(400, change.errors);
      case "in use":
        this.consequences.note(`refused ${what}: ${change.by.collection} ${change.by.key} uses it`);
        return json(400, { error: `This object cannot be deleted because ${change.by.collection} ${change.by.key} uses it.` });
      case "unmodelled":
        this.consequences.note(`refused ${what}: not simulated`);
        return notSimulated(change.what);
    }
  }
}

/** A reference is found by its URI and by its number. */
function filterOn(collection: Collection, field: string): ((object: StoredObject) => readonly JsonValue[]) | undefined {
  if (field === "id") return ({ key }) => [key];
  const spec = Object.hasOwn(collection.fields, field) ? collection.fields[field] : undefined;
  if (spec === undefined || spec.writeOnly === true) return undefined;
  return ({ values }) => {
    const value = values[field] ?? null;
    const all = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    return spec.is === "one" || spec.is === "many" ? all.flatMap((uri) => [uri, /([^/]+)\/$/.exec(textOf(uri))?.[1] ?? null]) : all;
  };
}

type Given = { readonly values: Readonly<Record<string, JsonValue>> } | ApiResponse;

function givenBy(collection: Collection, body: ApiBody, purpose: "create" | "change"): Given {
  if (body instanceof FormBody) return givenByForm(collection, body, purpose);
  // also what the official client sends when it tries again after a 5xx: an empty body (infinity-provider.md, section 1.3)
  if (body === UNREADABLE || body === undefined || !isRecord(body)) return json(400, { error: "Request is not valid JSON." });
  if (purpose === "create" && collection.file?.required === true) return json(400, { [collection.file.field]: ["This field is required."] });
  return { values: body };
}

function givenByForm({ name, file }: Collection, form: FormBody, purpose: "create" | "change"): Given {
  if (file === undefined) return json(415, { error: `The format indicated 'multipart/form-data' had no available deserialization method for ${name}.` });
  const stranger = Object.keys(form.files).find((field) => field !== file.field);
  if (stranger !== undefined) return notSimulated(`the file ${stranger.slice(0, 60)} of ${name}`);
  const upload = form.files[file.field];
  if (upload === undefined) return purpose === "create" && file.required ? json(400, { [file.field]: ["This field is required."] }) : { values: form.fields };
  return isZip(upload.content) ? { values: form.fields } : json(400, { [file.field]: ["Upload a valid ZIP file."] });
}

/** Both packages are ZIP files. Source: ODA, ivr_theme and webapp_branding. */
const isZip = (content: Uint8Array): boolean => content[0] === 0x50 && content[1] === 0x4b;

/** What cannot be decoded names nothing. */
function decoded(key: string): string {
  return /%(?![0-9A-Fa-f]{2})/.test(key) ? "" : key.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
