import type { PlatformView } from "../../../deployment/model";
import { SERVICES } from "../../../deployment/services";
import type { ManualEntry } from "../../manual-entry";
import type { SecretValues } from "../secret-values";
import { locationEntry, staticRouteEntry } from "./locations";
import { nodeEntry } from "./nodes";
import { serviceEntries, type ReferenceOf } from "./service-form";
import { SERVICE_FORMS } from "./service-forms";

/** Everything that a person enters on a Management Node for its deployment, in the order of the guide: services, static routes, locations, nodes. */
export function entriesFor({ services, staticRoutes, locations, nodes }: PlatformView, secrets: SecretValues): readonly ManualEntry[] {
  const existing = new Map(services.filter(({ origin }) => origin === "imported").map((record) => [record.path, record]));
  const referenceTo: ReferenceOf = (path) => {
    const record = existing.get(path);
    return record === undefined ? { entry: path } : { collection: SERVICE_FORMS[record.service].collection, field: "id", value: String(record.values.resourceId), orNothing: true };
  };
  return [
    ...SERVICES.flatMap(({ service }) => services.filter((record) => record.service === service).flatMap((record) => serviceEntries(SERVICE_FORMS[service], record, referenceTo, secrets))),
    ...staticRoutes.map((route) => staticRouteEntry(route, secrets)),
    ...locations.map((location) => locationEntry(location, referenceTo, secrets)),
    ...nodes.map((node) => nodeEntry(node, referenceTo, secrets)),
  ];
}
