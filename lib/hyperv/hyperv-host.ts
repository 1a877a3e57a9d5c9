import { HypervProvider } from "@cdktf/provider-hyperv/lib/provider";
import { TerraformStack, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { WinrmAuthentication } from "../deployment/enums";
import { defaultHostPassword, hostRecord, type HostRecord, type HypervHostFields } from "../deployment/host";
import type { Secret } from "../deployment/secret";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { Registry, stackOf } from "../terraform/registry";
import { StackScope } from "../terraform/stack-scope";
import { ValidationError } from "../validation/validation-error";

/** Props of a HypervHost. */
export interface HypervHostProps extends HypervHostFields {}

/**
 * One physical Hyper-V server. It is no Terraform resource: each stack that builds something on it gets a provider block,
 * whose alias is this construct's id, and a variable for the password.
 *
 * The id consists of letters, digits, `_` and `-`, begins with a letter or `_`, and is unique in the App.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class HypervHost extends Construct {
  /** WinRM endpoint. */
  public readonly address: string;
  private readonly record: HostRecord;
  private readonly password: Secret;

  constructor(scope: Construct, id: string, props: HypervHostProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const record = hostRecord(place, id, props);
    const twin = Registry.of(scope).recordsOf("host").find((host) => host.id === id);
    if (twin !== undefined) throw ValidationError.at(place.path, `the host ${twin.path} has the id ${id} already; the id becomes the provider's alias and is unique in the App`);
    super(scope, id);
    this.record = record;
    this.address = props.address;
    this.password = props.password ?? defaultHostPassword(id);
    Registry.of(this).add(this, record);
    // the block stays here after the last VM went, so that Terraform can still destroy that VM
    this.providerIn(this);
  }

  /**
   * The provider that builds on this host, for generated classes beside ours. Terraform also removes through it what a
   * stack built on the host: a stack that may lose its last VM there calls this once, and the block stays.
   *
   * @param scope where the provider is used; its stack gets one block, with the host's id as its alias
   */
  public providerIn(scope: Construct): TerraformProvider {
    const home = StackScope.of(TerraformStack.of(scope));
    const { id, address, username, winrm } = this.record;
    return home.once(
      id,
      () =>
        new HypervProvider(home, id, {
          alias: id,
          host: typeof address === "string" ? literal(address) : this.address,
          port: winrm.port,
          https: winrm.https,
          insecure: winrm.insecure,
          useNtlm: winrm.authentication === WinrmAuthentication.NTLM,
          kerberosRealm: winrm.authentication === WinrmAuthentication.KERBEROS && winrm.kerberosRealm !== undefined ? literal(winrm.kerberosRealm) : undefined,
          cacertPath: winrm.caCertificatePath === undefined ? undefined : literal(winrm.caCertificatePath),
          tlsServerName: winrm.tlsServerName,
          user: literal(username),
          password: home.expressionOf(this.password),
          timeout: winrm.operationTimeout,
        }),
    );
  }
}
