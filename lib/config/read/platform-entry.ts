import type { MapNode } from "./file-node";
import type { Form, Section, StackName } from "./sections";

/** One thing that a platform file describes. */
export interface PlatformEntry {
  readonly section: Section;
  /** Construct id. */
  readonly id: string;
  /** `conferencingNodes.oslo-1`, `managementNode`. */
  readonly path: string;
  readonly stack: StackName;
  /** It exists already: the platform refers to it and does not make it. */
  readonly existing: boolean;
  readonly form: Form;
  /** Values of the fields, as a construct takes them. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What each reference names: an entry's path, or several. */
  readonly references: Readonly<Record<string, string | readonly string[]>>;
  /** References that stand there as a word (`self_signed`). */
  readonly words: Readonly<Record<string, string>>;
  readonly node: MapNode;
  /** Keys whose value comes from the file's defaults. */
  readonly shared: ReadonlySet<string>;
  /** Nothing of it is wrong so far that would leave a wrong idea of it. */
  readonly sound: boolean;
}
