import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { DeploymentView } from "../../lib/deployment/model";
import type { Fault } from "../../lib/lab";
import { overview } from "../../lib/documents/overview";
import { terraformOnPath } from "../../lib/lab/terraform/terraform-command";
import { titleOf } from "../story/title";
import { faultText } from "./fault-option";
import type { LabSource } from "./lab-source";

interface Facts {
  readonly stacks: readonly string[];
  readonly faults: readonly Fault[];
  readonly people: boolean;
}

/** What is in a lab that listens, and what to type next. Lines without line breaks. */
export function welcomeLines(source: LabSource, { stacks, faults, people }: Facts): readonly string[] {
  const view = new DeploymentView(source.model);
  return [
    `lab of ${source.name} · ${[titleOf(view), "simulated, on 127.0.0.1 alone", "a minute passes in a tenth of a second"].join(" · ")}`,
    "",
    ...overview(view),
    "",
    ...faults.map((fault, index) => `${index === 0 ? "faults" : ""}`.padEnd(8) + faultText(fault)),
    ...(terraformOnPath() === undefined ? ["terraform is not on PATH: what needs it does not run, all else does (https://developer.hashicorp.com/terraform/install)"] : []),
    people ? "people  answer the installation wizard as soon as its VM is on, and enter what the runbook says" : "people  do nothing until you type: npx pexip-hyperv lab people",
    "",
    "In another terminal, in the same folder; each command runs on a copy, and the real states stay as they are:",
    ...aligned(commands(source, view, stacks, people)),
    "",
    "Ctrl-C ends the lab, and nothing of it is left.",
  ];
}

function commands(source: LabSource, view: DeploymentView, stacks: readonly string[], people: boolean): readonly (readonly [string, string])[] {
  const output = basename(source.output);
  const isApi = view.managementNodes.some(({ mode }) => mode === "api");
  const isWizard = view.managementNodes.some(({ origin }) => origin === "managed");
  const withCdktf = existsSync(join(source.project, "node_modules", ".bin", "cdktf"));
  const inLab = (command: string): string => `npx pexip-hyperv lab -- ${command}`;
  const apply = (stack: string, index: number): readonly (readonly [string, string])[] => {
    if (withCdktf) return [[inLab(`npx cdktf deploy ${stack} --skip-synth --skip-provider-lock${index === 0 ? "" : " --ignore-missing-stack-dependencies"}`), ""]];
    return ["init", "apply"].map((command) => [inLab(`terraform -chdir=${output}/stacks/${stack} ${command}`), ""]);
  };
  return stacks.flatMap((stack, index) => [
    ...(index === 1 && !people ? [["npx pexip-hyperv lab people", "the wizard, and what the runbook says"] as const] : []),
    ...(isApi && (index === 1 || (index === 0 && !isWizard)) ? [[inLab("pexip-hyperv adopt"), "what the wizard has made is not made again"] as const] : []),
    ...apply(stack, index),
  ]).concat([
    [inLab("pexip-hyperv verify"), "what it answers, and a test call"],
    ["npx pexip-hyperv lab dump", "the simulated world; lab journal tells what happened"],
  ]);
}

function aligned(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...pairs.map(([left, right]) => (right === "" ? 0 : left.length)));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`.trimEnd());
}
