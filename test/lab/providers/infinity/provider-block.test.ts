import { Refusal } from "../../../../lib/lab/plugin/handler";
import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import type { Attributes } from "../../../../lib/lab/providers/engine/behaviour";
import { type Environment, judgeProviderBlock, settingsOf } from "../../../../lib/lab/providers/infinity/provider-block";
import { answering, LOGIN } from "../../infinity/a-manager";
import { BLOCK, Driver } from "./driver";

const NOTHING = { address: null, username: null, password: null, insecure: null };

function refusalsOf(config: Attributes, environment: Environment = {}): [string, string?][] {
  try {
    settingsOf(config, environment);
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics.map(({ summary, detail }) => [summary, detail]);
    throw error;
  }
  return [];
}

test("takes its values from the block", () => {
  expect(settingsOf({ ...BLOCK, insecure: true }, {})).toEqual({ address: new URL("https://manager.example.com"), insecure: true, login: LOGIN });
});

test("takes what the block does not say from the environment", () => {
  const environment = { PEXIP_ADDRESS: "https://manager.example.com", PEXIP_USERNAME: "admin", PEXIP_PASSWORD: "wizard-secret", PEXIP_INSECURE: "T" };
  expect(settingsOf(NOTHING, environment)).toEqual({ address: new URL("https://manager.example.com"), insecure: true, login: LOGIN });
});

test("names each value that nobody says", () => {
  expect(refusalsOf(NOTHING)).toEqual(
    ["address", "username", "password"].map((name) => [`Missing ${name}`, `Expected ${name} to be set in provider config or via the PEXIP_${name.toUpperCase()} environment variable.`]),
  );
});

test("judges what comes from the environment, and shows no password", () => {
  expect(refusalsOf(NOTHING, { PEXIP_ADDRESS: "http://manager.example.com", PEXIP_USERNAME: "me", PEXIP_PASSWORD: "abc" })).toEqual([
    ["Invalid PEXIP_ADDRESS value", 'PEXIP_ADDRESS="http://manager.example.com" must be an HTTPS URL, but scheme is "http"'],
    ["Invalid PEXIP_USERNAME value", "PEXIP_USERNAME must be at least 4 characters, got 2"],
    ["Invalid PEXIP_PASSWORD value", "PEXIP_PASSWORD must be at least 4 characters, got 3"],
  ]);
  expect(refusalsOf({ ...BLOCK, insecure: null }, { PEXIP_INSECURE: "yes" })).toEqual([
    ["Invalid PEXIP_INSECURE value", 'Cannot parse PEXIP_INSECURE="yes" as a boolean: strconv.ParseBool: parsing "yes": invalid syntax'],
  ]);
});

test("judges what the block says, and leaves unknown values alone", () => {
  expect(judgeProviderBlock({ address: "manager.example.com", username: "me", password: UNKNOWN, insecure: null })).toEqual([
    { attribute: ["address"], summary: "Invalid URL", detail: 'The value "manager.example.com" is not a valid URL: parse "manager.example.com": invalid URI for request' },
    { attribute: ["username"], summary: "Invalid Attribute Value Length", detail: "Attribute username string length must be at least 4, got: 2" },
  ]);
  expect(judgeProviderBlock({ ...NOTHING, address: "http://manager.example.com" })).toEqual([
    { attribute: ["address"], summary: "Invalid URL Scheme", detail: 'The value "http://manager.example.com" must be an HTTPS URL, but scheme is "http"' },
  ]);
});

test.each([
  ["::bad", 'parse "::bad": missing protocol scheme'],
  ["https://a b/", 'parse "https://a b/": invalid character " " in host name'],
  ["manager.example.com:443", 'parse "manager.example.com:443": invalid URI for request'],
  ["", 'parse "": empty url'],
])("says of the address %j what Go says of it", (address, problem) => {
  expect(judgeProviderBlock({ ...NOTHING, address })).toEqual([{ attribute: ["address"], summary: "Invalid URL", detail: `The value ${JSON.stringify(address)} is not a valid URL: ${problem}` }]);
});

test("plans a new resource without a known address, and cannot refresh one", async () => {
  const driver = await Driver.of({ reach: () => ({ unreachable: "nobody may be asked" }) }, { block: { ...BLOCK, address: UNKNOWN } });
  expect((await driver.plan("dns_server", null, { address: "10.0.0.53" })).diagnostics).toEqual([]);
  expect((await driver.refresh("dns_server", { resource_id: 1 })).diagnostics).toEqual([
    { summary: "Error Reading Infinity DNS server", detail: "Could not read Infinity DNS server: the provider block is not known yet, and the provider has no client" },
  ]);
});

test("contacts nobody while it is configured and plans something new", async () => {
  const asked: string[] = [];
  const driver = await Driver.of({ reach: ({ href }) => (asked.push(href), { unreachable: "dial tcp: nobody" }) });
  await driver.plan("dns_server", null, { address: "10.0.0.53" });
  expect(asked).toEqual([]);
  await driver.apply("dns_server", null, { address: "10.0.0.53" });
  expect(asked).toHaveLength(3);
});

test("a wrong password is an error of the first resource that needs it", async () => {
  const driver = await Driver.of(answering().manager, { block: { ...BLOCK, password: "not the password" } });
  expect(await driver.apply("dns_server", null, { address: "10.0.0.53" })).toEqual({
    state: null,
    diagnostics: [{ summary: "Error Creating Infinity DNS server", detail: "Could not create Infinity DNS server: API error 401: Unauthorized" }],
  });
});
