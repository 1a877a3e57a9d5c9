import { Administrator } from "./administrator";
import type { LabAuthority } from "./authority";
import type { Guests } from "./guests";
import type { Login } from "./infinity/admission";
import type { SimulatedManagementNode } from "./infinity/management-node";
import type { TypedAnswer } from "./infinity/wizard-run";
import type { ManualEntry } from "./manual-entry";
import type { ManagementNodeSpec } from "./options";
import type { Watch } from "./watch";
import type { Journal } from "./world/journal";

/** How a person finishes the installation of a Management Node. */
export interface WizardOptions {
  /** FQDN. @default - the only one */
  readonly managementNode?: string;
  /** What is typed, the password included. @default - what the deployment says */
  readonly answers?: readonly TypedAnswer[];
  /** Is a certificate of the lab's authority uploaded and chosen then, as the runbook says? @default true; false leaves the self-signed one */
  readonly certificate?: boolean;
}

interface World {
  readonly guests: Guests;
  readonly authority: LabAuthority;
  readonly journal: Journal;
  readonly watch: Watch;
}

/** The people of a deployment: at the console for the installation wizard, and in the Administrator interface after it. */
export class Installers {
  private readonly administrators = new Map<SimulatedManagementNode, Administrator>();
  private readonly begun = new Set<SimulatedManagementNode>();

  constructor(
    private readonly specs: readonly ManagementNodeSpec[],
    private readonly world: World,
  ) {}

  /** @throws Error when there is no such Management Node, or none of several was named */
  public spec(fqdn?: string): ManagementNodeSpec {
    if (fqdn === undefined && this.specs.length !== 1) throw new Error(`the lab has ${this.specs.length} Management Nodes; say which one by its FQDN`);
    const spec = fqdn === undefined ? this.specs[0] : this.specs.find((one) => one.fqdn.toLowerCase() === fqdn.toLowerCase());
    if (spec === undefined) throw new Error(`the lab was told of no Management Node ${fqdn}`);
    return spec;
  }

  /** @throws Error when its VM was never on */
  public manager(fqdn?: string): SimulatedManagementNode {
    const spec = this.spec(fqdn);
    const manager = this.world.guests.managers.find(({ name }) => name === spec.fqdn);
    if (manager === undefined) throw new Error(`${spec.fqdn} is not there: its VM was never on`);
    return manager;
  }

  public loginTo(fqdn?: string): Login {
    const spec = this.spec(fqdn);
    const manager = this.world.guests.managers.find(({ name }) => name === spec.fqdn);
    return (manager && this.administrators.get(manager))?.login ?? spec.login;
  }

  public async finishWizard({ managementNode, answers, certificate = true }: WizardOptions = {}): Promise<void> {
    const { authority, watch } = this.world;
    const spec = this.spec(managementNode);
    const manager = this.manager(spec.fqdn);
    const typed = answers ?? spec.answers;
    if (typed === undefined) throw new Error(`nobody knows what to type into the installation wizard of ${spec.fqdn}; say it in answers`);
    const refusal = manager.finishWizard(typed);
    watch.changed();
    if (refusal !== undefined) throw new Error(`${spec.fqdn}: ${refusal.label} ${refusal.problem}`);
    const told = (label: string): string => typed.find((answer) => answer.label === label)?.value ?? "";
    const login = { username: told("Web administration username") || "admin", password: told("Web administration password") };
    const administrator = new Administrator(manager, login, this.world);
    this.administrators.set(manager, administrator);
    await watch.until(() => manager.answersRequests);
    if (!certificate) return;
    administrator.giveCertificate(authority.issue([spec.fqdn, spec.address]));
    watch.changed();
  }

  /** @param entries what the deployment says unless said otherwise */
  public enterByHand(fqdn?: string, entries?: readonly ManualEntry[]): void {
    const spec = this.spec(fqdn);
    const manager = this.manager(spec.fqdn);
    const administrator = this.administrators.get(manager) ?? new Administrator(manager, spec.login, this.world);
    this.administrators.set(manager, administrator);
    administrator.enter(entries ?? spec.entries ?? []);
    this.world.watch.changed();
  }

  /** Answers each wizard that waits for it, once. */
  public answerWaitingWizards(failed: (error: Error) => void): void {
    for (const manager of this.world.guests.managers) {
      if (manager.state !== "awaiting the wizard" || this.begun.has(manager) || !this.specs.some(({ fqdn }) => fqdn === manager.name)) continue;
      this.begun.add(manager);
      this.finishWizard({ managementNode: manager.name }).catch(failed);
    }
  }
}
