import { flag, opt } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** A licence of the platform (guide page 11, Platform > Licenses): nothing can be called before one is installed. */
export interface LicenceFields {
  /** The licence entitlement key of the order. Without spaces: the API stores it so, and an imported licence would be replaced otherwise. */
  readonly entitlementId: Secret;
  /**
   * Store a request instead of activating over the Internet (activation.pexip.com); what comes of it is exchanged by hand. It cannot be changed
   * later: the provider refuses that. @default false
   */
  readonly offlineMode?: boolean;
}

/** Source of the default: pexip/infinity 40.0.0, licence. */
export const licence = serviceOf<LicenceFields>()({
  service: "licence",
  title: "Licence",
  menu: "Platform > Licenses",
  page: 11,
  fields: { entitlementId: secret(), offlineMode: opt(flag()) },
  references: {},
});
