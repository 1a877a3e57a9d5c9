import { PexipInfinityDnsServer } from "@cdktf/provider-pexip/lib/pexip-infinity-dns-server";
import { PexipInfinityNtpServer } from "@cdktf/provider-pexip/lib/pexip-infinity-ntp-server";
import { PexipProvider } from "@cdktf/provider-pexip/lib/provider";
import { type TerraformResource, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { defaultWebPassword, type ManagementNodeRecord, ServerKind } from "../deployment/management-node";
import type { Secret } from "../deployment/secret";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { literal } from "../terraform/literal";
import { shellArgument } from "../terraform/shell";
import { waitFor } from "../terraform/stack-dependency";
import { StackScope } from "../terraform/stack-scope";
import { runLocally, TerraformData } from "../terraform/terraform-data";
import { ValidationError } from "../validation/validation-error";

/** How the other constructs of a platform reach its Management Node: provider, gate, and the objects that they share. */
export class PlatformConnection {
  private readonly servers = new Map<string, { readonly uri: string; readonly stack: TerraformStack }>();

  /**
   * @param managementNode its construct
   * @param address its IPv4 address, possibly a token
   * @param machine the VM, when it is built in this program
   */
  constructor(
    private readonly managementNode: IConstruct,
    public readonly record: ManagementNodeRecord,
    private readonly address: string,
    private readonly webPassword: Secret | undefined,
    private readonly machine: TerraformResource | undefined,
  ) {}

  public get isApi(): boolean {
    return this.record.api !== undefined;
  }

  /** Password of the management API. */
  public get password(): Secret {
    return this.webPassword ?? defaultWebPassword(this.managementNode.node.id);
  }

  /** The `pexip` provider block in the stack of `consumer`. */
  public providerIn(consumer: IConstruct): PexipProvider {
    const { api, fqdn } = this.record;
    if (api === undefined) throw ValidationError.at(consumer.node.path, `the Management Node ${this.record.path} is in runbook mode, which has no provider; give it api: {} (Infinity v38 and later)`);
    const scope = StackScope.of(TerraformStack.of(consumer));
    return scope.once(
      `pexip-${this.managementNode.node.addr}`,
      (inside) =>
        new PexipProvider(inside, `pexip-${this.managementNode.node.addr}`, {
          alias: this.managementNode.node.id.replace(/[^A-Za-z0-9_-]/g, "_"),
          // a name that is known when Terraform plans: with an unknown address the provider fails while it refreshes
          address: `https://${fqdn}`,
          username: literal(api.username),
          password: scope.expressionOf(this.password),
          insecure: api.insecureTls,
        }),
    );
  }

  /**
   * The step of the stack of `consumer` that waits until the Management Node answers: nothing that comes after the installation wizard is built
   * before it. Undefined when commands are switched off.
   */
  public gateIn(consumer: IConstruct): TerraformData | undefined {
    const { commands, path } = this.record;
    if (!commands.enabled) return undefined;
    const stack = TerraformStack.of(consumer);
    const id = `Gate-${path.replace(/[^A-Za-z0-9_-]/g, "-")}`;
    return StackScope.of(stack).once(id, (scope) => {
      // its only trigger: anything else would wait again for no reason
      const gate = new TerraformData(scope, id, { triggersReplace: { address: this.target } });
      const { machine } = this;
      if (machine !== undefined && TerraformStack.of(machine) === stack) addLateEdges(gate, () => ({ dependsOn: [addressOf(machine)] }));
      runLocally(gate, [{ command: this.command("wait manager", ["--address", this.target, ...this.tlsOptions(), "--timeout", commands.managerTimeout]) }]);
      return gate;
    });
  }

  /** The addresses of these servers in the management API; each server is made once, in the stack that names it first. */
  public serverUris(kind: ServerKind, addresses: readonly string[], consumer: IConstruct): string[] {
    return addresses.map((address, index) => {
      const existing = this.record.api?.existingServers.find((server) => server.kind === kind && server.address.toLowerCase() === address.toLowerCase());
      if (existing !== undefined) return `/api/admin/configuration/v1/${kind}_server/${existing.resourceId}/`;
      const key = `${kind} ${address}`;
      const known = this.servers.get(key);
      if (known !== undefined) {
        waitFor(TerraformStack.of(consumer), known.stack, consumer.node.path, `its ${kind.toUpperCase()} server ${address}, which is made once,`);
        return known.uri;
      }
      const name = Token.isUnresolved(address) ? `${consumer.node.path}-${index}` : address;
      const uri = lateId(this.makeServer(kind, name, address, consumer));
      this.servers.set(key, { uri, stack: TerraformStack.of(consumer) });
      return uri;
    });
  }

  /** A command line of this package's commands. */
  public command(command: string, args: readonly string[]): string {
    return [literal(this.record.commands.prefix), command, ...args.map((text) => (Token.isUnresolved(text) ? `"${text}"` : literal(shellArgument(text))))].join(" ");
  }

  /**
   * What commands are given as the Management Node's address. In api mode the name that its certificate is for; in runbook mode
   * the address, because no password is sent and DNS may not know the name yet.
   */
  public get target(): string {
    return this.isApi ? this.record.fqdn : this.address;
  }

  /** Options of every command that talks to the Management Node. */
  public tlsOptions(): readonly string[] {
    return this.record.api?.insecureTls === false ? [] : ["--insecure"];
  }

  private makeServer(kind: ServerKind, name: string, address: string, consumer: IConstruct): TerraformResource {
    const scope = StackScope.of(TerraformStack.of(consumer));
    const id = `${kind}-${this.record.path}-${name}`.replace(/[^A-Za-z0-9_-]/g, "-");
    const config = { provider: this.providerIn(consumer), address: Token.isUnresolved(address) ? address : literal(address) };
    const server = kind === ServerKind.DNS ? new PexipInfinityDnsServer(scope, id, config) : new PexipInfinityNtpServer(scope, id, config);
    const gate = this.gateIn(consumer);
    if (gate !== undefined) addLateEdges(server, () => ({ dependsOn: [addressOf(gate)] }));
    return server;
  }
}

const CONNECTION = Symbol.for("cdktf-pexip-hyperv/connection");

/** Ties a connection to its Management Node. */
export function connect(managementNode: IConstruct, connection: PlatformConnection): void {
  Object.defineProperty(managementNode, CONNECTION, { value: connection, enumerable: false });
}

/** The connection of a Management Node of ours. */
export function connectionOf(managementNode: IConstruct): PlatformConnection {
  return (managementNode as IConstruct & { readonly [CONNECTION]: PlatformConnection })[CONNECTION];
}
