import { SipProxy, SipTransport } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { newApiPlatform, resources } from "../../support/stacks";

test("a minimal SIP proxy is its name and address, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  new SipProxy(platform, "cucm", { managementNode, address: "cucm.example.com" });
  expect(resources(platform, "pexip_infinity_sip_proxy")).toEqual({
    cucm_E0BA76B5: { address: "cucm.example.com", depends_on: [gate], name: "cucm", provider: "pexip.manager" },
  });
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new SipProxy(platform, "cucm", { managementNode, name: "CUCM ${1}", description: "Oslo", address: "10.44.0.20", port: 5060, transport: SipTransport.TCP });
  expect(Object.values(resources(platform, "pexip_infinity_sip_proxy"))[0]).toMatchObject({ name: "CUCM $${1}", description: "Oslo", address: "10.44.0.20", port: 5060, transport: "tcp" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = SipProxy.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_sip_proxy")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/sip_proxy/3/");
});
