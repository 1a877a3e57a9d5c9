import type { Collection } from "../collection";
import { licensing } from "./licensing";
import { COLLECTION_NAMES, type CollectionName } from "./names";
import { platform } from "./platform";
import { servers } from "./servers";
import { services } from "./services";
import { settings } from "./settings";

const tables = new Map([...servers, ...platform, ...services, ...settings, ...licensing].map((collection) => [collection.name, collection]));

/** The table of a collection. */
export const collectionOf = (name: CollectionName): Collection => tables.get(name)!;

export const isCollection = (name: string): name is CollectionName => (COLLECTION_NAMES as readonly string[]).includes(name);
