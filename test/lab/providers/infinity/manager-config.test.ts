import { provider } from "./an-infinity-provider";

const CALLER = { peer: "127.0.0.1:1" };
const TYPE = "pexip_infinity_manager_config";
const CONFIG = {
  hostname: "test-mgr1",
  domain: "dev.vcops.tech",
  ip: "10.0.0.40",
  mask: "255.255.255.0",
  gw: "10.0.0.1",
  dns: "1.1.1.1",
  ntp: "pool.ntp.org",
  user: "admin",
  pass: "admin_password",
  admin_password: "admin_password",
  error_reports: null,
  enable_analytics: null,
  contact_email_address: "vcops@pexip.com",
  rendered: null,
  management_node_config: null,
  id: null,
};

async function configured() {
  const handler = provider({ reach: () => ({ unreachable: "nobody may be asked" }) });
  await handler.configureProvider!({ terraformVersion: "1.11.4", config: { address: "https://manager.example.com", username: "admin", password: "wizard-secret", insecure: null } }, CALLER);
  return handler;
}

// infinity-provider.md, section 3.1, has the provider's own fixture
test("renders what the provider's own tests expect", async () => {
  const { state } = await (await configured()).readDataSource!({ typeName: TYPE, config: CONFIG }, CALLER);
  const inner =
    '{"hostname": "test-mgr1","domain": "dev.vcops.tech","ip": "10.0.0.40","mask": "255.255.255.0","gw": "10.0.0.1","dns": "1.1.1.1","ntp": "pool.ntp.org","user": "admin","pass": "admin_password","admin_password": "admin_password","error_reports": false,"enable_analytics": false,"contact_email_address": "vcops@pexip.com"}';
  expect(state).toEqual({ ...CONFIG, rendered: `{"management_node_config": ${inner}}`, management_node_config: inner, id: expect.stringMatching(/^\d+$/) });
});

test("writes no markup into it", async () => {
  const { state } = await (await configured()).readDataSource!({ typeName: TYPE, config: { ...CONFIG, pass: "a<b>&c" } }, CALLER);
  expect(state).toMatchObject({ management_node_config: expect.stringContaining('"pass": "a\\u003cb\\u003e\\u0026c"') });
});

test("judges addresses, the netmask, the domain and the mail address", async () => {
  const wrong = { ...CONFIG, domain: "nodot", ip: "10.0.0.400", mask: "255.0.255.0", contact_email_address: "nobody" };
  const { diagnostics = [] } = await (await configured()).validateDataSourceConfig!({ typeName: TYPE, config: wrong }, CALLER);
  expect(diagnostics.map(({ detail }) => detail).sort()).toEqual([
    "Contact Email Address 'nobody' is not a valid email address.",
    "Domain 'nodot' is not a valid domain name.",
    "Email 'nobody' is not a valid email address.",
    "IP '10.0.0.400' is not a valid IP address.",
    "Netmask '255.0.255.0' is not a valid subnet mask (must be contiguous 1s followed by 0s).",
  ]);
});

test("says of what is null that it is missing and that it is required, and judges gateway and DNS in words of its own", async () => {
  const { diagnostics = [] } = await (await configured()).validateDataSourceConfig!({ typeName: TYPE, config: { ...CONFIG, hostname: null, gw: "x", dns: "y", mask: "z" } }, CALLER);
  const found = (name: string): string[] => diagnostics.filter(({ attribute }) => attribute?.[0] === name).map(({ summary }) => summary);
  expect(["hostname", "gw", "dns", "mask"].map(found)).toEqual([
    ["Missing Configuration for Required Attribute", "Hostname is required"],
    ["Invalid IP Address", "Invalid Gateway IP Address"],
    ["Invalid IP Address", "Invalid DNS IP Address"],
    ["Invalid Netmask", "Invalid Mask"],
  ]);
  expect(diagnostics).toHaveLength(8);
});

test("takes a mail address only without a dot at its end, which the rule of single values lets pass", async () => {
  const found = async (contact_email_address: string) => ((await (await configured()).validateDataSourceConfig!({ typeName: TYPE, config: { ...CONFIG, contact_email_address } }, CALLER)).diagnostics ?? []).map(({ detail }) => detail);
  expect(await found("a@b.c.")).toEqual(["Contact Email Address 'a@b.c.' is not a valid email address."]);
  expect(await found("first.last@example.com")).toEqual([]);
});
