import { type App, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { HypervHost } from "../../hyperv/hyperv-host";
import { type IManagementNode, ManagementNode } from "../../infinity/management-node";
import { type ISystemLocation, SystemLocation } from "../../infinity/system-location";
import { Deployment } from "../../terraform/deployment";
import { shown } from "../../validation/text";
import { ValidationError } from "../../validation/validation-error";
import { nodeOf } from "../read/definition";
import type { PlatformDefinition } from "../read/platform-definition";
import { type PlatformDescription, readPlatform } from "../read/platform";
import type { PlatformEntry } from "../read/platform-entry";
import { platformModel } from "../read/records";
import type { StackName } from "../read/sections";
import { inWordsOfFile } from "../read/words";
import { MAKERS } from "./constructs";
import { ManagementNodeCertificate } from "../../deployment/services/management-node-settings";
import { NamedBackend } from "./named-backend";

/** Where the paths in a definition start. */
export interface PlatformOptions {
  /** Folder of relative paths, such as those of certificates. @default - the current folder */
  readonly folder?: string;
}

/**
 * A whole platform from data: what a platform file describes, as constructs. Hosts, switches and the Management Node are in the stack `manager`, everything
 * else in the stack `platform`; the ids in the definition are the construct ids. With a Management Node that exists already all is in `platform`.
 */
export class Platform {
  /**
   * Makes the constructs of a definition.
   *
   * @throws ValidationError with everything that is wrong, each at its place in the definition
   */
  public static fromDefinition(app: App, definition: PlatformDefinition, options: PlatformOptions = {}): Platform {
    return Platform.fromDescription(app, readPlatform(described(definition), options.folder ?? "."));
  }

  /** @internal */
  public static fromDescription(app: App, description: PlatformDescription): Platform {
    const problems = [...description.problems, ...platformModel(description, "file", (value) => Token.isUnresolved(value)).problems];
    if (problems.length > 0) throw new ValidationError(problems.map(({ path, message }) => ({ path, message: inWordsOfFile(message) })));
    return new Platform(app, description);
  }

  private readonly stacks = new Map<StackName, TerraformStack>();
  private readonly constructs = new Map<string, IConstruct>();

  private constructor(
    private readonly app: App,
    description: PlatformDescription,
  ) {
    for (const entry of description.entries) this.constructs.set(entry.path, this.make(entry));
    for (const entry of description.entries) this.overflow(entry);
    this.keepHostsReachable();
    for (const { rule, at, reason } of description.acceptances) Deployment.of(at === "" ? app : this.get(at)).accept(rule, reason);
    const { backend } = description;
    if (backend !== undefined) for (const [name, stack] of this.stacks) new NamedBackend(stack, backend.type, backend.settingsOf(name));
    const manager = this.constructs.get("managementNode");
    if (manager instanceof ManagementNode) {
      // the answers to type into the installation wizard, shown after the apply
      new TerraformOutput(this.stack("manager"), "wizard", { value: manager.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`) });
    }
  }

  /** The Management Node, for constructs beside those of the definition. @throws ValidationError when the definition has none */
  public get managementNode(): IManagementNode {
    return this.get("managementNode") as IConstruct & IManagementNode;
  }

  /**
   * The construct of an entry.
   *
   * @param path its place in the definition: `conferencingNodes.oslo-1`
   * @throws ValidationError when there is none
   */
  public get(path: string): IConstruct {
    const found = this.constructs.get(path);
    if (found === undefined) throw ValidationError.at("", `the definition has no ${shown(path)}; it has ${[...this.constructs.keys()].slice(0, 5).join(", ")}${this.constructs.size > 5 ? ", ..." : ""}`);
    return found;
  }

  /** A stack of the platform: `manager` or `platform`; made when it is first asked for. */
  public stack(name: StackName): TerraformStack {
    const stack = this.stacks.get(name) ?? new TerraformStack(this.app, name);
    this.stacks.set(name, stack);
    return stack;
  }

  /** @internal */
  public get stackNames(): readonly StackName[] {
    return [...this.stacks.keys()];
  }

  private make(entry: PlatformEntry): IConstruct {
    const props: Record<string, unknown> = { ...entry.props };
    if (entry.section.stack === "platform" && entry.section.kind !== "conferencingNode") props.managementNode = this.get("managementNode");
    for (const [key, named] of Object.entries(entry.references)) {
      if (entry.form.references[key].late !== true) props[key] = typeof named === "string" ? this.get(named) : named.map((path) => this.get(path));
    }
    // the one word that stands for no entry
    if (entry.words.tlsCertificate !== undefined) props.tlsCertificate = ManagementNodeCertificate.SELF_SIGNED;
    const maker = MAKERS[entry.section.kind];
    return (entry.existing ? maker.refer! : maker.make)(this.stack(entry.stack), entry.id, props);
  }

  /** The last node of a host is removed through the host's provider, which must be in the stack of the node without it. */
  private keepHostsReachable(): void {
    const platform = this.stacks.get("platform");
    if (platform === undefined) return;
    for (const construct of this.constructs.values()) if (construct instanceof HypervHost) construct.providerIn(platform);
  }

  private overflow({ path, references: { primaryOverflowLocation: primary, secondaryOverflowLocation: secondary } }: PlatformEntry): void {
    const location = this.constructs.get(path);
    if (!(location instanceof SystemLocation)) return;
    const at = (named: string | readonly string[] | undefined): ISystemLocation | undefined => (named === undefined ? undefined : (this.get(named as string) as IConstruct & ISystemLocation));
    location.overflowTo({ primary: at(primary), secondary: at(secondary) });
  }
}

function described(definition: PlatformDefinition) {
  try {
    return nodeOf(definition);
  } catch (error) {
    if (error instanceof RangeError) throw ValidationError.at("", error.message);
    throw error;
  }
}
