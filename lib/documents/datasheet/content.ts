import type { ChecklistItem } from "../checklist-item";

/** Plain text, which whoever renders it must escape; a list is shown in lines. `DOTTED` is a line to write on. */
export type Content = string | readonly string[];

/** A line of a form: `Network mask: 255.255.255.0`. */
export interface Field {
  /** Without the colon after it. */
  readonly label: string;
  /** What the form says below the label. */
  readonly hint?: string;
  readonly value: Content;
}

/** Labelled lines; the lines of a group stay together. */
export interface Form {
  readonly is: "form";
  readonly title?: string;
  readonly groups: readonly (readonly Field[])[];
}

export interface Column {
  readonly title: string;
  /** Numbers are aligned to the right. */
  readonly holds?: "number";
}

/** The first column names the row. */
export interface Table {
  readonly is: "table";
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Content[])[];
}

/** What a part of a bar stands for. */
export type ShareOf = "managementNode" | "transcoding" | "proxying" | "other";

/** What is promised of something that a host has. */
export interface Bar {
  /** `vCPUs` */
  readonly label: string;
  /** `16 of 24 cores` */
  readonly text: string;
  readonly capacity: number;
  readonly shares: readonly { readonly name: string; readonly amount: number; readonly of: ShareOf }[];
  /** `manager 4, oslo-1 12; 8 free` */
  readonly detail: string;
}

export interface Bars {
  readonly is: "bars";
  readonly hosts: readonly { readonly name: string; readonly bars: readonly Bar[] }[];
}

/** Problems of one kind, as a list. */
export interface Findings {
  readonly is: "findings";
  readonly title: string;
  readonly entries: readonly { readonly word: string; readonly rule: string; readonly path: string; readonly text: string }[];
}

/** What the rules say, in a line. */
export interface Verdict {
  readonly is: "verdict";
  readonly state: "stopped" | "open" | "sound";
  readonly headline: string;
  readonly counts: string;
}

/** Where the topology picture goes. */
export interface Picture {
  readonly is: "picture";
}

export interface Note {
  readonly is: "note";
  readonly text: string;
}

export interface Checklist {
  readonly is: "checklist";
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

/** How much of the checklist is done. */
export interface Progress {
  readonly is: "progress";
  readonly text: string;
}

export type Block = Form | Table | Bars | Findings | Verdict | Picture | Note | Progress | Checklist;

export interface Section {
  /** Unique in the datasheet: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A datasheet, however it is rendered. */
export interface Datasheet {
  readonly title: string;
  /** What it describes: the Management Nodes' names. */
  readonly subject: string;
  readonly fingerprint: string;
  readonly facts: readonly Field[];
  readonly sections: readonly Section[];
}

export function form(title: string | undefined, ...groups: readonly (readonly Field[])[]): Form {
  return { is: "form", title, groups: groups.filter((group) => group.length > 0) };
}

/** A column that says nothing of any row is left out; no table when there are no rows. */
export function table(title: string | undefined, columns: readonly (Column | string)[], rows: readonly (readonly Content[])[]): readonly Table[] {
  const all = columns.map((column): Column => (typeof column === "string" ? { title: column } : column));
  const kept = all.map((_, index) => index === 0 || rows.some((row) => row[index].length > 0));
  if (rows.length === 0) return [];
  return [{ is: "table", title, columns: all.filter((_, index) => kept[index]), rows: rows.map((row) => row.filter((_, index) => kept[index])) }];
}

export function field(label: string, value: Content, hint?: string): Field {
  return hint === undefined ? { label, value } : { label, hint, value };
}

/** A field that is left out when there is nothing to say. */
export function fieldIf(label: string, value: Content | undefined): readonly Field[] {
  return value === undefined || value.length === 0 ? [] : [field(label, value)];
}

export const number = (title: string): Column => ({ title, holds: "number" });

/** `a, b, c and 997 more`: the datasheet of a thousand nodes is to be read, too. */
export function listed(names: readonly string[], most = 8, separator = ", "): string {
  if (names.length <= most + 1) return names.join(separator);
  return `${names.slice(0, most).join(separator)} and ${names.length - most} more`;
}

/** `1 rule`, `2 rules` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
