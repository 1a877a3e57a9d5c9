import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ManagementNodeRecord } from "../../lib/deployment/management-node";
import type { DeploymentView } from "../../lib/deployment/model";
import type { ConferenceAlias } from "../../lib/deployment/services/conference";
import type { Rehearsal, RehearsedPlan } from "../../lib/lab";
import type { EarlierDeployment } from "./earlier-deployment";
import { count, Stopwatch, type Screen } from "./screen";

/** What a plan holds in JSON; only what is read here. */
interface PlanJson {
  readonly terraform_version: string;
  readonly resource_changes?: readonly { readonly change: { readonly actions: readonly string[]; readonly importing?: object } }[];
}

/** What `pexip-hyperv verify --format json` writes; only what is read here. */
interface VerifyJson {
  readonly summary: Readonly<Record<"ok" | "warning" | "failed" | "skipped", number>>;
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly findings: readonly { readonly state: string; readonly what: string; readonly evidence: string }[] }[];
}

interface WizardJson {
  readonly managementNodes: readonly { readonly fqdn: string; readonly answers: readonly { readonly label: string; readonly value?: string }[] }[];
}

type ManagedManager = ManagementNodeRecord & { readonly origin: "managed" };

const PASSWORD = "Web administration password";

/** The installation of a deployment in a lab, or a change of what is installed there: each line is a command that ran, and what came of it. */
export class RehearsalStory {
  private readonly adopted: Set<string>;
  private isIntroduced = false;

