import { PexipInfinityWorkerVm, type PexipInfinityWorkerVmConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-worker-vm";
import { type TerraformMetaArguments, type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { type ConferencingNodeRecord, defaultSshPassword, type NodeFormFields } from "../deployment/conferencing-node";
import { NodeRole } from "../deployment/enums";
import { Secret } from "../deployment/secret";
import { snmpAttributes } from "../deployment/snmp";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { literal } from "../terraform/literal";
import { Registry } from "../terraform/registry";
import { StackScope } from "../terraform/stack-scope";
import { runLocally, TerraformData } from "../terraform/terraform-data";
import type { PlatformConnection } from "./platform-connection";

type Attribute = Exclude<keyof PexipInfinityWorkerVmConfig, keyof TerraformMetaArguments>;

/** The attribute of each field of the form; null where more than the value is written. */
const ATTRIBUTES = {
  role: "nodeType",
  name: "name",
  description: "description",
  hostname: "hostname",
  domain: "domain",
  address: "address",
  netmask: "netmask",
  gateway: "gateway",
  secondaryAddress: "secondaryAddress",
  secondaryNetmask: "secondaryNetmask",
  sipTlsFqdn: "alternativeFqdn",
  ipv6Address: "ipv6Address",
  ipv6Gateway: "ipv6Gateway",
  staticNatAddress: "staticNatAddress",
  distributedDatabase: "enableDistributedDatabase",
  ssh: "enableSsh",
  sshPassword: "password",
  snmp: null,
  bootstrapAddress: null,
} as const satisfies Readonly<Record<keyof NodeFormFields, Attribute | null>>;

/** Attributes that this file writes besides the form's fields. */
type Written = keyof ReturnType<typeof snmpAttributes> | "deploymentType" | "staticRoutes" | "systemLocation" | "tlsCertificate" | "vmCpuCount" | "vmSystemMemory";

/** An attribute of a newer provider that stands nowhere here does not compile. */
export const NOT_OFFERED: Readonly<Record<Exclude<Attribute, Exclude<(typeof ATTRIBUTES)[keyof typeof ATTRIBUTES], null> | Written>, string>> = {
  maintenanceMode: "an operation, not a description: it is switched in the Administrator interface while work is done",
  maintenanceModeReason: "belongs to maintenanceMode",
  mediaPriorityWeight: "no text of Pexip's says what its values mean",
  sshAuthorizedKeys: "the guide uses passwords; the generated class has it",
  sshAuthorizedKeysUseCloud: "for nodes in a public cloud",
  tlsClientCertificate: "for client certificates of SIP TLS, which the guide does not ask for; the generated class has it",
};

/** What an entry is made from. */
export interface NodeEntryParts {
  readonly record: ConferencingNodeRecord;
  readonly fields: NodeFormFields;
  readonly connection: PlatformConnection;
  readonly systemLocation: IConstruct;
  readonly staticRoutes: readonly IConstruct[];
  readonly tlsCertificate?: IConstruct;
  /** What the entry is made anew with, and waits for; undefined for a node that is built elsewhere. */
  readonly machine?: { readonly identity: TerraformResource; readonly disk: TerraformResource; readonly vm: TerraformResource };
}

/**
 * The Conferencing Node entry in api mode: identity -> disk -> VM -> entry -> synced. The entry is made anew with the identity and the disk, never with the VM alone:
 * the node's identity is on its disk. Its one-time configuration is delivered by the entry itself, so that a failed delivery is repeated with a fresh one.
 */
export function createNodeEntry(node: Construct, parts: NodeEntryParts): TerraformResource {
  const { record, fields, connection, machine } = parts;
  const registry = Registry.of(node);
  const scope = StackScope.of(TerraformStack.of(node));
  const expressionOf = (secret: Secret): string => scope.expressionOf(secret);
  const uris = parts.staticRoutes.map((route) => registry.uri(route)!);
  const entry = new PexipInfinityWorkerVm(node, "NodeEntry", {
    ...(formAttributes(node.node.id, record, fields, expressionOf) as Pick<PexipInfinityWorkerVmConfig, "name" | "hostname" | "domain" | "address" | "netmask" | "gateway" | "password">),
    provider: connection.providerIn(node),
    staticRoutes: uris.length === 0 ? undefined : uris,
    systemLocation: registry.uri(parts.systemLocation)!,
    tlsCertificate: parts.tlsCertificate === undefined ? undefined : registry.uri(parts.tlsCertificate),
    // any other value would make the Management Node answer with an image, which would end up in the state
    deploymentType: "MANUAL-PROVISION-ONLY",
    vmCpuCount: record.machine?.vcpus,
    vmSystemMemory: record.machine?.memoryMib,
    ...snmpAttributes(fields.snmp, expressionOf, literal),
  });
  const gate = connection.gateIn(node);
  addLateEdges(entry, () => ({
    dependsOn: [...(machine === undefined ? [] : [addressOf(machine.vm)]), ...(gate === undefined ? [] : [addressOf(gate)])],
    replaceTriggeredBy: machine === undefined ? [] : [addressOf(machine.identity), addressOf(machine.disk)],
  }));
  if (connection.record.commands.enabled) {
    deliverConfiguration(entry, record, fields, connection);
    waitUntilSynced(node, entry, record, connection, scope);
  }
  return entry;
}

/** In the environment, never among the arguments; the command prints nothing of it, because Terraform shows a failing command's output. */
function deliverConfiguration(entry: TerraformResource, record: ConferencingNodeRecord, fields: NodeFormFields, connection: PlatformConnection): void {
  const address = fields.bootstrapAddress ?? fields.address;
  runLocally(entry, [{ command: connection.command("bootstrap-node", [record.name, "--address", address]), environment: { PEXIP_NODE_CONFIG: "${self.config}" } }]);
}

/** A step of its own without a secret in it, so that its progress shows. */
function waitUntilSynced(node: Construct, entry: TerraformResource, record: ConferencingNodeRecord, connection: PlatformConnection, scope: StackScope): void {
  const synced = new TerraformData(node, "Synced", { triggersReplace: [lateId(entry)] });
  const { variableName } = connection.password;
  const api = connection.record.api!;
  const args = [record.name, "--manager", connection.target, "--username", api.username, ...connection.tlsOptions(), "--timeout", connection.record.commands.nodeTimeout];
  runLocally(
    synced,
    variableName === undefined
      ? [{ command: connection.command("wait node", args), environment: { PEXIP_PASSWORD: scope.expressionOf(connection.password) } }]
      : [{ command: connection.command("wait node", [...args, "--password-variable", variableName]) }],
  );
}

/** The form's fields as attributes: defaults from the record, tokens from what was written. */
function formAttributes(id: string, record: ConferencingNodeRecord, fields: NodeFormFields, expressionOf: (secret: Secret) => string): Readonly<Record<string, unknown>> {
  const values: NodeFormFields = { ...fields, name: record.name, ssh: record.ssh, distributedDatabase: record.distributedDatabase, sshPassword: fields.sshPassword ?? defaultSshPassword(id) };
  const written: Record<string, unknown> = {};
  for (const [key, attribute] of Object.entries(ATTRIBUTES) as [keyof NodeFormFields, string | null][]) {
    const value = values[key];
    if (attribute === null || value === undefined) continue;
    if (value instanceof Secret) written[attribute] = expressionOf(value);
    else if (key === "role") written[attribute] = value === NodeRole.PROXYING ? "PROXYING" : "CONFERENCING";
    else if (key === "ssh") written[attribute] = record.ssh.toUpperCase();
    else written[attribute] = typeof value === "string" && !Token.isUnresolved(value) ? literal(value) : value;
  }
  return written;
}
