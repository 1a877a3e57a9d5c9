import type { IConstruct } from "constructs";
import { type Judgement, judgeModel } from "../deployment/judgement";
import { Registry } from "../terraform/registry";

/**
 * Runs every rule over an App without synthesizing it, for tests: accepted problems and warnings are in the result too.
 * Nothing is thrown for what the rules find.
 *
 * @param construct the App, or anything in it: the whole App is judged
 */
export function judge(construct: IConstruct): Judgement {
  return Registry.find(construct)?.judgement() ?? judgeModel({ records: [], acceptances: [] });
}
