import type { Collection, FieldErrors } from "../collection";
import { flag, kept, needed } from "../fields";

/** What one licence of the lab gives. Names and numbers are the lab's own: no source shows them. */
export const LICENCE = { ports: 100, audioPorts: 100, vmrs: 100, systems: 1 } as const;

/** Source: infinity-provider.md, section 2.3 (QD). What a Management Node says that does not reach it is unverified. */
export const ACTIVATION_SERVER = "activation.pexip.com";

const licence: Collection = {
  name: "licence",
  title: "License",
  key: "fulfillment_id",
  methods: { list: ["GET", "POST"], detail: ["GET", "DELETE"] },
  fields: {
    entitlement_id: needed(250, { unique: "exactly", secret: true }),
    offline_mode: flag(false),
    fulfillment_type: kept("TRUSTED"),
    product_id: kept("pexip-infinity"),
    license_type: kept("port"),
    features: kept("system port audio vmr"),
    concurrent: kept(LICENCE.ports),
    concurrent_overdraft: kept(0),
    activatable: kept(0),
    activatable_overdraft: kept(0),
    hybrid: kept(0),
    hybrid_overdraft: kept(0),
    start_date: kept("permanent"),
    expiration_date: kept("permanent"),
    status: kept("active"),
    trust_flags: kept(7),
    repair: kept(0),
    server_chain: kept(""),
    vendor_dictionary: kept({}),
  },
  // infinity-provider.md, section 2.3: kept without spaces; with offline_mode a request is stored instead
  takes: (given) =>
    given.offline_mode === true && typeof given.entitlement_id === "string"
      ? { into: "licence_request", given: {} }
      : { into: "licence", given: { ...given, ...(typeof given.entitlement_id === "string" ? { entitlement_id: given.entitlement_id.split(" ").join("") } : {}) } },
  judge: (_, around): FieldErrors => (around.reaches(ACTIVATION_SERVER) ? {} : { __all__: [`The license server ${ACTIVATION_SERVER} cannot be reached.`] }),
};

/** A licence that is to be activated by hand (`offline_mode`): it gives nothing yet. */
const licenceRequest: Collection = {
  name: "licence_request",
  title: "Stored license request",
  key: "reference",
  methods: { list: ["GET"], detail: ["GET"] },
  fields: { status: kept("stored"), actions: kept("activate"), generation_time: kept(""), sequence_number: kept("1"), response_xml: kept("") },
};

export const licensing: readonly Collection[] = [licence, licenceRequest];
