import { acceptanceProblem } from "../../deployment/judgement";
import { nearest } from "../../validation/schema";
import { shown } from "../../validation/text";
import { type FileNode, kindOf, type MapNode } from "./file-node";
import type { Values } from "./values";

/** A refusal or a warning that the file accepts. */
export interface AcceptedRule {
  readonly rule: string;
  /** Path of an entry; empty for the whole platform. */
  readonly at: string;
  readonly reason: string;
}

const KEYS = ["rule", "at", "reason"];

/** Reads `accept: [{ rule: PXH041, at: locations.oslo, reason: ... }]`. */
export function readAcceptances(node: FileNode | undefined, paths: readonly string[], values: Values): readonly AcceptedRule[] {
  if (node === undefined || (node.is === "scalar" && node.value === null)) return [];
  if (node.is !== "list") {
    values.report("accept", "must be a list of { rule: PXH041, at: locations.oslo, reason: ... }", node.at);
    return [];
  }
  return node.entries.flatMap((entry, index) => {
    const path = `accept[${index}]`;
    if (entry.is !== "map") return values.report(path, "must be { rule: PXH041, at: locations.oslo, reason: ... }", entry.at) ?? [];
    for (const [key, one] of entry.entries) if (!KEYS.includes(key)) values.unknownKey(path, key, one, KEYS);
    const [rule, at, reason] = KEYS.map((key) => text(entry, key, path, values));
    if ([rule, at, reason].includes(null)) return [];
    if (rule === undefined) return values.report(path, "rule is required: the id that check prints, such as PXH041", entry.at) ?? [];
    if (reason === undefined) return values.report(path, `the reason for ${shown(rule).slice(1, -1)} is required: why it is accepted, in one line`, entry.at) ?? [];
    const problem = acceptanceProblem(rule, reason);
    if (problem !== undefined) return values.report(path, problem, entry.at) ?? [];
    if (at !== undefined && !paths.includes(at!)) {
      const near = nearest(at!, paths) || "; it is the place of an entry, such as locations.oslo, and without it the acceptance is for the whole platform";
      return values.report(`${path}.at`, `there is no ${shown(at)}${near}`, entry.entries.get("at")?.node.at) ?? [];
    }
    return [{ rule: rule!, at: at ?? "", reason: reason! }];
  });
}

/** Null when it is there and no text, which is reported. */
function text(entry: MapNode, key: string, path: string, values: Values): string | undefined | null {
  const given = entry.entries.get(key)?.node;
  if (given === undefined) return undefined;
  if (given.is === "scalar" && typeof given.value === "string") return given.value;
  if (given.is === "scalar" && given.value === null) values.reportNothing(`${path}.${key}`, given.at);
  else values.report(`${path}.${key}`, `must be text, got ${given.is === "scalar" ? shown(given.value) : kindOf(given)}`, given.at);
  return null;
}
