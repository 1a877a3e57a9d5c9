import { isRecord } from "../../infinity/fields";
import type { Attributes, ResourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiClient } from "./api-client";
import { ApiFailure } from "./api-client";
import type { Context } from "./collection-resource";
import { deletion, refused, step } from "./diagnostics";
import { flag, readOnly, text, whole } from "./fields";
import { type Fields, planRules, stateOf, uriOf } from "./table";
import { atLeast } from "./validators";

const words = readOnly(text());
const count = readOnly(whole());

/** resource_infinity_licence.go of pexip/infinity 40.0.0. */
export const licenceFields: Fields = {
  // the state keeps the spaces of the configuration, the API does not: infinity-provider.md section 2.3, licence
  entitlement_id: text({ rules: atLeast(1), forceNew: true }),
  fulfillment_id: words,
  fulfillment_type: words,
  product_id: words,
  license_type: words,
  features: words,
  concurrent: count,
  concurrent_overdraft: count,
  activatable: count,
  activatable_overdraft: count,
  hybrid: count,
  hybrid_overdraft: count,
  start_date: words,
  expiration_date: words,
  status: words,
  trust_flags: count,
  repair: count,
  server_chain: words,
  offline_mode: flag({ default: false }),
};

async function read({ connection, signal }: Context, fulfillment: string, entitlement: string): Promise<Attributes> {
  const shown = await connection.get(`licence/${fulfillment}/`, signal);
  const id = uriOf(shown, () => new ApiFailure(`licence with fulfillment ID ${fulfillment} not found`));
  const state = stateOf(licenceFields, shown, null);
  return { ...state, id, entitlement_id: entitlement === "" ? state.entitlement_id : entitlement };
}

/** A licence has no answer with its place: the provider looks for it in the first page of the list. */
async function fulfillmentOf({ connection, signal }: Context, entitlement: string): Promise<string> {
  const { objects } = await step("Error Listing Infinity licences", "Could not list Infinity licences after creation", () => connection.get("licence/", signal));
  const stored = entitlement.replaceAll(" ", "");
  const found = (Array.isArray(objects) ? objects : []).find((licence) => isRecord(licence) && licence.entitlement_id === stored) as unknown;
  const fulfillment = isRecord(found) ? found.fulfillment_id : undefined;
  if (typeof fulfillment === "string" && fulfillment !== "") return fulfillment;
  throw refused("Fulfillment ID Not Found", "Could not find fulfillment ID for the provided entitlement ID after creation");
}

export const licence: ResourceBehaviour<ApiClient> = {
  ...planRules(licenceFields),
  create: async (planned, context) => {
    const entitlement = asText(planned.entitlement_id);
    const body = { entitlement_id: entitlement, offline_mode: planned.offline_mode === true };
    await step("Error Creating Infinity licence", "Could not create Infinity licence", () => context.connection.send("POST", "licence/", body, context.signal));
    const fulfillment = await fulfillmentOf(context, entitlement);
    return step("Error Reading Created Infinity licence", `Could not read created Infinity licence with fulfillment ID ${fulfillment}`, () => read(context, fulfillment, entitlement));
  },
  read: (state, context) =>
    step("Error Reading Infinity licence", "Could not read Infinity licence", async () => {
      try {
        return await read(context, asText(state.fulfillment_id), asText(state.entitlement_id));
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) return null;
        throw error;
      }
    }),
  // of offline_mode, because another entitlement is another licence
  update: () => {
    throw refused("Update Not Supported", "Licence resources cannot be updated. To change licence settings, you must delete and recreate the resource.");
  },
  delete: (state, { connection, signal }) => {
    const fulfillment = asText(state.fulfillment_id);
    return deletion("Error Deleting Infinity licence", `Could not delete Infinity licence with fulfillment ID ${fulfillment}`, () => connection.send("DELETE", `licence/${fulfillment}/`, undefined, signal));
  },
  import: (fulfillment, context) =>
    step("Error Importing Infinity Licence", `Could not import Infinity licence with fulfillment ID ${fulfillment}`, async () => {
      try {
        return await read(context, fulfillment, "");
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) throw refused("Infinity Licence Not Found", `Infinity licence with fulfillment ID ${fulfillment} not found.`);
        throw error;
      }
    }),
};
