import type { ApiObject } from "../json-answer";
import { foreign } from "../outside-error";
import type { AdoptableResource } from "./resources";

/** What the Management Node has, by collection; a collection that was not read is not in it. */
export type ApiObjects = ReadonlyMap<string, readonly ApiObject[]>;

const LABELS = ["name", "alias", "address", "primary_email_address", "subject_name", "slug", "title", "fqdn", "comment"];

/** What an import block takes for this object; undefined when the API's answer has nothing of the kind. */
export function importIdOf(object: ApiObject, { importId = "id", singleton }: Pick<AdoptableResource, "importId" | "singleton">): string | undefined {
  // what a singleton is imported by does not matter, but for management_vm, which is number 1 (infinity-provider.md, section 2.4)
  if (singleton === true) return "1";
  const id = object[importId];
  if (importId === "id") return Number.isSafeInteger(id) ? String(id) : undefined;
  return typeof id === "string" && /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/.test(id) ? id : undefined;
}

/** `dns_server 1 "10.44.0.53"`, for people: on one line, never a secret. */
export function objectText(object: ApiObject, resource: AdoptableResource): string {
  const number = resource.singleton === true ? "" : ` ${importIdOf(object, resource) ?? "?"}`;
  const label = labelOf(object);
  return `${resource.collection}${number}${label === undefined ? "" : ` ${JSON.stringify(label)}`}`;
}

/** The name that people know it by. */
export function labelOf(object: ApiObject): string | undefined {
  const label = LABELS.map((attribute) => object[attribute]).find((value): value is string => typeof value === "string" && value !== "");
  return label === undefined ? undefined : foreign(label, 60);
}

/** Where it is in the API; undefined when it does not say. */
export function uriOf(object: ApiObject): string | undefined {
  return typeof object.resource_uri === "string" && object.resource_uri !== "" ? object.resource_uri : undefined;
}
