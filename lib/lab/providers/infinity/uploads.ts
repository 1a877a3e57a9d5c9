import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { FormBody } from "../../infinity/api-response";
import type { Attributes, ResourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiClient } from "./api-client";
import { ApiFailure } from "./api-client";
import { type CollectionTable, collectionResource, type Context, numberOf, Objects } from "./collection-resource";
import { deletion, refused, step } from "./diagnostics";
import { kept, readOnly, text, time } from "./fields";
import { type Fields, planRules, stateOf, uriOf } from "./table";
import { atLeast, atMost, oneOf } from "./validators";

// resource_infinity_ivr_theme.go and resource_infinity_webapp_branding.go of pexip/infinity 40.0.0; a change of the file's content is not noticed

export const themeTable: CollectionTable = {
  collection: "ivr_theme",
  noun: "IVR theme",
  title: "IVR Theme",
  updatedWith: "PATCH",
  // after an import the package is "", so that a configured one is uploaded again
  fields: { name: text({ rules: atMost(250) }), uuid: readOnly(text()), package: { unset: null } },
};

const themes = new Objects(themeTable);

/** What both create and update send (config/ivr_theme.go of go-infinity-sdk v40.0.0). */
function themeForm(planned: Attributes): FormBody {
  const path = asText(planned.package);
  const fields = { name: asText(planned.name), custom_layouts: "", pinning_configs: "" };
  return new FormBody(fields, path === "" ? {} : { package: opened(path, "Error Opening Package File") });
}

const sharedTheme = collectionResource(themeTable);

export const ivrTheme: ResourceBehaviour<ApiClient> = {
  ...sharedTheme,
  create: async (planned, context) => {
    const { id } = await themes.create(context, () => themeForm(planned));
    return themes.readCreated(context, id, planned);
  },
  update: async (prior, planned, context) => {
    const id = numberOf(prior);
    await themes.update(context, id, () => themeForm(planned));
    return themes.readUpdated(context, id, planned);
  },
  import: async (id, context) => ({ ...(await themes.import(context, id)), package: "" }),
};

export const brandingFields: Fields = {
  name: text({ rules: [atLeast(1), atMost(100)] }),
  description: text({ default: "", rules: atMost(250) }),
  uuid: readOnly(text()),
  webapp_type: text({ rules: oneOf("webapp1", "webapp2", "webapp3"), forceNew: true }),
  branding_file: kept("", { rules: atLeast(1), forceNew: true }),
  last_updated: time,
};

async function readBranding({ connection, signal }: Context, uuid: string, given: Attributes | null): Promise<Attributes> {
  const shown = await connection.get(`webapp_branding/${uuid}/`, signal);
  const id = uriOf(shown, () => new ApiFailure(`webapp branding with UUID '${uuid}' not found`));
  return { ...stateOf(brandingFields, shown, given), id };
}

const BRANDING = "Infinity webapp branding";

/** Goes by a UUID, which is its import id too. */
export const webappBranding: ResourceBehaviour<ApiClient> = {
  ...planRules(brandingFields),
  create: async (planned, context) => {
    const { connection, signal } = context;
    const fields = { name: asText(planned.name), description: asText(planned.description), webapp_type: asText(planned.webapp_type) };
    const form = () => new FormBody(fields, { branding_file: opened(asText(planned.branding_file), "Error Opening Branding File") });
    const { headers } = await step(`Error Creating ${BRANDING}`, `Could not create ${BRANDING}`, () => connection.send("POST", "webapp_branding/", form(), signal));
    const uuid = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/.exec(headers.Location ?? "")?.[1];
    if (uuid === undefined) {
      throw refused(`Error Retrieving ${BRANDING} UUID`, `Could not retrieve UUID for created ${BRANDING}: failed to extract resource UUID from location URI: ${headers.Location ?? ""}`);
    }
    return step(`Error Reading Created ${BRANDING}`, `Could not read created ${BRANDING} UUID '${uuid}'`, () => readBranding(context, uuid, planned));
  },
  read: (state, context) =>
    step(`Error Reading ${BRANDING}`, `Could not read ${BRANDING}`, async () => {
      try {
        return await readBranding(context, asText(state.uuid), state);
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) return null;
        throw error;
      }
    }),
  update: async (prior, planned, context) => {
    const { connection, signal } = context;
    const uuid = asText(prior.uuid);
    const body = { name: asText(planned.name), description: asText(planned.description), webapp_type: asText(planned.webapp_type) };
    await step(`Error Updating ${BRANDING}`, `Could not update ${BRANDING} UUID '${uuid}'`, () => connection.send("PATCH", `webapp_branding/${uuid}/`, body, signal));
    return step(`Error Reading Updated ${BRANDING}`, `Could not read updated ${BRANDING} UUID '${uuid}'`, () => readBranding(context, uuid, planned));
  },
  delete: (state, { connection, signal }) => {
    const uuid = asText(state.uuid);
    return deletion(`Error Deleting ${BRANDING}`, `Could not delete ${BRANDING} with UUID ${uuid}`, () => connection.send("DELETE", `webapp_branding/${uuid}/`, undefined, signal));
  },
  import: (uuid, context) =>
    step("Error Importing Infinity Webapp Branding", `Could not import ${BRANDING} with UUID ${uuid}`, async () => {
      try {
        return await readBranding(context, uuid, null);
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) throw refused("Infinity Webapp Branding Not Found", `${BRANDING} with UUID ${uuid} not found.`);
        throw error;
      }
    }),
};

/** The process of the provider opens the file: here, this one. */
function opened(path: string, summary: string): { readonly fileName: string; readonly content: Uint8Array } {
  try {
    return { fileName: basename(path), content: readFileSync(path) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // a folder can be opened, and not be read: that is noticed when the request is written (client.go of go-infinity-sdk v40.0.0)
    if (code === "EISDIR") throw new ApiFailure(`failed to write file content: read ${path}: is a directory`);
    throw refused(summary, `Could not open package file at path '${path}': open ${path}: ${goReason(code)}`);
  }
}

function goReason(code: string | undefined): string {
  const reasons: Readonly<Record<string, string>> = { ENOENT: "no such file or directory", EACCES: "permission denied", ENOTDIR: "not a directory" };
  return reasons[code ?? ""] ?? "input/output error";
}
