import { empty, json, notSimulated, printable, type ApiResponse } from "./api-response";
import type { StoredObject } from "./collection";
import { LICENCE } from "./collections/licensing";
import { textOf, type JsonValue } from "./fields";
import { listAnswer } from "./list";
import type { NodeRegistry, NodeReport } from "./node-registry";
import type { Store } from "./store";
import { apiTime } from "./time";

export const STATUS = "/api/admin/status/v1/";

/** What status resources are made of. */
export interface StatusSources {
  readonly store: Store;
  readonly registry: NodeRegistry;
  readonly version: string;
  /** Milliseconds since 1970 of a time of the lab. */
  readonly dateOf: (time: number) => number;
}

type Values = Readonly<Record<string, JsonValue>>;

/** Answers what is asked of `/api/admin/status/v1/`. */
export function statusAnswer(method: string, rest: string, query: URLSearchParams, sources: StatusSources): ApiResponse {
  const [name, key, ...more] = rest.split("/");
  if (!Object.hasOwn(STATUS_RESOURCES, name)) return notSimulated(`the status resource ${printable(name)}`);
  if (more.length > 1 || more.some((part) => part !== "")) return notSimulated(`what is below one ${name}`);
  if (method !== "GET") return empty(405, { Allow: "GET" });
  const all = STATUS_RESOURCES[name](sources);
  if (key === "") return listAnswer(`${STATUS}${name}/`, query, all, (field) => (all.length === 0 || all.some((one) => Object.hasOwn(one, field)) ? (one) => [one[field] ?? null] : undefined), (one) => one);
  const found = all.find(({ id }) => textOf(id) === key);
  return found === undefined ? empty(404) : json(200, found);
}

/** Status resources that the lab simulates. Fields: go-infinity-sdk v40.0.0, status/models.go, and ODA. */
export const STATUS_RESOURCES: Readonly<Record<string, (sources: StatusSources) => readonly Values[]>> = {
  worker_vm: ({ store, registry, dateOf }) => store.all("worker_vm").map((entry) => workerVm(entry, store, registry, dateOf)),
  management_vm: ({ store, version }) =>
    store.all("management_vm").map(({ key, values }) => ({
      id: key,
      configuration_id: key,
      name: values.name,
      primary: true,
      sync_status: "SYNCED",
      upgrade_status: "IDLE",
      version,
      resource_uri: `${STATUS}management_vm/${key}/`,
    })),
  licensing: ({ store }) => [licensing(store)],
  alarm: ({ store, registry, dateOf }) => alarms(store, registry, dateOf).map((alarm, index) => ({ id: index + 1, ...alarm, resource_uri: `${STATUS}alarm/${index + 1}/` })),
};

function workerVm({ key, uri, values }: StoredObject, store: Store, registry: NodeRegistry, dateOf: (time: number) => number): Values {
  const state = registry.stateOf(uri);
  const { report } = state;
  // a date that is not known is left out: the official client cannot read null
  const times = { boot_time: report?.bootedAt, last_updated: state.lastUpdated, last_attempted_contact: state.lastAttemptedContact };
  const unsupported = report !== undefined && !report.cpuSupported;
  return {
    id: key,
    configuration_id: key,
    name: values.name,
    node_type: values.node_type,
    system_location: store.find(textOf(values.system_location))!.values.name,
    sync_status: state.syncStatus,
    // its words are unverified; what it tells is not (ODA: whether the node has reported)
    deploy_status: report === undefined ? "NOT_REPORTED" : "REPORTED",
    upgrade_status: "IDLE",
    version: report?.version ?? "",
    hypervisor: report === undefined ? "" : "Microsoft Hyper-V",
    cpu_count: report?.cpuCount ?? 0,
    cpu_model: report?.cpuModel ?? "",
    cpu_capabilities: report?.cpuCapabilities ?? "",
    total_ram: (report?.memoryMib ?? 0) * 1024,
    maintenance_mode: values.maintenance_mode === true || unsupported,
    maintenance_mode_reason: unsupported ? CPU_NOT_SUPPORTED : values.maintenance_mode_reason,
    media_load: values.maintenance_mode === true || unsupported ? 100 : 0,
    media_tokens_used: 0,
    signaling_count: 0,
    ...capacity(values.node_type === "CONFERENCING" ? report : undefined),
    ...Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined).map(([field, time]) => [field, apiTime(dateOf(time!))])),
    resource_uri: `${STATUS}worker_vm/${key}/`,
  };
}

/** Source: docs.pexip.com, "Maintenance mode", and the v21 guide, "Disabling processor compatibility mode". */
export const CPU_NOT_SUPPORTED = "CPU instruction set is not supported; system will be placed in maintenance mode";

/** HD calls of one vCPU: 2.8 GHz at 0.64 (pexip-domain.md, section 1; an estimate, as the field says). An HD call is two SD, twelve audio or half a Full HD one (docs.pexip.com v13, "Capacity planning"). */
const HD_CALLS_PER_VCPU = 1.8;

function capacity(report: NodeReport | undefined): Values {
  const hd = report === undefined || !report.cpuSupported ? 0 : Math.floor(report.cpuCount * HD_CALLS_PER_VCPU);
  return { max_hd_calls: hd, max_full_hd_calls: Math.floor(hd / 2), max_sd_calls: hd * 2, max_audio_calls: hd * 12, max_media_tokens: 0, max_direct_participants: 0 };
}

function licensing(store: Store): Values {
  const licences = store.all("licence").length;
  const none = ["teams", "ghm", "otj", "scheduling", "telehealth"].flatMap((feature) => [[`${feature}_count`, 0], [`${feature}_total`, 0]]);
  return {
    ...(Object.fromEntries(none) as Values),
    audio_count: 0,
    audio_total: licences * LICENCE.audioPorts,
    port_count: 0,
    port_total: licences * LICENCE.ports,
    system_count: Math.min(1, licences),
    system_total: licences * LICENCE.systems,
    vmr_count: store.all("conference").length,
    vmr_total: licences * LICENCE.vmrs,
    customlayouts_active: false,
    resource_uri: `${STATUS}licensing/1/`,
  };
}

/** Names are those of the documentation ("Connectivity lost between nodes", v21 guide); their numbers are unverified. */
function alarms(store: Store, registry: NodeRegistry, dateOf: (time: number) => number): readonly Values[] {
  return store.all("worker_vm").flatMap(({ uri, values }) => {
    const { connectivityLostAt: lost, report } = registry.stateOf(uri);
    const alarm = (name: string, time: number): Values => ({
      identifier: 0,
      level: "error",
      name,
      details: "",
      instance: values.name,
      node: values.address,
      acknowledged: false,
      time_raised: apiTime(dateOf(time)),
    });
    return [
      ...(lost === undefined ? [] : [alarm("Connectivity lost between nodes", lost)]),
      ...(report === undefined || report.cpuSupported ? [] : [alarm("CPU instruction set is not supported", report.bootedAt)]),
    ];
  });
}
