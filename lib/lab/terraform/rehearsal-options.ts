import type { DeploymentModel } from "../../deployment/model";
import type { LabOptions } from "../options";

/** How a rehearsal differs from the ordinary one. */
export interface RehearsalOptions {
  /** Where the copies, states and plans lie. @default - a temporary folder, which goes with the rehearsal */
  readonly folder?: string;
  /** Values of Terraform variables, as `labFor` takes them. @default - all are made up */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Earlier or later models of the same deployment, whose hosts, templates and secrets the lab is to have as well. @default - none */
  readonly others?: readonly DeploymentModel[];
  /** What the lab has in the place of what `labFor` makes of the deployment. @default - nothing */
  readonly lab?: Partial<LabOptions>;
  /** Sources of providers that may do what they do: `hashicorp/random`. @default - none: a stack that names another one is refused */
  readonly allowedProviders?: readonly string[];
  /** The Terraform program. @default - the one on PATH */
  readonly terraform?: string;
  /** Longest time that one command may take, in seconds. @default 600 */
  readonly timeoutSeconds?: number;
}

/** How one command runs. */
export interface CommandOptions {
  /** Told what it writes, as it writes it. @default - nobody is */
  readonly onOutput?: (text: string) => void;
  /** Kills it, with all that it started. @default - nothing does */
  readonly signal?: AbortSignal;
}

/** What Terraform is going to do. */
export interface RehearsedPlan {
  /** Nothing at all? */
  readonly isEmpty: boolean;
  /** As Terraform prints it. */
  readonly text: string;
  /** For `terraform apply` and `terraform show`. */
  readonly file: string;
}
