import { DeploymentView, type DeploymentModel } from "../../lib/deployment/model";
import { isBefore } from "../../lib/deployment/versions";
import type { Rehearsal } from "../../lib/lab";
import { InputError } from "../errors";
import { count, Stopwatch, type Screen } from "./screen";

/** A deployment as its user calls it: `before.yaml`. */
interface NamedDeployment {
  readonly name: string;
  readonly model: DeploymentModel;
}

/** A Management Node that is upgraded in place between two deployments. */
interface Upgrade {
  readonly fqdn: string;
  readonly from: string;
  readonly to: string;
}

/** The deployment that a rehearsed change begins with. */
export class EarlierDeployment {
  private readonly view: DeploymentView;
  private readonly upgrades: readonly Upgrade[];

  /** @throws InputError when it has a later version of Infinity */
  constructor(
    private readonly source: NamedDeployment,
    later: NamedDeployment,
  ) {
    this.view = new DeploymentView(source.model);
    this.upgrades = upgradesBetween(this.view, new DeploymentView(later.model));
    const backwards = this.upgrades.filter(({ from, to }) => isBefore(to, from));
    if (backwards.length > 0) throw new InputError(backwards.map(({ fqdn, from, to }) => `${fqdn} has Infinity v${from} in ${source.name}, and v${to} in ${later.name}: an upgrade goes one way`));
  }

  /** FQDNs of the Management Nodes that Terraform configured already. */
  public get configured(): readonly string[] {
    return this.view.managementNodes.filter(({ mode }) => mode === "api").map(({ fqdn }) => fqdn);
  }

  /**
   * Installs it, and upgrades the platforms that have another version later.
   *
   * @throws Error with what a command printed when it fails
   */
  public async install(rehearsal: Rehearsal, screen: Screen): Promise<void> {
    const watch = new Stopwatch();
    screen.progress(this.source.name, "…");
    await rehearsal.install();
    screen.row("installed", `${this.source.name}: ${rehearsal.stacks.join(", ")}; ${count(this.view.nodes.length, "Conferencing Node")}   ${watch.toString()}`);
    for (const { fqdn, from, to } of this.upgrades) {
      rehearsal.lab.managementNode(fqdn).upgrade(to);
      await rehearsal.synchronized();
      screen.row("upgraded", `${fqdn} and its nodes from v${from} to v${to}, by hand in the Administrator interface`);
    }
  }
}

function upgradesBetween(earlier: DeploymentView, later: DeploymentView): readonly Upgrade[] {
  return earlier.managementNodes.flatMap((node) => {
    const to = later.managementNodes.find(({ fqdn }) => fqdn === node.fqdn)?.infinityVersion;
    return to === undefined || to === node.infinityVersion ? [] : [{ fqdn: node.fqdn, from: node.infinityVersion, to }];
  });
}
