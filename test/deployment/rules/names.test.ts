import { aLocation, aManager, aRoute, judged, judgedWith, sound } from "../../support/records";

const NODE1 = "platform/oslo-1";
const NODE2 = "platform/oslo-2";
const disk = (id: string): { readonly diskPath: string } => ({ diskPath: `D:\\Disks\\${id}\\pexip.vhd` });

test("every Conferencing Node has a name of its own", () => {
  expect(judgedWith({ node2: { name: "oslo-1" } })).toEqual([`error PXH050 ${NODE2}: name oslo-1 is already used by ${NODE1}; every node needs its own`]);
});

test("every node has a hostname of its own, whatever its case and domain", () => {
  expect(judgedWith({ node1: { hostname: "manager", domain: "other.example.com" }, node2: { hostname: "MANAGER" } }).filter((text) => !text.includes("PXH093"))).toEqual([
    `error PXH051 ${NODE1}: hostname manager is already used by manager/manager; every node needs its own`,
    `error PXH051 ${NODE2}: hostname MANAGER is already used by manager/manager; every node needs its own`,
  ]);
});

test("a SIP TLS FQDN stands for one node", () => {
  expect(judgedWith({ node1: { sipTlsFqdn: "sip.example.com" }, node2: { sipTlsFqdn: "SIP.example.com" } })).toEqual([`error PXH052 ${NODE2}: sipTlsFqdn SIP.example.com is already used by ${NODE1}; every node needs its own`]);
  expect(judgedWith({ node1: { sipTlsFqdn: "Manager.example.com" } })).toEqual([`error PXH052 ${NODE1}: sipTlsFqdn Manager.example.com is the FQDN of manager/manager; give a name of this node`]);
});

test("VMs of a host have names of their own, whatever their case", () => {
  expect(judgedWith({ node1: { name: "Manager" } })).toEqual([`error PXH053 ${NODE1}: name Manager is already the name of manager/manager on hv1; every VM of a host needs its own`]);
  expect(judgedWith({ node2: { name: "OSLO-1" } })).toEqual([`error PXH053 ${NODE2}: name OSLO-1 is already the name of ${NODE1} on hv1; every VM of a host needs its own`]);
});

test.each([
  ["12345", "must not consist of digits alone"],
  ["-oslo", "must not begin or end with a hyphen"],
  ["oslo_1", "must consist of letters, digits and hyphens"],
  ["a".repeat(64), "must be at most 63 characters, got 64"],
])("%s is no hostname", (hostname, problem) => {
  expect(judgedWith({ manager: { hostname, name: "manager" } })).toEqual([`error PXH054 manager/manager: hostname ${hostname} ${problem}`]);
});

test("a hostname may have 63 characters", () => {
  expect(judgedWith({ manager: { hostname: "a".repeat(63), name: "manager" } })).toEqual([]);
});

test("a domain is labels joined by dots, and makes no FQDN that DNS cannot hold", () => {
  const label = "a".repeat(47);
  const long = [label, label, label, label].join(".");
  expect(judgedWith({ manager: { domain: "example..com" } })).toEqual(["error PXH055 manager/manager: domain example..com must be labels joined by single dots, without one at either end"]);
  expect(judgedWith({ manager: { domain: `${long}.a` } })).toEqual([`error PXH055 manager/manager: domain ${long}.a must be at most 192 characters, got 193`]);
  expect(judgedWith({ manager: { domain: long } })).toEqual([]);
  expect(judgedWith({ manager: { domain: `${long}a`, hostname: "b".repeat(62), name: "manager" } })).toEqual([`error PXH055 manager/manager: domain ${long}a makes an FQDN of 255 characters with the hostname; DNS takes 253`]);
});

test("names and descriptions fit into Pexip Infinity's fields", () => {
  const { records, manager } = sound();
  const [node, location, route, text] = ["n".repeat(33), "l".repeat(251), "r".repeat(33), "d".repeat(251)];
  expect(judgedWith({ node1: { name: node, description: text }, location: { description: text } })).toEqual([
    "error PXH056 platform/oslo: description has 251 characters; shorten it to 250",
    `error PXH056 ${NODE1}: description has 251 characters; shorten it to 250`,
    `error PXH056 ${NODE1}: name ${node} has 33 characters; shorten it to 32`,
  ]);
  expect(judged([...records, aLocation(manager, { name: location }, "long"), aRoute(manager, { name: route })])).toEqual([
    `error PXH056 platform/inside: name ${route} has 33 characters; shorten it to 32`,
    `error PXH056 platform/long: name ${location} has 251 characters; shorten it to 250`,
  ]);
  expect(judged([...records, aLocation(manager, { name: location.slice(1), description: text.slice(1) }, "long"), aRoute(manager, { name: route.slice(1) })])).toEqual([]);
  expect(judgedWith({ node1: { name: node.slice(1), description: text.slice(1), ...disk("oslo-1") } })).toEqual([]);
});

test("locations and static routes have names of their own", () => {
  const { records, manager, host, externalSwitch } = sound();
  expect(judged([...records, aLocation(manager, { name: "oslo" }, "more")])).toEqual(["error PXH057 platform/more: name oslo is already used by platform/oslo; every location needs its own"]);
  expect(judged([...records, aRoute(manager), aRoute(manager, { name: "inside" }, "more")])).toEqual(["error PXH058 platform/more: name inside is already used by platform/inside; every static route needs its own"]);
  const second = aManager({ host, externalSwitch }, { vcpus: 4 }, "second");
  expect(judged([...records, second, aLocation(second, { name: "oslo" }, "more")])).toEqual([]);
});

test("a Conferencing Node has a SIP TLS FQDN", () => {
  expect(judgedWith({ node1: { sipTlsFqdn: undefined } })).toEqual([`warning PXH059 ${NODE1}: sipTlsFqdn is not given; give the name in the node's certificate, as a rule oslo-1.example.com`]);
});
