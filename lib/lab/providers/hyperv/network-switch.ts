import type { Attributes, DataSourceBehaviour, OperationContext, ResourceBehaviour } from "../engine/behaviour";
import type { VirtualSwitch } from "../../hyperv/switches";
import { refuseExisting } from "./existing";
import { BANDWIDTH_MODES, canonical, SWITCH_TYPES } from "./enums";
import type { HostConnection } from "./host-connection";
import { attributesOf, flagOf, numberOf, textOf, textsOf } from "./settings";
import { between, oneOf } from "./validators";

const MINUTE = 60_000;
const DEFAULTS = {
  notes: "",
  allow_management_os: true,
  enable_embedded_teaming: false,
  enable_iov: false,
  enable_packet_direct: false,
  minimum_bandwidth_mode: "None",
  switch_type: "Internal",
  default_flow_minimum_bandwidth_absolute: 0,
  default_flow_minimum_bandwidth_weight: 0,
  default_queue_vmmq_enabled: false,
  default_queue_vmmq_queue_pairs: 16,
  default_queue_vrss_enabled: false,
};
const VALIDATORS = { minimum_bandwidth_mode: oneOf(BANDWIDTH_MODES), switch_type: oneOf(SWITCH_TYPES), default_flow_minimum_bandwidth_weight: between(0, 100) };

type Context = OperationContext<HostConnection>;
type Step = "create" | "read" | "update";

/** hyperv_network_switch (hyperv-provider.md section 1.3; P/resource_hyperv_network_switch.go). */
export const networkSwitch: ResourceBehaviour<HostConnection> = {
  timeouts: { read: MINUTE, create: 5 * MINUTE, update: 5 * MINUTE, delete: MINUTE },
  defaults: DEFAULTS,
  validators: VALIDATORS,
  forceNew: ["enable_embedded_teaming", "enable_iov", "enable_packet_direct", "minimum_bandwidth_mode"],

  async create(planned, context) {
    const { connection, signal } = context;
    const name = textOf(planned, "name");
    await refuseExisting(name, context, ({ switches }) => switches.exists(name));
    const settings = settingsOf(planned);
    judge("create", settings);
    await connection.command(signal, ({ switches }) => switches.create(settings));
    context.keep({ id: name });
    return { id: name, ...(await readSwitch(name, context)) };
  },

  read: (state, context) => readSwitch(textOf(state, "id"), context),

  async update(prior, planned, context) {
    const { connection, signal } = context;
    const settings = settingsOf(planned);
    judge("update", settings);
    await connection.command(signal, ({ switches }) => switches.update(textOf(prior, "id"), settings));
    const id = settings.name;
    context.keep({ id });
    return { id, ...(await readSwitch(id, context)) };
  },

  async delete(state, { connection, signal }) {
    await connection.command(signal, ({ switches }) => switches.remove(textOf(state, "id")));
  },

  import: (id) => ({ id }),
};

/** Data source hyperv_network_switch: one that is not there has no id. */
export const networkSwitchDataSource: DataSourceBehaviour<HostConnection> = {
  defaults: DEFAULTS,
  validators: VALIDATORS,
  async read(config, context) {
    const name = textOf(config, "name");
    const found = await readSwitch(name, context);
    return Object.keys(found).length === 0 ? {} : { id: name, ...found };
  },
};

/** Of a switch that is gone nothing is noticed: what the state says stays (:264-267). */
async function readSwitch(name: string, { connection, signal }: Context): Promise<Attributes> {
  const found = await connection.query(signal, ({ switches }) => switches.get(name));
  if (found === undefined) return {};
  judge("read", found);
  return attributesOf(found);
}

function settingsOf(planned: Attributes): VirtualSwitch {
  return {
    name: textOf(planned, "name"),
    notes: textOf(planned, "notes"),
    allowManagementOs: flagOf(planned, "allow_management_os"),
    enableEmbeddedTeaming: flagOf(planned, "enable_embedded_teaming"),
    enableIov: flagOf(planned, "enable_iov"),
    enablePacketDirect: flagOf(planned, "enable_packet_direct"),
    minimumBandwidthMode: canonical(BANDWIDTH_MODES, textOf(planned, "minimum_bandwidth_mode")) as VirtualSwitch["minimumBandwidthMode"],
    switchType: canonical(SWITCH_TYPES, textOf(planned, "switch_type")) as VirtualSwitch["switchType"],
    netAdapterNames: textsOf(planned, "net_adapter_names"),
    defaultFlowMinimumBandwidthAbsolute: numberOf(planned, "default_flow_minimum_bandwidth_absolute"),
    defaultFlowMinimumBandwidthWeight: numberOf(planned, "default_flow_minimum_bandwidth_weight"),
    defaultQueueVmmqEnabled: flagOf(planned, "default_queue_vmmq_enabled"),
    defaultQueueVmmqQueuePairs: numberOf(planned, "default_queue_vmmq_queue_pairs"),
    defaultQueueVrssEnabled: flagOf(planned, "default_queue_vrss_enabled"),
  };
}

/** What the provider asks of a switch before and after each step. */
function judge(step: Step, settings: VirtualSwitch): void {
  const finding = ofType(settings) ?? ofBandwidth(step, settings) ?? (settings.defaultQueueVmmqQueuePairs < 1 ? "defaultQueueVmmqQueuePairs must be greater then 0" : undefined);
  if (finding !== undefined) throw new Error(`[ERROR][hyperv][${step}] ${finding}`);
}

function ofType({ switchType, allowManagementOs, netAdapterNames }: VirtualSwitch): string | undefined {
  if (switchType === "External") return netAdapterNames.length < 1 ? "Must specify NetAdapterNames if switch type is external" : undefined;
  const type = switchType.toLowerCase();
  if (switchType === "Private" && allowManagementOs) return "Unable to set AllowManagementOS to true if switch type is private";
  if (switchType === "Internal" && !allowManagementOs) return "Unable to set AllowManagementOS to false if switch type is internal";
  return netAdapterNames.length > 0 ? `Unable to set NetAdapterNames when switch type is ${type}` : undefined;
}

function ofBandwidth(step: Step, { minimumBandwidthMode: mode, enableIov, defaultFlowMinimumBandwidthAbsolute: absolute, defaultFlowMinimumBandwidthWeight: weight }: VirtualSwitch): string | undefined {
  const mustBeZero = (name: string, by: string) => (step === "read" ? `${name} should be 0 if bandwidth reservation mode is ${by}` : `Unable to set ${name} if bandwidth reservation mode is ${by}`);
  if (mode === "Absolute") {
    if (weight !== 0) return mustBeZero("DefaultFlowMinimumBandwidthWeight", "absolute");
    return absolute < 0 ? "Bandwidth absolute must be 0 or greater" : undefined;
  }
  if (mode === "Weight" || (mode === "Default" && !enableIov)) {
    if (absolute !== 0) return mustBeZero("DefaultFlowMinimumBandwidthAbsolute", "weight");
    return weight < 1 || weight > 100 ? "Bandwidth weight must be between 1 and 100" : undefined;
  }
  if (weight !== 0) return mustBeZero("DefaultFlowMinimumBandwidthWeight", "none");
  return absolute !== 0 ? mustBeZero("DefaultFlowMinimumBandwidthAbsolute", "none") : undefined;
}
