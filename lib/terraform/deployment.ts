import type { IConstruct } from "constructs";
import { acceptanceProblem } from "../deployment/judgement";
import { ValidationError } from "../validation/validation-error";
import { Registry } from "./registry";

/** The deployment as one construct and what lies below it see it. */
export class Deployment {
  public static of(construct: IConstruct): Deployment {
    return new Deployment(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Takes a refusal or a warning upon oneself, for this construct and everything below it. The reason is kept with the
   * model and printed in the datasheet.
   *
   * @param ruleId `PXH012`, as in the message and in docs/rules.md
   * @param reason a sentence for whoever reads the datasheet
   * @throws ValidationError when there is no such rule, when it is an error, or when the reason is empty
   */
  public accept(ruleId: string, reason: string): void {
    const path = this.construct.node.path;
    const problem = acceptanceProblem(ruleId, reason);
    if (problem !== undefined) throw ValidationError.at(path, `accept: ${problem}`);
    Registry.of(this.construct).accept({ rule: ruleId, at: path, reason });
  }
}
