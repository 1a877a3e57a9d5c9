import type { DeploymentRecord, DeploymentView, PlatformView } from "../../deployment/model";

/** The Terraform stacks of a deployment, in the order in which they are applied. */
export class StackPlan {
  /** Paths, each after those that it needs. */
  public readonly order: readonly string[];
  private readonly needs = new Map<string, Set<string>>();
  private readonly building: ReadonlySet<string>;
  private readonly modes: ReadonlyMap<string, "runbook" | "api">;

  constructor(view: DeploymentView) {
    const records = view.model.records;
    const stackAt = new Map(records.map(({ path, stack }) => [path, stack]));
    this.modes = new Map(view.managementNodes.map(({ path, mode }) => [path, mode]));
    this.building = new Set(records.filter((record) => this.builds(record)).map(({ stack = "" }) => stack));
    for (const record of records) {
      if (!this.builds(record)) continue;
      const needed = this.needs.get(record.stack ?? "") ?? new Set();
      this.needs.set(record.stack ?? "", needed);
      for (const path of referencesOf(record)) {
        const stack = stackAt.get(path) ?? "";
        if (stack !== (record.stack ?? "") && this.building.has(stack)) needed.add(stack);
      }
    }
    this.order = this.sorted([...new Set(records.map(({ stack = "" }) => stack))].filter((stack) => this.building.has(stack)));
  }

  /** The stacks that are applied before the Management Node's installation wizard. */
  public beforeWizard({ managementNode }: PlatformView): readonly string[] {
    return managementNode.origin === "managed" ? this.withNeeds([managementNode.stack ?? ""]) : [];
  }

  /** The stacks that are applied after it: what else the platform has. */
  public afterWizard(platform: PlatformView): readonly string[] {
    const before = new Set(this.beforeWizard(platform));
    const own = [...platform.locations, ...platform.services, ...platform.staticRoutes, ...platform.nodes].map(({ stack = "" }) => stack).filter((stack) => this.building.has(stack));
    return this.withNeeds(own).filter((stack) => !before.has(stack));
  }

  /** Does Terraform make anything of this record? */
  public builds(record: DeploymentRecord): boolean {
    switch (record.kind) {
      case "host":
        return false;
      case "externalSwitch":
      case "managementNode":
        return record.origin === "managed";
      case "conferencingNode":
        return record.machine !== undefined || this.modes.get(record.managementNode) === "api";
      case "staticRoute":
        return this.modes.get(record.managementNode) === "api";
      default:
        return record.origin === "managed" && this.modes.get(record.managementNode) === "api";
    }
  }

  private withNeeds(stacks: readonly string[]): readonly string[] {
    const all = new Set<string>();
    const pending = [...stacks];
    for (let stack = pending.pop(); stack !== undefined; stack = pending.pop()) {
      if (all.has(stack)) continue;
      all.add(stack);
      pending.push(...(this.needs.get(stack) ?? []));
    }
    return this.order.filter((stack) => all.has(stack));
  }

  /** Each after its needs; what stands in a circle, which synthesis refuses, comes as it was declared. */
  private sorted(stacks: readonly string[]): readonly string[] {
    const done = new Set<string>();
    while (done.size < stacks.length) {
      const next = stacks.find((stack) => !done.has(stack) && [...(this.needs.get(stack) ?? [])].every((needed) => done.has(needed))) ?? stacks.find((stack) => !done.has(stack))!;
      done.add(next);
    }
    return [...done];
  }
}

/** What CDK for Terraform calls a stack: the last part of its path. */
export function stackName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function referencesOf(record: DeploymentRecord): readonly string[] {
  switch (record.kind) {
    case "managementNode":
      return record.origin === "managed" ? [record.machine.primary.switch] : [];
    case "systemLocation":
      return [record.managementNode, ...given([record.transcodingLocation, record.primaryOverflowLocation, record.secondaryOverflowLocation]), ...Object.values(record.services).flat()];
    case "conferencingNode":
      return [record.managementNode, record.systemLocation, ...record.staticRoutes, ...given([record.tlsCertificate, record.machine?.primary.switch, record.machine?.secondary?.switch])];
    case "staticRoute":
      return [record.managementNode];
    case "service":
      return [record.managementNode, ...Object.values(record.references).flat()];
    default:
      return [];
  }
}

function given(paths: readonly (string | undefined)[]): readonly string[] {
  return paths.filter((path): path is string => path !== undefined);
}
