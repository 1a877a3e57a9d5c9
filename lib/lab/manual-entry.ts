import type { JsonValue } from "./infinity/fields";

/** Something that a reference of an entry names: another entry, or what is there, by a value of one of its fields. */
export type EntryReference =
  | {
      /** The `id` of another entry. When nobody has entered that, the field is left open. */
      readonly entry: string;
    }
  | {
      /** In the API's words: `system_location`. */
      readonly collection: string;
      /** `name` */
      readonly field: string;
      readonly value: string;
      /** Make it with this value alone when it is not there. @default false */
      readonly makeIt?: boolean;
      /** Leave the field open when it is not there. @default false: that is an error */
      readonly orNothing?: boolean;
    };

/** One thing that a person enters in the Administrator interface. */
export interface ManualEntry {
  /** What references of other entries call it. @default - none names it */
  readonly id?: string;
  /** In the API's words: `system_location`. */
  readonly collection: string;
  /** What the journal calls it. @default - its name */
  readonly title?: string;
  /** By field, in the API's words. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Fields that tell it from others of its collection: one that has the same there stays as it is. A setting of which there is one needs none, and is entered once. @default ["name"] */
  readonly by?: readonly string[];
  /** By field. @default - none */
  readonly references?: Readonly<Record<string, EntryReference | readonly EntryReference[]>>;
  /** Names of a certificate that the lab's authority issues for it, with the lab's key where the page asks for one. @default - it is no certificate */
  readonly certificateFor?: readonly string[];
  /** Field of a file, of which an empty ZIP is uploaded. @default - none */
  readonly upload?: string;
  /** Fields that nobody can fill in, because Terraform alone knows what belongs there. @default - none */
  readonly unknown?: readonly string[];
  /** Is it entered without these? @default false: then it is not entered */
  readonly withoutUnknown?: boolean;
}

/** What one field names. */
export type References = EntryReference | readonly EntryReference[];

/** One reference or several, as a list. */
export const listOf = (to: References): readonly EntryReference[] => (isList(to) ? to : [to]);

export function isList(to: References): to is readonly EntryReference[] {
  return Array.isArray(to);
}

/** The entries that it names. */
export const namedBy = ({ references = {} }: ManualEntry): readonly string[] => Object.values(references).flatMap(listOf).flatMap((one) => ("entry" in one ? one.entry : []));

/** The same entries, each after those that it names; where they name each other, as they stood. */
export function afterWhatTheyName(entries: readonly ManualEntry[]): readonly ManualEntry[] {
  const byId = new Map(entries.flatMap((entry) => (entry.id === undefined ? [] : [[entry.id, entry] as const])));
  const ordered = new Set<ManualEntry>();
  const open = new Set<ManualEntry>();
  const visit = (entry: ManualEntry): void => {
    if (ordered.has(entry) || open.has(entry)) return;
    open.add(entry);
    for (const named of namedBy(entry).map((id) => byId.get(id))) if (named !== undefined) visit(named);
    ordered.add(entry);
  };
  for (const entry of entries) visit(entry);
  return [...ordered];
}
