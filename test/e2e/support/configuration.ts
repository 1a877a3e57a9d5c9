import { X509Certificate } from "node:crypto";
import type { ManagementNodeDump } from "../../../lib/lab";

type Configuration = ManagementNodeDump["configuration"];
type Values = Configuration[string][number]["values"];

/** What tells an object from others of its collection, in this order. */
const NAMES = ["name", "alias", "slug", "address", "fulfillment_type", "status"];

/** Where the provider writes an empty text for nothing at all (pexip/infinity 40.0.0, global_configuration). */
const EMPTY_OR_NONE = ["gcp_private_key"];

/**
 * A configuration as it can be compared with another one: objects go by their names, and not by numbers, which say no more than who came first. Of certificates of
 * authorities only the subject counts: the model does not hold their text, and a person brings another one.
 */
export function comparable(configuration: Configuration): Readonly<Record<string, readonly Values[]>> {
  const labels = new Map(Object.entries(configuration).flatMap(([collection, objects]) => objects.map(({ uri, values }) => [uri, `${collection} ${labelOf(collection, values)}`] as const)));
  const named = (value: unknown): unknown => {
    if (typeof value === "string") return labels.get(value) ?? value;
    if (Array.isArray(value)) return value.map(named).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    return value;
  };
  const shown = (collection: string, values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, collection === "ca_certificate" && field === "certificate" ? labelOf(collection, values) : EMPTY_OR_NONE.includes(field) && value === "" ? null : named(value)])) as Values;
  return Object.fromEntries(
    Object.entries(configuration).map(([collection, objects]) => [collection, objects.map(({ values }) => shown(collection, values)).sort((a, b) => labelOf(collection, a).localeCompare(labelOf(collection, b)))]),
  );
}

function labelOf(collection: string, values: Values): string {
  const text = (field: string): string | undefined => {
    const value = values[field];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const certificate = text("certificate");
  if (certificate !== undefined) return collection === "ca_certificate" && certificate.startsWith("-----") ? commonNameOf(certificate) : certificate;
  return [NAMES.map(text).find((name) => name !== undefined), text("port"), text("transport")].join(" ");
}

const commonNameOf = (pem: string): string => /CN=(.+)/.exec(new X509Certificate(pem).subject)![1];
