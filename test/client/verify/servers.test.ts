import { managerServer, nodeServer, nodeTarget } from "../../../lib/client/verify/servers";
import { sound, TOKEN, type Changes } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const node = (node1: Changes["node1"] = {}) => sound({ node1 }).nodes[0];
const to = (host: string, port = 443) => verifyContext({ resolve: [{ host, port, address: "127.0.0.1", addressPort: 1443 }] });
const HERE = { host: "127.0.0.1", port: 1443 };

test("goes to the address of the deployment, under the machine's name", () => {
  expect(managerServer(sound().manager, verifyContext())).toMatchObject({ host: "manager.example.com", port: 443, resolve: [{ host: "manager.example.com", port: 443, address: "10.44.0.10", addressPort: 443 }] });
  expect(nodeServer(node(), "oslo-1.example.com", verifyContext()).resolve).toEqual([{ host: "oslo-1.example.com", port: 443, address: "10.44.0.11", addressPort: 443 }]);
});

test("goes where --resolve says, by one of its names or by its address", () => {
  const sip = node({ sipTlsFqdn: "sip.example.com" });
  expect(["oslo-1.example.com", "SIP.example.com", "10.44.0.11"].map((host) => nodeTarget(sip, 443, to(host)))).toEqual([HERE, HERE, HERE]);
  expect(nodeTarget(sip, 5061, to("10.44.0.11"))).toEqual({ host: "10.44.0.11", port: 5061 });
});

test("goes to the secondary address, where clients are", () => {
  expect(nodeTarget(node({ secondaryAddress: "10.55.0.11", secondaryNetmask: "255.255.255.0" }), 443, verifyContext())).toEqual({ host: "10.55.0.11", port: 443 });
});

test("asks DNS where only Terraform knows the address", () => {
  const { manager } = sound({ manager: { address: TOKEN } });
  expect(managerServer(manager, verifyContext())).toMatchObject({ host: "manager.example.com", resolve: [] });
  expect(managerServer(manager, to("manager.example.com")).resolve).toEqual([{ host: "manager.example.com", port: 443, address: "127.0.0.1", addressPort: 1443 }]);
});
