import type { DeploymentModel } from "../../lib/deployment/model";
import type { Lab } from "../../lib/lab";
import { DeploymentView } from "../../lib/deployment/model";

/** The people of a deployment: what they do at the Management Nodes of a lab. */
export class People {
  private readonly view: DeploymentView;

  constructor(
    private readonly lab: Lab,
    model: DeploymentModel,
  ) {
    this.view = new DeploymentView(model);
  }

  /**
   * Answers each installation wizard that waits for it, and enters what the runbook says where a platform is run by it.
   *
   * @returns what was done, in the past tense
   * @throws Error when a wizard does not take an answer
   */
  public async act(): Promise<readonly string[]> {
    const done: string[] = [];
    for (const { fqdn } of this.view.managementNodes) done.push(...(await this.actAt(fqdn)));
    return done;
  }

  /** Does all of it as soon as it can be done, until the lab stops. `failed` hears of a Management Node that nobody can install. */
  public stayAwake(failed: (problem: string) => void): void {
    for (const { fqdn } of this.view.managementNodes) void this.watch(fqdn).catch((error: Error) => failed(`${fqdn}: ${error.message}`));
  }

  private async watch(fqdn: string): Promise<void> {
    for (;;) {
      await this.actAt(fqdn);
      await this.lab.until(() => this.isAwaited(fqdn));
    }
  }

  private async actAt(fqdn: string): Promise<readonly string[]> {
    const done: string[] = [];
    if (this.isAwaited(fqdn)) {
      await this.lab.finishWizard({ managementNode: fqdn });
      done.push(`${fqdn}: answered the installation wizard`);
    }
    const isThere = this.lab.managementNodes.some(({ name, answersRequests }) => name === fqdn && answersRequests);
    if (isThere && this.view.managementNodes.some((node) => node.fqdn === fqdn && node.mode === "runbook")) {
      this.lab.enterByHand(fqdn);
      done.push(`${fqdn}: entered what the runbook says`);
    }
    return done;
  }

  private isAwaited(fqdn: string): boolean {
    return this.lab.managementNodes.some(({ name, state }) => name === fqdn && state === "awaiting the wizard");
  }
}
