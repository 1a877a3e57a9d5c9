import { compilePlanted } from "../support/planted-types";

const resource = (attributes: string, notOffered: string): string => `
import { PexipInfinityStunServer, type PexipInfinityStunServerConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-stun-server";
import { resourceOf } from "../../lib/infinity/platform-object";
export const stun = resourceOf<{ readonly name?: string; readonly address: string }, PexipInfinityStunServerConfig>()({
  collection: "stun_server",
  attributes: { ${attributes} },
  references: {},
  notOffered: { ${notOffered} },
  make: (scope, config) => new PexipInfinityStunServer(scope, "Resource", config as unknown as PexipInfinityStunServerConfig),
});`;

const BOTH = 'name: "name", address: "address"';

let errorsOf: (name: string) => readonly string[];

beforeAll(() => {
  errorsOf = compilePlanted({
    complete: resource(BOTH, 'port: "a reason", description: "a reason"'),
    forgotten: resource(BOTH, 'port: "a reason"'),
    contradictory: resource(BOTH, 'port: "a reason", description: "a reason", name: "a reason"'),
    unknown: resource('name: "name", address: "adress"', 'port: "a reason", description: "a reason"'),
  });
}, 60_000);

test("a service that offers or declines every attribute of its generated class compiles", () => {
  expect(errorsOf("complete")).toEqual([]);
});

test.each([
  ["forgotten", /'description' is missing/],
  ["contradictory", /not assignable to type/],
  ["unknown", /"adress"/],
])("a %s attribute does not compile", (name, reason) => {
  expect(errorsOf(name)[0]).toMatch(reason);
});
