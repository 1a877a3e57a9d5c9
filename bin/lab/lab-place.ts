import { delimiter } from "node:path";
import { withoutTerraformSettings } from "../../lib/lab/terraform/terraform-command";
import type { World } from "../world";

/** Set for a command that runs in a lab: the folder that stands for the project there. */
export const LAB_VARIABLE = "PEXIP_HYPERV_LAB";

/** What a lab tells of itself. */
export interface LabFacts {
  readonly pid: number;
  /** File that it is made for. */
  readonly source: string;
  /** cdktf's output folder of the real thing. */
  readonly output: string;
}

/** Where a command runs in a lab, and what it needs there. */
export interface LabPlace {
  /** Stands for the project. */
  readonly folder: string;
  /** To the front of PATH. */
  readonly commands: string;
  /** Secrets included. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The environment of a command in a lab: the one around it without the real thing's settings and secrets. */
export function environmentIn({ commands, variables }: LabPlace, { env }: World): Readonly<Record<string, string | undefined>> {
  const around = Object.entries(withoutTerraformSettings({ ...env })).filter(([name]) => !name.startsWith("PEXIP_"));
  return { ...Object.fromEntries(around), ...variables, PATH: [commands, env.PATH ?? env.Path].filter((one) => one !== undefined).join(delimiter) };
}
