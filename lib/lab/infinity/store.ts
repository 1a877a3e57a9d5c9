import { uriOf, type FieldErrors, type StoredObject, type Surroundings } from "./collection";
import { collectionOf } from "./collections";
import { COLLECTION_NAMES, type CollectionName } from "./collections/names";
import type { JsonValue } from "./fields";
import { hydrate } from "./hydrate";
import { uuidOf } from "./identifiers";

type Values = Readonly<Record<string, JsonValue>>;

/** What became of a change. */
export type Change =
  | { readonly is: "done"; readonly object: StoredObject }
  | { readonly is: "invalid"; readonly errors: FieldErrors }
  | { readonly is: "in use"; readonly by: StoredObject }
  | { readonly is: "unmodelled"; readonly what: string };

/** The configuration of a Management Node. */
export class Store implements Surroundings {
  private readonly objects = new Map<CollectionName, Map<string, StoredObject>>(COLLECTION_NAMES.map((name) => [name, new Map()]));
  /** A number is given once only, also when what had it is gone. */
  private readonly numbers = new Map<CollectionName, number>();

  /** @param now milliseconds since 1970 in the lab's time */
  constructor(
    private readonly now: () => number,
    public readonly reaches: (host: string) => boolean,
  ) {}

  public all(collection: CollectionName): readonly StoredObject[] {
    return [...this.objects.get(collection)!.values()];
  }

  public find(uri: string): StoredObject | undefined {
    const [, collection, key] = /\/([a-z0-9_]+)\/([^/]+)\/$/.exec(uri) ?? [];
    const found = this.objects.get(collection as CollectionName)?.get(key);
    return found?.uri === uri ? found : undefined;
  }

  public get licensed(): boolean {
    return this.objects.get("licence")!.size > 0;
  }

  public create(collection: CollectionName, given: Values): Change {
    const table = collectionOf(collection);
    const hydrated = hydrate(table, given, this, undefined, this.now());
    if (hydrated.is !== "valid") return hydrated;
    const number = (this.numbers.get(collection) ?? 0) + 1;
    this.numbers.set(collection, number);
    const key = table.key === undefined ? number : uuidOf(`${collection}/${number}`);
    return { is: "done", object: this.put({ collection, key, uri: uriOf(collection, key), values: hydrated.values }) };
  }

  public update(object: StoredObject, given: Values): Change {
    const hydrated = hydrate(collectionOf(object.collection), given, this, object, this.now());
    return hydrated.is === "valid" ? { is: "done", object: this.put({ ...object, values: hydrated.values }) } : hydrated;
  }

  /** Writes what no request can: what the installation wizard and the Management Node itself decide. */
  public write(object: StoredObject, values: Values): StoredObject {
    return this.put({ ...object, values: { ...object.values, ...values } });
  }

  /** Removes an object, takes it out of lists, and removes what is a part of it. */
  public remove(object: StoredObject): Change {
    const references = this.referencesTo(object.uri).filter((reference) => reference.object.uri !== object.uri);
    const holder = references.find(({ spec }) => spec.is === "one" && spec.onDelete === "refuse");
    if (holder !== undefined) return { is: "in use", by: holder.object };
    for (const { object: other, field, spec } of references) {
      if (spec.is === "one") this.remove(other);
      else this.write(this.find(other.uri)!, { [field]: (other.values[field] as readonly string[]).filter((uri) => uri !== object.uri) });
    }
    this.objects.get(object.collection)!.delete(String(object.key));
    return { is: "done", object };
  }

  private put(object: StoredObject): StoredObject {
    this.objects.get(object.collection)!.set(String(object.key), object);
    return object;
  }

  private referencesTo(uri: string): { readonly object: StoredObject; readonly field: string; readonly spec: { readonly is: string; readonly onDelete?: string } }[] {
    return COLLECTION_NAMES.flatMap((collection) =>
      Object.entries(collectionOf(collection).fields)
        .filter(([, { is }]) => is === "one" || is === "many")
        .flatMap(([field, spec]) =>
          this.all(collection)
            .filter(({ values }) => values[field] === uri || (Array.isArray(values[field]) && values[field].includes(uri)))
            .map((object) => ({ object, field, spec })),
        ),
    );
  }
}
