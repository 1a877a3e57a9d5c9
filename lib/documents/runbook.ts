import { blocking, warnings } from "../deployment/judgement";
import type { DocumentInput } from "./document";
import { bullets, code, heading, text } from "./markdown";
import { beforeChapter } from "./runbook/before";
import { conferencingNodesChapter } from "./runbook/conferencing-nodes";
import { type Context, contextOf, platformContexts, type PlatformContext } from "./runbook/context";
import { hostsChapter } from "./runbook/hosts";
import { initialConfigurationChapter } from "./runbook/initial-configuration";
import { managementNodeChapter, wizardChapter } from "./runbook/management-node";
import { finishChapter, furtherChapter, integrationChapter, testCallChapter } from "./runbook/next-steps";
import { ServiceSteps } from "./runbook/services";
import { type Chapter, chaptersText } from "./runbook/step";
import { troubleChapter } from "./runbook/trouble";
import { DOTTED } from "./text";

/**
 * `runbook.md`: the guide's steps (pages 4 to 17) for this deployment, in the guide's order, with every value filled in. What Terraform does is said where the
 * guide has it; what a person does has a box. Secrets are named, never shown.
 */
export function runbook(input: DocumentInput): string {
  const context = contextOf(input.view);
  const platforms = platformContexts(context);
  const ofPlatforms = new Set(platforms.flatMap(({ before, after }) => [...before, ...after]));
  const chapters = [
    beforeChapter(context),
    hostsChapter(context, context.plan.order.filter((stack) => !ofPlatforms.has(stack))),
    ...platforms.flatMap((platform) => platformChapters(platform, platforms.length > 1)),
    troubleChapter(platforms),
  ];
  return `${[...opening(input, context), "", ...chaptersText(chapters)].join("\n")}\n`;
}

function platformChapters(context: PlatformContext, several: boolean): readonly Chapter[] {
  const services = new ServiceSteps(context);
  const chapters = [
    managementNodeChapter(context),
    wizardChapter(context),
    initialConfigurationChapter(context, services),
    conferencingNodesChapter(context),
    testCallChapter(context),
    furtherChapter(context, services),
    integrationChapter(context, services),
    finishChapter(context, services),
  ];
  return several ? chapters.map((chapter) => ({ ...chapter, title: `${chapter.title}: ${context.platform.managementNode.fqdn}` })) : chapters;
}

function opening(input: DocumentInput, { view, plan }: Context): readonly string[] {
  const { judgement, fingerprint, date } = input;
  const named = view.managementNodes.map(({ fqdn }) => fqdn);
  const stopped = blocking(judgement).length;
  const warned = warnings(judgement).length;
  return [
    heading(1, `Runbook: ${named.length === 0 ? "Pexip Infinity on Hyper-V" : named.map(text).join(", ")}`),
    "",
    ...view.managementNodes.map(({ fqdn, infinityVersion, mode }) => `${code(fqdn)}: Pexip Infinity v${text(infinityVersion)}, ${mode === "api" ? "api mode (Terraform enters what the Administrator interface holds)" : "runbook mode (a person enters what the Administrator interface holds)"}.  `),
    `Model ${code(fingerprint)}, of ${date === undefined ? DOTTED : text(date)}. ${view.hosts.length} ${view.hosts.length === 1 ? "host" : "hosts"}, ${view.nodes.length} Conferencing ${view.nodes.length === 1 ? "Node" : "Nodes"}, ${plan.order.length} ${plan.order.length === 1 ? "stack" : "stacks"} to apply.`,
    "",
    ...(stopped === 0 ? [] : [`**Do not build this: the rules find ${stopped} ${stopped === 1 ? "problem" : "problems"} that must be solved or accepted first; the datasheet lists them.**`, ""]),
    ...(warned === 0 ? [] : [`The rules warn of ${warned} ${warned === 1 ? "thing" : "things"}: the datasheet lists ${warned === 1 ? "it" : "them"}.`, ""]),
    ...bullets([
      "A step with a box is yours; tick it. A step without one is Terraform's, or there is nothing to do: read it, and compare.",
      `Text ${code("like this")} is typed exactly so. ${DOTTED} is not decided, or only Terraform knows it: find out, and write it in.`,
      `Passwords and keys are named (${code("in TF_VAR_name")}), never shown.`,
      "Pages are those of the Pexip Infinity Hyper-V Installation Guide, version 21.a, May 2019. The order is the guide's.",
    ]),
    "",
    heading(2, "Contents"),
  ];
}
