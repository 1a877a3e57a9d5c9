import { nearest } from "../../validation/schema";
import { shown } from "../../validation/text";
import { type AcceptedRule, readAcceptances } from "./acceptances";
import { type Backend, readBackend } from "./backend";
import { EMPTY_MAP, type FileNode, type FileProblem, kindOf, type MapEntry, type MapNode, onceEach } from "./file-node";
import { inOrder } from "./order";
import { type Form, SECTIONS, type Section, sectionOf, type StackName } from "./sections";
import { idsIn, Values } from "./values";
import type { PlatformEntry } from "./platform-entry";

/** A platform file, read. */
export interface PlatformDescription {
  /** In an order in which each can be made: after what it names. */
  readonly entries: readonly PlatformEntry[];
  readonly acceptances: readonly AcceptedRule[];
  readonly backend?: Backend;
  readonly problems: readonly FileProblem[];
  readonly root: FileNode;
}

/** `$schema` tells editors of JSON where the schema is. */
const OTHER_KEYS = ["accept", "backend", "defaults", "$schema"];
const TOP_KEYS = [...SECTIONS.map(({ key }) => key), ...OTHER_KEYS];

/** An id is a construct's, a part of Terraform's addresses, and a part of a path here. */
const ID = /^[A-Za-z0-9_-]+$/;

/** Constructs of ours that stand beside the entries. */
const TAKEN: Readonly<Record<StackName, readonly string[]>> = { manager: ["cdktf-pexip-hyperv", "wizard"], platform: ["cdktf-pexip-hyperv"] };

type Draft = Pick<PlatformEntry, "section" | "id" | "path" | "stack" | "existing" | "form" | "node" | "shared">;

/**
 * Reads what a platform file holds. Nothing is thrown: what is wrong is in `problems`, and the rest is there.
 *
 * @param folder that paths in the file start from
 */
export function readPlatform(root: FileNode, folder: string): PlatformDescription {
  return new Reading(folder).run(root);
}

class Reading {
  private readonly values: Values;
  private readonly ids = new Map<string, readonly string[]>();

  constructor(folder: string) {
    this.values = new Values(folder);
  }

  public run(root: FileNode): PlatformDescription {
    if (root.is !== "map") {
      this.values.report("", `a platform file is a map of ${TOP_KEYS.slice(0, 4).join(", ")} and so on, and this is ${kindOf(root)}`, root.at);
      return { entries: [], acceptances: [], problems: this.values.problems, root };
    }
    for (const [key, entry] of root.entries) if (!TOP_KEYS.includes(key)) this.values.unknownKey("", key, entry, TOP_KEYS);
    const drafts = this.drafts(root);
    this.refuseTwins(drafts);
    const byPath = new Map(drafts.map((draft) => [draft.path, draft]));
    const entries = inOrder(drafts.map((draft) => this.entry(draft, byPath)), (entry, key, target) => this.refuseCircle(entry, key, target));
    this.requireManagementNode(entries, root);
    if (entries.length === 0 && this.values.problems.length === 0) this.values.report("", "describes nothing yet: it has no entries", root.at);
    const acceptances = readAcceptances(root.entries.get("accept")?.node, [...byPath.keys()], this.values);
    const backend = readBackend(root.entries.get("backend")?.node, this.values);
    return { entries, acceptances, backend, problems: onceEach(this.values.problems), root };
  }

  /** Every entry with its defaults, in the file's order. */
  private drafts(root: MapNode): readonly Draft[] {
    const shares = root.entries.get("defaults");
    const defaults = shares === undefined ? EMPTY_MAP : this.mapOf(shares.node, "defaults", shares);
    for (const [key, { node }] of defaults.entries) this.checkDefaults(key, node, defaults);
    const manager = this.mapAt(root, "managementNode");
    // with a Management Node of somebody else's there is no wizard to wait for
    const oneStack = this.isExisting(manager, "managementNode", sectionOf("managementNode")!);
    return [...root.entries].flatMap(([key, { node }]) => {
      const section = sectionOf(key);
      if (section === undefined) return [];
      const shared = defaults.entries.get(key)?.node;
      const given = this.mapOf(node, key);
      const entries: readonly (readonly [string, string, MapNode])[] =
        section.id !== undefined ? [[section.id, key, given]] : [...given.entries].map(([id, entry]) => [id, `${key}.${id}`, this.mapOf(entry.node, `${key}.${id}`, entry)] as const);
      return entries.flatMap(([id, path, own]): readonly Draft[] => {
        if (!ID.test(id)) {
          this.values.report(`${key}.${shown(id)}`, "an id consists of letters, digits, _ and -: it becomes a part of Terraform's addresses", given.entries.get(id)?.keyAt);
          return [];
        }
        const existing = this.isExisting(own, path, section);
        const form = existing ? section.existing! : section.form;
        const inherited = this.applicable(shared, form).filter(([name]) => !own.entries.has(name));
        const node = { ...own, at: given.entries.get(id)?.keyAt ?? root.entries.get(key)?.keyAt ?? own.at, entries: new Map([...inherited, ...own.entries]) };
        return [{ section, id, path, existing, form, stack: oneStack ? "platform" : section.stack, node, shared: new Set(inherited.map(([name]) => name)) }];
      });
    });
  }

