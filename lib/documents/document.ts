import { createHash } from "node:crypto";
import { type Judgement, judgeModel } from "../deployment/judgement";
import type { DeploymentModel } from "../deployment/model";
import { DeploymentView } from "../deployment/model";

/** A file of the documents' folder. */
export interface Document {
  /** Path in the folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** What every document is made of. */
export interface DocumentInput {
  readonly view: DeploymentView;
  readonly judgement: Judgement;
  /** First 12 hex digits of the model's SHA-256: it ties a printed page to what was synthesized. */
  readonly fingerprint: string;
  /** Day of the documents, `2026-11-22`; undefined is a dotted line. Never the clock's: the same model gives the same bytes. */
  readonly date?: string;
}

export function documentInput(model: DeploymentModel, date?: string): DocumentInput {
  const { records, acceptances } = model;
  const fingerprint = createHash("sha256").update(JSON.stringify({ records, acceptances })).digest("hex").slice(0, 12);
  return { view: new DeploymentView(model), judgement: judgeModel(model), fingerprint, date };
}
