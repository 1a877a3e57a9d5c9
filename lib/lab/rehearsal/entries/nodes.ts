import type { ConferencingNodeRecord, NodeFormFields } from "../../../deployment/conferencing-node";
import { NodeRole } from "../../../deployment/enums";
import type { ManualEntry } from "../../manual-entry";
import { valueFor, type SecretValues } from "../secret-values";
import { upperCase } from "./api-words";
import { as, fill, secret, type Words } from "./form";
import type { ReferenceOf } from "./service-form";
import { fillSnmp } from "./snmp";

/** Platform > Conferencing Nodes > Add Conferencing Node. */
export const nodeWords: Words<NodeFormFields> = {
  role: as("node_type", (role: NodeRole) => (role === NodeRole.PROXYING ? "PROXYING" : "CONFERENCING")),
  name: "name",
  description: "description",
  hostname: "hostname",
  domain: "domain",
  address: "address",
  netmask: "netmask",
  gateway: "gateway",
  secondaryAddress: "secondary_address",
  secondaryNetmask: "secondary_netmask",
  sipTlsFqdn: "alternative_fqdn",
  ipv6Address: "ipv6_address",
  ipv6Gateway: "ipv6_gateway",
  staticNatAddress: "static_nat_address",
  distributedDatabase: "enable_distributed_database",
  ssh: as("enable_ssh", upperCase),
  sshPassword: secret("password"),
  snmp: null,
  bootstrapAddress: null,
};

/** Without these there is no node: without the others it is only another one than was meant. */
const NEEDED = ["address", "netmask", "gateway", "secondary_address", "secondary_netmask"];

/** What the API takes of `vm_system_memory`. Source: pexip/infinity 40.0.0, worker_vm. */
const MEMORY_MIB = { least: 2000, most: 64_000 } as const;

/** The form of a node. An SSH password that the deployment does not name is thought of, because the form wants one. */
export function nodeEntry(node: ConferencingNodeRecord, referenceTo: ReferenceOf, secrets: SecretValues): ManualEntry {
  const form = fill(nodeWords, { ...node, snmp: undefined }, node.path, secrets);
  const snmp = fillSnmp(node.snmp, node.path, secrets);
  const unknown = [...form.unknown, ...snmp.unknown];
  const { staticRoutes, tlsCertificate, systemLocation } = node;
  return {
    id: node.path,
    collection: "worker_vm",
    title: node.name,
    values: { deployment_type: "MANUAL-PROVISION-ONLY", password: valueFor("password"), ...size(node), ...form.values, ...snmp.values },
    references: {
      system_location: referenceTo(systemLocation),
      ...(staticRoutes.length === 0 ? {} : { static_routes: staticRoutes.map(referenceTo) }),
      ...(tlsCertificate === undefined ? {} : { tls_certificate: referenceTo(tlsCertificate) }),
    },
    unknown,
    withoutUnknown: !unknown.some((field) => NEEDED.includes(field)),
  };
}

function size({ machine }: ConferencingNodeRecord): ManualEntry["values"] {
  if (machine === undefined) return {};
  const { vcpus, memoryMib } = machine;
  return { vm_cpu_count: vcpus, ...(memoryMib >= MEMORY_MIB.least && memoryMib <= MEMORY_MIB.most ? { vm_system_memory: memoryMib } : {}) };
}