  private isExisting(node: MapNode, path: string, section: Section): boolean {
    const given = node.entries.get("existing")?.node;
    if (given === undefined) return false;
    const isFlag = given.is === "scalar" && typeof given.value === "boolean";
    if (section.existing !== undefined && !isFlag) this.once(`${path}.existing`, "must be true or false", given);
    // whoever wrote another word for it meant it
    return section.existing !== undefined && (!isFlag || given.value === true);
  }

  /** The Management Node is asked twice. */
  private once(path: string, message: string, { at }: FileNode): void {
    if (!this.values.problems.some((problem) => problem.path === path && problem.message === message)) this.values.report(path, message, at);
  }

  /** Defaults that this form has: an existing node has no switch. */
  private applicable(shared: FileNode | undefined, form: Form): readonly (readonly [string, MapEntry])[] {
    if (shared?.is !== "map") return [];
    return [...shared.entries].filter(([key]) => Object.hasOwn(form.fields, key) || Object.hasOwn(form.references, key));
  }

  private checkDefaults(key: string, node: FileNode, defaults: MapNode): void {
    const section = sectionOf(key);
    const maps = SECTIONS.filter(({ id }) => id === undefined).map((one) => one.key);
    if (section === undefined) return this.values.unknownKey("defaults", key, defaults.entries.get(key)!, maps);
    if (section.id !== undefined) return void this.values.report(`defaults.${key}`, `there is one ${key}, which takes no defaults; write the values there`, defaults.entries.get(key)!.keyAt ?? node.at);
    const names = [...keysOf(section.form), ...keysOf(section.existing)];
    for (const [name, entry] of this.mapOf(node, `defaults.${key}`).entries) if (!names.includes(name)) this.values.unknownKey(`defaults.${key}`, name, entry, names);
  }

  private mapAt(root: MapNode, key: string): MapNode {
    const entry = root.entries.get(key);
    return entry === undefined || entry.node.is !== "map" ? EMPTY_MAP : entry.node;
  }

  /** A key with nothing after it is an empty map, as in `locations:`. */
  private mapOf(node: FileNode, path: string, entry?: MapEntry): MapNode {
    if (node.is === "map") return node;
    if (node.is !== "scalar" || node.value !== null) this.values.report(path, `must be a map, got ${node.is === "scalar" ? shown(node.value) : kindOf(node)}`, node.at ?? entry?.keyAt);
    return { ...EMPTY_MAP, at: entry?.keyAt ?? node.at };
  }

  private refuseTwins(drafts: readonly Draft[]): void {
    const owners = new Map<string, string>();
    for (const { stack, id, path, node } of drafts) {
      const other = owners.get(`${stack}/${id}`) ?? (TAKEN[stack].includes(id) ? "something of this package" : undefined);
      if (other !== undefined) this.values.report(path, `the id ${id} stands for ${other} already; ids are unique within one apply (stack ${stack})`, node.at);
      owners.set(`${stack}/${id}`, path);
    }
  }

