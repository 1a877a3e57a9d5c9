import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Value } from "../../../../lib/lab/plugin/values";
import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import type { Attributes } from "../../../../lib/lab/providers/engine/behaviour";
import { hypervProvider } from "../../../../lib/lab/providers/hyperv/provider";
import { PASSWORD, SCHEMA, simulatedHosts, TEMPLATE, USER } from "./simulated-hosts";

const HV1 = "hv1.example.com";
const CALLER = { peer: "127.0.0.1:1" };
const BLOCK: Attributes = Object.fromEntries(Object.keys(SCHEMA.provider.block.attributes ?? {}).map((name) => [name, null]));

type Environment = Record<string, string>;

/** A provider with this block and environment, and what it answers when it looks for a switch. */
function configured(block: Attributes, environment: Environment = {}) {
  const { hosts, clock } = simulatedHosts([HV1]);
  const asked: string[] = [];
  const hostAt = (address: string) => {
    asked.push(address);
    return hosts.find((host) => host.address === address);
  };
  const handler = hypervProvider({ schema: SCHEMA, network: { clock, hostAt }, environment });
  const configure = async () => handler.configureProvider!({ terraformVersion: "1.11.4", config: { ...BLOCK, ...block } }, CALLER);
  const look = async () => handler.readDataSource!({ typeName: "hyperv_network_switch", config: { name: "LAN" } }, CALLER);
  return { handler, configure, look, asked };
}

test("configuring a provider meets no host", async () => {
  const { configure, asked } = configured({ host: "hv9.example.com", timeout: "soon" });
  await configure();
  expect(asked).toEqual([]);
});

test.each([
  [{}, {}, 'unknown error Post "https://127.0.0.1:5986/wsman": dial tcp: lookup 127.0.0.1: no such host'],
  [{}, { HYPERV_HOST: "hv8", HYPERV_PORT: "5985", HYPERV_HTTPS: "false" }, 'unknown error Post "http://hv8:5985/wsman": dial tcp: lookup hv8: no such host'],
  [{ host: "hv7", port: 6000, https: true }, { HYPERV_HOST: "hv8", HYPERV_HTTPS: "0" }, 'unknown error Post "https://hv7:6000/wsman": dial tcp: lookup hv7: no such host'],
  [{ host: HV1 }, {}, "http response error: 401 - invalid content type"],
  [{ host: HV1, user: USER, password: "wrong" }, { HYPERV_PASSWORD: PASSWORD }, "http response error: 401 - invalid content type"],
])("the block %j in the environment %j", async (block: Attributes, environment: Environment, error) => {
  const { configure, look } = configured(block, environment);
  await configure();
  await expect(look()).rejects.toThrow(`error uploading shell script: ${error}`);
});

test("user and password come from the environment where the block has none", async () => {
  const { configure, look } = configured({ host: HV1, password: UNKNOWN }, { HYPERV_USER: USER, HYPERV_PASSWORD: PASSWORD });
  await configure();
  expect((await look()).state).toMatchObject({ id: null, name: "LAN" });
});

test("a timeout that is none, a flag that is none and a certificate that is not there", async () => {
  const late = configured({ host: HV1, timeout: "soon" });
  await late.configure();
  await expect(late.look()).rejects.toThrow('couldn\'t convert "soon" to a duration');
  await expect(configured({}, { HYPERV_HTTPS: "yes" }).configure()).rejects.toThrow('strconv.ParseBool: parsing "yes": invalid syntax');
  const path = join(tmpdir(), "no-such-certificate.pem");
  await expect(configured({ cacert_path: path }).configure()).rejects.toThrow(`cacertPath does not exist - ${path}`);
});

test("an interrupted provider runs no further script", async () => {
  const { handler, configure, look } = configured({ host: HV1, user: USER, password: PASSWORD });
  await configure();
  await handler.stopProvider!({}, CALLER);
  await expect(look()).rejects.toThrow("context canceled");
});

describe("values", () => {
  const { handler } = simulatedHosts([HV1]);
  const judged = async (typeName: string, config: Attributes) => ((await handler.validateResourceConfig!({ typeName, config }, CALLER)).diagnostics ?? []).map(({ summary }) => summary);

  test.each<[string, string, Value, string]>([
    ["hyperv_vhd", "vhd_type", "thick", "expected thick to be one of map[differencing:Differencing dynamic:Dynamic fixed:Fixed unknown:Unknown] mapKeyString, got thick"],
    ["hyperv_vhd", "size", 4097, "expected 4097 to be perfectly divisible by 4096, maybe use 8192 instead"],
    ["hyperv_vhd", "logical_sector_size", 1024, "expected %!s(int=1024) to be one of [0 512 4096], got 1024"],
    ["hyperv_network_switch", "default_flow_minimum_bandwidth_weight", 101, "expected %!s(int=101) to be in the range (0 - 100), got 101"],
    ["hyperv_network_switch", "switch_type", "NAT", "expected NAT to be one of map[external:External internal:Internal private:Private] mapKeyString, got nat"],
  ])("%s.%s = %j is refused", async (typeName, attribute, value, summary) => {
    expect(await judged(typeName, { name: "one", path: "D:\\one.vhdx", [attribute]: value })).toEqual([summary]);
  });

  test("of blocks are judged as well, with the one value beside the range", async () => {
    const network_adaptors = [0, 5000, 100].map((virtual_subnet_id) => ({ name: "Primary", virtual_subnet_id }));
    expect(await judged("hyperv_machine_instance", { name: "n1", static_memory: true, network_adaptors })).toEqual(["expected %!s(int=100) to be in the range (4096 - 16777215), got 100"]);
  });

  test("of enums pass in any case of letters", async () => {
    expect(await judged("hyperv_machine_instance", { name: "n1", static_memory: true, state: "OFF", automatic_stop_action: "shutdown" })).toEqual([]);
  });
});

