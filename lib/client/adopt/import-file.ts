import { isObject } from "../../validation/json";
import type { Finding } from "./adoption";

/** Beside a stack's cdk.tf.json, which `synth` writes anew; this one it leaves alone, and Terraform reads both. */
export const IMPORT_FILE = "pexip-imports.tf.json";

/** By which a file of ours is known: nothing else is overwritten or removed. */
const MARK = "written by pexip-hyperv adopt; remove it after the apply: pexip-hyperv adopt --remove";

/** What Terraform is told of one object. */
export interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

/**
 * The import blocks of one stack, or undefined without any. No provider is named: Terraform takes that of the resource, its alias included (seen with 1.11.4).
 *
 * @param findings of this stack
 * @param withReplaced also for objects that the next plan will make anew
 * @param kept blocks of another Management Node that the stack configures as well
 */
export function importFileText(findings: readonly Finding[], withReplaced: boolean, kept: readonly ImportBlock[] = []): string | undefined {
  const blocks = findings.flatMap((finding) => (isWritten(finding, withReplaced) ? [{ to: finding.declared.address, id: templateText(finding.importId) }] : []));
  const sorted = [...kept, ...blocks].sort((one, other) => (one.to < other.to ? -1 : 1));
  return sorted.length === 0 ? undefined : `${JSON.stringify({ "//": MARK, import: sorted }, undefined, 2)}\n`;
}

export function isWritten(finding: Finding, withReplaced: boolean): finding is Finding & { readonly is: "adopted" | "replaced" } {
  return finding.is === "adopted" || (finding.is === "replaced" && withReplaced);
}

/** The blocks of a text that importFileText made; undefined for any other text. */
export function importBlocksOf(text: string): readonly ImportBlock[] | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) && content["//"] === MARK && Array.isArray(content.import) ? (content.import as readonly ImportBlock[]) : undefined;
  } catch {
    return undefined;
  }
}

const templateText = (text: string): string => text.replace(/[$%]\{/g, (opening) => `${opening[0]}${opening}`);
