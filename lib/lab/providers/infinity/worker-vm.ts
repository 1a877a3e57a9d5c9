import { isUnknown } from "../../plugin/values";
import type { Attributes, ModifiedPlan, Plan, ResourceBehaviour } from "../engine/behaviour";
import { asText } from "../engine/members";
import type { ApiClient } from "./api-client";
import { type CollectionTable, collectionResource, type Context, Objects } from "./collection-resource";
import { flag, kept, readOnly, references, text, textOrNull, wholeOrNull } from "./fields";
import { creation } from "./table";
import { atLeast, atMost, between, ipAddress, oneOf } from "./validators";

const one = textOrNull();
const address = textOrNull({ rules: ipAddress });
const snmpPassword = kept("", { default: "", rules: [atLeast(8), atMost(100)] });

/** infinity-provider.md section 2.3, worker_vm, and appendix A. */
export const workerVmTable: CollectionTable = {
  collection: "worker_vm",
  noun: "worker VM",
  title: "Worker VM",
  fields: {
    name: text({ rules: atMost(32) }),
    description: text({ default: "", rules: atMost(250) }),
    hostname: text({ rules: atMost(63), forceNew: true }),
    domain: text({ rules: atMost(192), forceNew: true }),
    address: text({ rules: ipAddress, forceNew: true }),
    netmask: text({ rules: ipAddress, forceNew: true }),
    gateway: text({ rules: ipAddress, forceNew: true }),
    ipv6_address: textOrNull({ rules: atMost(250), forceNew: true }),
    ipv6_gateway: textOrNull({ rules: atMost(250), forceNew: true }),
    secondary_address: address,
    secondary_netmask: address,
    static_nat_address: address,
    alternative_fqdn: text({ default: "", rules: atMost(255) }),
    deployment_type: kept("", { default: "MANUAL-PROVISION-ONLY" }),
    node_type: text({ default: "CONFERENCING", rules: oneOf("CONFERENCING", "PROXYING") }),
    system_location: text(),
    transcoding: readOnly(flag()),
    cloud_bursting: readOnly(flag()),
    vm_cpu_count: kept(0, { default: 4, rules: between(2, 128) }),
    vm_system_memory: kept(0, { default: 4096, rules: between(2000, 64_000) }),
    password: kept("", { rules: atMost(250) }),
    maintenance_mode: flag({ default: false }),
    maintenance_mode_reason: text({ default: "", rules: atMost(250) }),
    media_priority_weight: wholeOrNull({ default: 0 }),
    enable_distributed_database: flag({ default: true }),
    enable_ssh: text({ default: "GLOBAL", rules: oneOf("GLOBAL", "OFF", "ON") }),
    ssh_authorized_keys: references("ssh_authorized_key"),
    ssh_authorized_keys_use_cloud: flag({ default: true }),
    static_routes: references("static_route"),
    // not said, it is unknown in each update and goes out as null: a certificate that somebody assigned by hand is lost
    tls_certificate: one,
    tls_client_certificate: one,
    snmp_mode: text({ default: "DISABLED", rules: oneOf("DISABLED", "STANDARD", "AUTHPRIV") }),
    snmp_community: text({ default: "public", rules: atMost(16) }),
    snmp_username: text({ default: "", rules: atMost(100) }),
    snmp_authentication_password: snmpPassword,
    snmp_privacy_password: snmpPassword,
    snmp_system_contact: text({ default: "admin@domain.com", rules: atMost(70) }),
    snmp_system_location: text({ default: "Virtual machine", rules: atMost(70) }),
    // neither sent nor shown: the answer to the POST, once. An update plans it as unknown, and so empties it
    config: { unset: "" },
  },
};

const objects = new Objects(workerVmTable);
const shared = collectionResource(workerVmTable);

export const workerVm: ResourceBehaviour<ApiClient> = {
  ...shared,
  modifyPlan: (plan, context) => warnOfRestart(plan, context),
  create: async (planned, context) => {
    const { id, answer } = await objects.create(context, creation(workerVmTable.fields, planned));
    return objects.readCreated(context, id, { ...planned, config: typeof answer.body === "string" ? answer.body : "" });
  },
};

/** ModifyPlan of resource_infinity_worker_vm.go. */
function warnOfRestart({ prior, planned }: Plan, context: Context): ModifiedPlan {
  if (prior !== null && ["node_type", "system_location"].some((name) => differs(prior, planned, name))) {
    context.warn({
      summary: "Calls will be disconnected",
      detail: "Updating node_type or system_location will cause all active calls to be disconnected and the node to be restarted.",
    });
  }
  return {};
}

function differs(prior: Attributes, planned: Attributes, name: string): boolean {
  return isUnknown(planned[name]) || asText(prior[name]) !== asText(planned[name]);
}