  /** @param earlier what is installed already, when a change is told. @default - nothing is */
  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly view: DeploymentView,
    private readonly screen: Screen,
    private readonly earlier?: Pick<EarlierDeployment, "configured">,
  ) {
    this.adopted = new Set(earlier?.configured);
  }

  /**
   * @returns what `verify` found that a person has left undone, in runbook mode: a licence, certificates
   * @throws Error with what a command printed when it fails
   */
  public async tell(): Promise<number> {
    const { rehearsal } = this;
    for (const stack of rehearsal.stacks) {
      await this.adopt();
      await this.build(stack);
      for (const manager of this.managersOf(stack)) await this.answerWizard(manager);
      await this.enterByHand(stack);
    }
    await this.synchronize();
    const failed = await this.verify();
    for (const stack of rehearsal.stacks) await this.planAgain(stack);
    return failed;
  }

  private async build(stack: string): Promise<void> {
    const planning = `terraform plan          ${stack}`;
    this.screen.progress(planning, "…");
    const plan = await this.rehearsal.plan(stack);
    const content = (await this.rehearsal.show(stack, plan)) as PlanJson;
    if (!this.isIntroduced) this.introduce(content.terraform_version);
    this.screen.step(planning, countsOf(content));
    if (this.earlier !== undefined && plan.isEmpty) return;
    await this.explain(plan, content);
    await this.apply(stack, content);
  }

  private introduce(terraform: string): void {
    this.isIntroduced = true;
    this.screen.row("rehearsed", `real Terraform ${terraform} and real commands, with simulated hosts and Infinity, where a minute takes a tenth of a second`);
  }

  private async explain({ file }: RehearsedPlan, content: PlanJson): Promise<void> {
    const json = `${file}.json`;
    writeFileSync(json, JSON.stringify(content), { mode: 0o600 });
    const explained = await this.command(["explain-plan", json, "--model", this.rehearsal.folder]);
    const lines = explained.trimEnd().split("\n");
    const verdict = lines.filter((line) => line.startsWith("Verdict: "));
    this.screen.step("pexip-hyperv explain-plan", verdict.join(" ").replace(/^Verdict: |:$/g, ""));
    // an installation makes all of it, and a change is worth a look at each
    if (this.earlier !== undefined) this.screen.print(...lines.slice(0, lines.indexOf(verdict[0])).map((line) => `    ${line}`));
  }

  private async apply(stack: string, { resource_changes: changes = [] }: PlanJson): Promise<void> {
    const command = `terraform apply         ${stack}`;
    const all = changes.flatMap(({ change }) => change.actions).filter((action) => ["create", "update", "delete"].includes(action)).length;
    const watch = new Stopwatch();
    let done = 0;
    let last = "";
    this.screen.progress(command, `0 of ${all}`);
    const printed = await this.rehearsal.apply(stack, {
      onOutput: (text) => {
        done += text.match(/: (Creation|Modifications|Destruction) complete/g)?.length ?? 0;
        last = /\(local-exec\): (\S+ {2}entered .*)$/m.exec(text)?.[1] ?? last;
        this.screen.progress(command, `${done} of ${all}   ${watch.toString()}   ${last}`.trimEnd());
      },
    });
    const resources = /Resources: (.*)\./.exec(printed)?.[1] ?? "done";
    this.screen.step(command, `${withoutZeros(resources)}   ${watch.toString()}`);
  }

  /** Types what `pexip-hyperv wizard` prints, and the password that it never prints. */
  private async answerWizard({ fqdn }: ManagedManager): Promise<void> {
    if (this.rehearsal.lab.managementNode(fqdn).state !== "awaiting the wizard") return;
    const { managementNodes } = JSON.parse(await this.command(["wizard", this.rehearsal.folder, "--format", "json"])) as WizardJson;
    const printed = managementNodes.find((one) => one.fqdn === fqdn)?.answers ?? [];
    const { password } = this.rehearsal.lab.loginTo(fqdn);
    const command = "pexip-hyperv wizard";
    this.screen.progress(command, "…");
    await this.rehearsal.lab.finishWizard({ managementNode: fqdn, answers: printed.map(({ label, value }) => ({ label, value: label === PASSWORD ? password : (value ?? "") })) });
    this.screen.step(command, `its ${count(printed.length, "answer")} typed at the console of ${fqdn}; it answers, and has a certificate of its own`);
  }

  /** In api mode: what the wizard has made is not to be made again. */
  private async adopt(): Promise<void> {
    for (const { fqdn, mode } of this.view.managementNodes) {
      if (mode !== "api" || this.adopted.has(fqdn) || !this.rehearsal.lab.managementNodes.some(({ name, answersRequests }) => name === fqdn && answersRequests)) continue;
      this.adopted.add(fqdn);
      const summary = (await this.rehearsal.adopt(fqdn)).split("\n").find((line) => /: \d+ declared, /.test(line));
      this.screen.step("pexip-hyperv adopt", summary?.replace(/^\S+: /, "") ?? "done");
    }
  }

  private async enterByHand(stack: string): Promise<void> {
    await this.rehearsal.doByHand(stack);
    for (const { fqdn, mode } of this.managersOf(stack)) {
      const nodes = this.view.nodes.filter(({ managementNode }) => this.view.managementNode(managementNode).fqdn === fqdn);
      if (mode === "runbook") this.screen.step("runbook.md, by hand", `${count(nodes.length, "Conferencing Node")} and all else that it says entered in the Administrator interface`);
    }
  }

  private async synchronize(): Promise<void> {
    const [command, manager] = ["pexip-hyperv wait node", this.rehearsal.lab.managementNodes];
    this.screen.progress(command, "…");
    await this.rehearsal.synchronized();
    const states = this.view.nodes.map(({ name }) => manager.map((one) => one.nodeState(name)?.syncStatus).find((status) => status !== undefined));
    const synced = states.filter((status) => status === "SYNCED").length;
    this.screen.step(command, `${synced} of ${count(states.length, "Conferencing Node")} SYNCED`);
  }

  private async verify(): Promise<number> {
    const aliases = this.view.servicesOf("virtualMeetingRoom").flatMap(({ values }) => (values.aliases as readonly ConferenceAlias[]).map(({ alias }) => alias));
    const room = aliases.find((alias) => /test/i.test(alias)) ?? aliases.at(0);
    const options = ["--skip", "dns", "--format", "json", ...(room === undefined ? [] : ["--room", room])];
    const { summary, subjects } = JSON.parse(await this.command(["verify", this.rehearsal.folder, ...options], [0, 2])) as VerifyJson;
    const failed = subjects.flatMap(({ name, findings }) => findings.filter(({ state }) => state === "failed").map(({ what, evidence }) => `${name}: ${what}: ${evidence}`));
    this.screen.step("pexip-hyperv verify", `${summary.ok} ok, ${count(summary.warning, "warning")}, ${summary.failed} failed; DNS was not looked at`);
    for (const line of failed) this.screen.step("", line);
    // in runbook mode a person decides whether there is a licence, and whose certificates
    if (failed.length > 0 && this.view.managementNodes.every(({ mode }) => mode === "api")) throw new Error("pexip-hyperv verify failed");
    const calls = subjects.flatMap(({ findings }) => findings.filter(({ what }) => what.startsWith("call through")));
    if (calls.some(({ state }) => state === "failed")) return failed.length;
    this.screen.step("", calls.length === 0 ? "no room is declared, so there was no test call" : `test call to ${room} ${calls.map(({ what }) => what.replace("call ", "")).join(" and ")}: ${calls[0].evidence}`);
    return failed.length;
  }

  private async planAgain(stack: string): Promise<void> {
    const command = `terraform plan          ${stack}`;
    this.screen.progress(command, "…");
    const plan = await this.rehearsal.plan(stack);
    if (!plan.isEmpty) throw new Error(`the second plan of stack ${stack} is not empty:\n${plan.text.trim()}`);
    this.screen.step(command, "no changes");
  }

  private async command(args: readonly string[], fine: readonly number[] = [0]): Promise<string> {
    const { code, stdout, stderr } = await this.rehearsal.command(args);
    if (code === undefined || !fine.includes(code)) throw new Error(`pexip-hyperv ${args[0]} failed:\n${stderr}${stdout}`);
    return stdout;
  }

  private managersOf(stack: string): readonly ManagedManager[] {
    return this.view.managementNodes.filter((node): node is ManagedManager => node.origin === "managed" && node.stack === stack);
  }
}

/** Writes what the simulated world has come to, for a look. */
export function keepWorld({ lab, folder }: Rehearsal): readonly string[] {
  const files = { "world.txt": lab.tree(), "world.json": `${JSON.stringify(lab.dump(), undefined, 2)}\n`, "journal.txt": lab.journal.map(({ at, subject, event }) => `${at}  ${subject}  ${event}\n`).join("") };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return Object.keys(files);
}

function countsOf({ resource_changes: changes = [] }: PlanJson): string {
  const imported = changes.filter(({ change }) => change.importing !== undefined).length;
  const of = (...actions: readonly string[]) => changes.filter(({ change }) => actions.every((action) => change.actions.includes(action)) && change.actions.length === actions.length).length;
  return withoutZeros(`${imported} to import, ${of("create")} to add, ${of("update")} to change, ${of("delete", "create")} to replace, ${of("delete")} to destroy`);
}

function withoutZeros(counts: string): string {
  const some = counts.split(", ").filter((one) => !one.startsWith("0 "));
  return some.length === 0 ? "nothing to do" : some.join(", ");
}
