import type { ApiBody, ApiResponse } from "../../infinity/api-response";
import type { CollectionName } from "../../infinity/collections/names";
import type { Attributes, OperationContext, ResourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiClient, ApiObject } from "./api-client";
import { ApiFailure } from "./api-client";
import { deletion, importNumber, refused, step } from "./diagnostics";
import { creation, type Fields, planRules, stateOf, update, uriOf } from "./table";

export type Context = OperationContext<ApiClient>;

/** A resource that is an object of a collection. */
export interface CollectionTable {
  readonly collection: CollectionName;
  /** In texts: `Error Creating Infinity DNS server`. */
  readonly noun: string;
  /** In the texts of imports: `Infinity DNS Server Not Found`. */
  readonly title: string;
  readonly fields: Fields;
  /** @default "PUT" */
  readonly updatedWith?: "PUT" | "PATCH";
  /** The text of a failed update has no number. */
  readonly updateTextIsShort?: true;
  /** The text of a failed deletion has the number, where others have the URI. */
  readonly deletionTextHasNumber?: true;
  /** What the text of a failed deletion calls it. @default noun */
  readonly deletedNoun?: string;
}

/** A resource that is an object of a collection, as each resource_infinity_*.go of pexip/infinity 40.0.0 does it. */
export function collectionResource(table: CollectionTable): ResourceBehaviour<ApiClient> {
  const objects = new Objects(table);
  return {
    ...planRules(table.fields),
    create: async (planned, context) => {
      const { id } = await objects.create(context, creation(table.fields, planned));
      return objects.readCreated(context, id, planned);
    },
    read: (state, context) => objects.refresh(context, numberOf(state), state),
    update: async (prior, planned, context) => {
      const id = numberOf(prior);
      await objects.update(context, id, update(table.fields, planned));
      return objects.readUpdated(context, id, planned);
    },
    delete: (state, context) => objects.remove(context, state),
    import: (id, context) => objects.import(context, id),
  };
}

/** One that is made of files is made within the step, whose text its failure gets. */
type Body = ApiBody | (() => ApiBody);

const written = (body: Body): ApiBody => (typeof body === "function" ? body() : body);

export const numberOf = (state: Attributes): number => Number(state.resource_id ?? 0);

/** The steps of such a resource, with the texts of their errors. */
export class Objects {
  private readonly noun: string;

  constructor(private readonly table: CollectionTable) {
    this.noun = `Infinity ${table.noun}`;
  }

  /** @returns the number and the whole answer, which has the configuration of a Conferencing Node in it */
  public async create({ connection, signal }: Context, body: Body): Promise<{ readonly id: number; readonly uri: string; readonly answer: ApiResponse }> {
    const answer = await step(`Error Creating ${this.noun}`, `Could not create ${this.noun}`, () => connection.send("POST", `${this.table.collection}/`, written(body), signal));
    const uri = answer.headers.Location ?? "";
    const number = /\/(\d+)\/?$/.exec(uri)?.[1];
    if (number === undefined) {
      throw refused(`Error Retrieving ${this.noun} ID`, `Could not retrieve ID for created ${this.noun}: failed to extract resource ID from location URI: ${uri}`);
    }
    return { id: Number(number), uri, answer };
  }

  public readCreated(context: Context, id: number, given: Attributes): Promise<Attributes> {
    return step(`Error Reading Created ${this.noun}`, `Could not read created ${this.noun} with ID ${id}`, () => this.read(context, id, given));
  }

  public async refresh(context: Context, id: number, state: Attributes): Promise<Attributes | null> {
    return step(`Error Reading ${this.noun}`, `Could not read ${this.noun}`, async () => {
      try {
        return await this.read(context, id, state);
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) return null;
        throw error;
      }
    });
  }

  public async update({ connection, signal }: Context, id: number, body: Body): Promise<void> {
    const which = this.table.updateTextIsShort === true ? "" : ` with ID ${id}`;
    await step(`Error Updating ${this.noun}`, `Could not update ${this.noun}${which}`, () => connection.send(this.table.updatedWith ?? "PUT", this.endpoint(id), written(body), signal));
  }

  public readUpdated(context: Context, id: number, given: Attributes): Promise<Attributes> {
    return step(`Error Reading Updated ${this.noun}`, `Could not read updated ${this.noun} with ID ${id}`, () => this.read(context, id, given));
  }

  public remove({ connection, signal }: Context, state: Attributes): Promise<void> {
    const id = numberOf(state);
    const noun = `Infinity ${this.table.deletedNoun ?? this.table.noun}`;
    const which = this.table.deletionTextHasNumber === true ? id : asText(state.id);
    return deletion(`Error Deleting ${noun}`, `Could not delete ${noun} with ID ${which}`, () => connection.send("DELETE", this.endpoint(id), undefined, signal));
  }

  public async import(context: Context, text: string): Promise<Attributes> {
    const id = importNumber(text);
    const title = `Infinity ${this.table.title}`;
    return step(`Error Importing ${title}`, `Could not import ${this.noun} with resource ID ${id}`, async () => {
      try {
        return await this.read(context, id, null);
      } catch (error) {
        if (error instanceof ApiFailure && error.saysNotFound) throw refused(`${title} Not Found`, `${this.noun} with resource ID ${id} not found.`);
        throw error;
      }
    });
  }

  /** @throws ApiFailure without a text around it */
  public async read(context: Context, id: number, given: Attributes | null): Promise<Attributes> {
    const shown = await this.show(context, id);
    const uri = uriOf(shown, () => new ApiFailure(`${this.table.noun} with ID ${id} not found`));
    return { ...stateOf(this.table.fields, shown, given), id: uri, resource_id: id };
  }

  private show({ connection, signal }: Context, id: number): Promise<ApiObject> {
    return connection.get(this.endpoint(id), signal);
  }

  private endpoint(id: number): string {
    return `${this.table.collection}/${id}/`;
  }
}
