import type { CollectionName } from "../../infinity/collections/names";
import type { Attributes, ResourceBehaviour } from "../engine/behaviour";
import type { ApiClient } from "./api-client";
import { ApiFailure } from "./api-client";
import type { Context } from "./collection-resource";
import { deletion, importNumber, refused, step } from "./diagnostics";
import { type Fields, planRules, reset, stateOf, update, uriOf } from "./table";

/** A setting of which a Management Node has one: number 1, there before Terraform and after it. */
export interface SingletonTable {
  readonly collection: CollectionName;
  readonly noun: string;
  /** In the texts of imports. */
  readonly title: string;
  readonly fields: Fields;
  /** What its texts call making it. @default "update" */
  readonly creation?: "create";
  /** What its texts call destroying it. @default "reset" */
  readonly destruction?: "delete";
  /** What the texts of a failed change call it. @default noun */
  readonly changedNoun?: string;
  /** What the text of a failed destruction calls it. @default noun */
  readonly resetNoun?: string;
  /** It has a number, and is imported by a number. @default - imported by anything */
  readonly numbered?: true;
  validate?: ResourceBehaviour<ApiClient>["validate"];
}

/** Adopted, not made: "create" changes it, and "destroy" resets it (infinity-provider.md, section 4, row 10). */
export function singletonResource(table: SingletonTable): ResourceBehaviour<ApiClient> {
  const { fields, creation = "update", destruction = "reset" } = table;
  const endpoint = `${table.collection}/1/`;
  const noun = `Infinity ${table.noun}`;
  const changed = `Infinity ${table.changedNoun ?? table.noun}`;
  const [creating, created] = creation === "create" ? ["Creating", "Created"] : ["Updating", "Updated"];

  const read = async ({ connection, signal }: Context, given: Attributes | null): Promise<Attributes> => {
    const shown = await connection.get(endpoint, signal);
    const id = uriOf(shown, () => new ApiFailure(`${table.noun}${table.numbered ? " with ID 1" : ""} not found`));
    return { ...stateOf(fields, shown, given), id, ...(table.numbered ? { resource_id: 1 } : {}) };
  };
  const patch = async (context: Context, planned: Attributes, doing: string, word: string, done: string): Promise<Attributes> => {
    await step(`Error ${doing} ${changed}`, `Could not ${word} ${changed}`, () => context.connection.send("PATCH", endpoint, update(fields, planned), context.signal));
    return step(`Error Reading ${done} ${noun}`, `Could not read ${done.toLowerCase()} ${noun}`, () => read(context, planned));
  };

  return {
    ...planRules(fields),
    validate: table.validate,
    create: (planned, context) => patch(context, planned, creating, creation, created),
    read: (state, context) =>
      step(`Error Reading ${noun}`, `Could not read ${noun}`, async () => {
        try {
          const now = await read(context, state);
          return table.numbered ? { ...now, resource_id: state.resource_id ?? 1 } : now;
        } catch (error) {
          if (error instanceof ApiFailure && error.saysNotFound) return null;
          throw error;
        }
      }),
    update: (_prior, planned, context) => patch(context, planned, "Updating", "update", "Updated"),
    delete: (_state, { connection, signal }) => {
      const gone = `Infinity ${table.resetNoun ?? table.noun}`;
      const doing = destruction === "delete" ? "Deleting" : "Resetting";
      return deletion(`Error ${doing} ${gone}`, `Could not ${destruction} ${gone}`, () => connection.send("PATCH", endpoint, reset(fields), signal));
    },
    import: (text, context) => {
      const title = `Infinity ${table.title}`;
      if (!table.numbered) return step(`Error Importing ${title}`, `Could not import ${noun}`, () => read(context, null));
      const id = importNumber(text);
      return step(`Error Importing ${title}`, `Could not import ${noun} with resource ID ${id}`, async () => {
        try {
          // whatever the number, it reads the one there is, and calls it by the number
          return { ...(await read(context, null)), resource_id: id };
        } catch (error) {
          if (error instanceof ApiFailure && error.saysNotFound) throw refused(`${title} Not Found`, `${noun} with resource ID ${id} not found.`);
          throw error;
        }
      });
    },
  };
}