  private entry(draft: Draft, byPath: ReadonlyMap<string, Draft>): PlatformEntry {
    const before = this.values.problems.length;
    const { existing, form } = draft.section;
    const names = [...Object.keys(draft.form.references), ...(existing === undefined ? [] : ["existing"])];
    const keys = keysOf(draft.existing ? form : existing).filter((key) => !keysOf(draft.form).includes(key));
    const why = draft.existing ? "has no place beside existing: true, which refers to what is there and makes nothing; remove one of the two" : "is taken only with existing: true, for what is there already";
    const props = this.values.props(draft.form.fields, draft.node, draft.path, names, { keys, why });
    const references: Record<string, string | readonly string[]> = {};
    const words: Record<string, string> = {};
    let complete = true;
    for (const [key, spec] of Object.entries(draft.form.references)) {
      const given = draft.node.entries.get(key)?.node;
      const path = `${draft.path}.${key}`;
      if (given === undefined) {
        if (spec.required !== true) continue;
        complete = false;
        if (!this.isMeant(path) && !this.isMeant(`defaults.${draft.section.key}.${key}`)) this.values.report(path, `is required: the id of an entry of ${spec.to}`, draft.node.at);
        continue;
      }
      if (given.is === "scalar" && typeof given.value === "string" && given.value.toLowerCase() === spec.word) {
        words[key] = spec.word;
        continue;
      }
      if (given.is === "scalar" && given.value === null) {
        this.values.reportNothing(path, given.at ?? draft.node.entries.get(key)?.keyAt);
        complete = false;
        continue;
      }
      if ((given.is === "list") !== (spec.many === true) || given.is === "map") {
        this.values.report(path, `must be ${spec.many === true ? `a list of ids of ${spec.to}: [${shownId(given)}]` : `the id of one entry of ${spec.to}`}`, given.at);
        continue;
      }
      const found = idsIn(given).flatMap(({ id, node }) => this.named(id, spec.to, path, node, byPath));
      complete &&= found.length === idsIn(given).length;
      references[key] = spec.many === true ? found : found[0];
    }
    this.values.problems.push(...this.values.problems.splice(before).map((problem) => ({ ...problem, path: placeIn(draft, problem.path) })));
    const sound = complete && this.values.problems.slice(before).every(({ harmless }) => harmless === true);
    return { ...draft, props, references: Object.fromEntries(Object.entries(references).filter(([, named]) => named !== undefined)), words, sound };
  }

  private named(id: unknown, to: string, path: string, node: FileNode, byPath: ReadonlyMap<string, Draft>): readonly string[] {
    const target = `${to}.${String(id)}`;
    if (typeof id === "string" && byPath.has(target)) return [target];
    if (id === null) return this.values.reportNothing(path, node.at) ?? [];
    if (this.isMeant(`.${to}`)) return [];
    const ids = this.idsOf(to, byPath);
    const there = ids.length === 0 ? "; there is none yet" : (typeof id === "string" ? nearest(id, ids) : "") || `; there ${ids.length === 1 ? "is" : "are"} ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", ..." : ""}`;
    this.values.report(path, `there is no ${shown(id)} in ${to}${there}`, node.at);
    return [];
  }

  private idsOf(section: string, byPath: ReadonlyMap<string, Draft>): readonly string[] {
    const known = this.ids.get(section) ?? [...byPath.values()].filter((draft) => draft.section.key === section).map(({ id }) => id);
    this.ids.set(section, known);
    return known;
  }

  /** Is a key with a slip of the pen reported that stands for this one? What follows from it is no second mistake. */
  private isMeant(path: string): boolean {
    return this.values.meant.has(path);
  }

  private refuseCircle(entry: PlatformEntry, key: string, target: PlatformEntry): void {
    const why = target === entry ? "names the entry itself; name another one, or leave it out" : `${target.path} names this one in turn; one of the two must be first`;
    this.values.report(`${entry.path}.${key}`, why, entry.node.entries.get(key)?.node.at);
  }

  private requireManagementNode(entries: readonly PlatformEntry[], { entries: given, at }: MapNode): void {
    if (given.has("managementNode") || this.isMeant(".managementNode")) return;
    const orphan = entries.find(({ section }) => section.stack === "platform");
    if (orphan !== undefined) this.values.report("managementNode", `is missing: ${orphan.path} and everything else of a platform belongs to one (existing: true refers to one that is there)`, orphan.node.at ?? at);
  }
}

function keysOf(form: Form | undefined): readonly string[] {
  return form === undefined ? [] : [...Object.keys(form.fields), ...Object.keys(form.references)];
}

/** The place of a key of an entry: among the defaults, where its value comes from there. */
export function placeIn({ path, section, shared }: Pick<PlatformEntry, "path" | "section" | "shared">, place: string): string {
  const rest = place.slice(path.length);
  return shared.has(/^\.([^.[]*)/.exec(rest)?.[1] ?? "") ? `defaults.${section.key}${rest}` : place;
}

function shownId(node: FileNode): string {
  return node.is === "scalar" && typeof node.value === "string" && ID.test(node.value) ? node.value : "id";
}