describe("a switch that cannot be", () => {
  test.each<[Attributes, string]>([
    [{ switch_type: "External" }, "Must specify NetAdapterNames if switch type is external"],
    [{ switch_type: "Private", allow_management_os: true }, "Unable to set AllowManagementOS to true if switch type is private"],
    [{ switch_type: "Internal", allow_management_os: false }, "Unable to set AllowManagementOS to false if switch type is internal"],
    [{ switch_type: "Internal", allow_management_os: true, net_adapter_names: ["Ethernet 1"] }, "Unable to set NetAdapterNames when switch type is internal"],
    [{ switch_type: "Internal", allow_management_os: true, minimum_bandwidth_mode: "Weight" }, "Bandwidth weight must be between 1 and 100"],
    [{ switch_type: "Internal", allow_management_os: true, default_flow_minimum_bandwidth_weight: 5 }, "Unable to set DefaultFlowMinimumBandwidthWeight if bandwidth reservation mode is none"],
    [{ switch_type: "Internal", allow_management_os: true, minimum_bandwidth_mode: "absolute", default_flow_minimum_bandwidth_absolute: -1 }, "Bandwidth absolute must be 0 or greater"],
    [{ switch_type: "Internal", allow_management_os: true, default_queue_vmmq_queue_pairs: 0 }, "defaultQueueVmmqQueuePairs must be greater then 0"],
  ])("%j", async (attributes, finding) => {
    const { handler, configure } = configured({ host: HV1, user: USER, password: PASSWORD });
    await configure();
    const plannedState = { name: "LAN", minimum_bandwidth_mode: "None", default_queue_vmmq_queue_pairs: 16, ...attributes };
    const answer = await handler.applyResourceChange!({ typeName: "hyperv_network_switch", priorState: null, plannedState, config: plannedState, private: new Uint8Array() }, CALLER);
    expect(answer).toMatchObject({ state: null, diagnostics: [{ summary: `[ERROR][hyperv][create] ${finding}` }] });
  });
});

test("an enum in another case of letters is sent as it stands, and is a difference at every plan", async () => {
  const { handler, hosts } = simulatedHosts([HV1]);
  await handler.configureProvider!({ terraformVersion: "1.11.4", config: { ...BLOCK, host: HV1, user: USER, password: PASSWORD } }, CALLER);
  const typeName = "hyperv_network_switch";
  const config = { name: "LAN", switch_type: "internal" };
  const { state: plannedState } = await handler.planResourceChange!({ typeName, priorState: null, proposedState: config, config, private: new Uint8Array() }, CALLER);
  const { state } = await handler.applyResourceChange!({ typeName, priorState: null, plannedState, config, private: new Uint8Array() }, CALLER);
  expect(hosts[0].dump().switches).toMatchObject([{ name: "LAN", switchType: "Internal" }]);
  expect(state).toMatchObject({ switch_type: "Internal" });
  const again = await handler.planResourceChange!({ typeName, priorState: state, proposedState: { ...(state as Attributes), ...config }, config, private: new Uint8Array() }, CALLER);
  expect(again.state).toMatchObject({ switch_type: "internal" });
});

test("a blank disk has the size that was asked for, and can grow", async () => {
  const { handler, hosts } = simulatedHosts([HV1]);
  await handler.configureProvider!({ terraformVersion: "1.11.4", config: { ...BLOCK, host: HV1, user: USER, password: PASSWORD } }, CALLER);
  const typeName = "hyperv_vhd";
  const change = (priorState: Value, size: number) => {
    const plannedState = { ...(priorState as Attributes), path: "D:\\data.vhdx", vhd_type: "fixed", size };
    return handler.applyResourceChange!({ typeName, priorState, plannedState, config: plannedState, private: new Uint8Array() }, CALLER);
  };
  const { state: made } = await change(null, 2 ** 30);
  expect(made).toMatchObject({ id: "D:\\data.vhdx", path: "d:\\data.vhdx", exists: true, vhd_type: "Fixed", size: 2 ** 30 });
  expect((await change(made, 2 ** 31)).state).toMatchObject({ size: 2 ** 31 });
  expect(hosts[0].dump().files).toMatchObject([{ path: TEMPLATE }, { path: "D:\\data.vhdx", bytes: 2 ** 31 }]);
});
