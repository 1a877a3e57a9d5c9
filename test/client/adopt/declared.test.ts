import { declaredPlatforms, type ConfiguredStack } from "../../../lib/client/adopt/declared";

const PROVIDER = { alias: "manager", address: "https://manager.example.com", username: "admin", password: "${var.manager_web_password}", insecure: true };

function stack(configuration: Readonly<Record<string, unknown>>, name = "platform"): ConfiguredStack {
  return { name, configuration: { provider: { pexip: [PROVIDER] }, ...configuration } };
}

const dns = (more: object = {}) => ({ resource: { pexip_infinity_dns_server: { one: { address: "10.44.0.53", provider: "pexip.manager", ...more } } } });

test("finds the Management Node with its login, and its resources without Terraform's own arguments", () => {
  const [platform, ...others] = declaredPlatforms([stack(dns({ depends_on: ["x"], lifecycle: { ignore_changes: ["description"] }, description: null, provisioner: [{}] }))], new Map());
  expect(others).toEqual([]);
  expect(platform).toMatchObject({ address: "https://manager.example.com", username: "admin", passwordVariable: "manager_web_password", insecure: true });
  expect(platform.resources).toEqual([
    { stack: "platform", address: "pexip_infinity_dns_server.one", type: "dns_server", attributes: { address: "10.44.0.53" }, ignored: new Set(["description"]), repeated: false, importedId: undefined },
  ]);
});

test("takes the objects that the program names by number for existing ones", () => {
  const uri = "/api/admin/configuration/v1/dns_server/1/";
  const [{ named }] = declaredPlatforms([stack({ resource: { pexip_infinity_system_location: { oslo: { name: "Oslo", provider: "pexip.manager", dns_servers: [uri] } } } })], new Map());
  expect([...named]).toEqual([uri]);
});

test("gathers the resources of one Management Node over all stacks, and keeps two apart", () => {
  const other = { provider: { pexip: [{ ...PROVIDER, address: "https://other.example.com" }] } };
  const platforms = declaredPlatforms([stack(dns()), stack(dns(), "site"), stack({ ...dns(), ...other }, "elsewhere")], new Map());
  expect(platforms.map(({ address, resources }) => [address, resources.map(({ stack: name }) => name)])).toEqual([
    ["https://manager.example.com", ["platform", "site"]],
    ["https://other.example.com", ["elsewhere"]],
  ]);
});

test("knows variables by their default, and by the environment first; others stay Terraform's", () => {
  const variable = { ours: { default: "from the program" }, theirs: { default: "no" }, open: { sensitive: true } };
  const [{ variables }] = declaredPlatforms([stack({ ...dns(), variable })], new Map([["theirs", "from the environment"], ["foreign", "x"]]));
  expect(Object.fromEntries(variables)).toEqual({ ours: "from the program", theirs: "from the environment" });
});

test("leaves out what is no object of the Management Node", () => {
  const resource = { pexip_infinity_web_password_hash: { one: { password: "x" } }, hyperv_vhd: { two: {} }, terraform_data: { three: {} } };
  expect(declaredPlatforms([stack({ resource })], new Map())).toEqual([]);
});

test("sees import blocks of the program's own, ignore_changes of everything, and count", () => {
  const configuration = { import: [{ to: "pexip_infinity_dns_server.one", id: "7", provider: "pexip.manager" }], ...dns({ count: 2, lifecycle: { ignore_changes: "all" } }) };
  const [{ resources }] = declaredPlatforms([stack(configuration)], new Map());
  expect(resources[0]).toMatchObject({ importedId: "7", repeated: true, ignored: "all" });
});

test("is not misled by names that every JavaScript object has", () => {
  const resource = { pexip_infinity_constructor: { toString: { provider: "pexip.manager", name: "${var.constructor}" } } };
  const [{ resources, variables }] = declaredPlatforms([stack({ resource })], new Map());
  expect(resources.map(({ type }) => type)).toEqual(["constructor"]);
  expect(variables.get("constructor")).toBeUndefined();
});

test("keeps the address that only Terraform knows for unknown", () => {
  const provider = { pexip: [{ ...PROVIDER, address: "https://${var.host}" }] };
  expect(declaredPlatforms([stack({ ...dns(), provider })], new Map())[0].address).toBeUndefined();
});
