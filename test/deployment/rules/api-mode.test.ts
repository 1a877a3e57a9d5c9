import { ConferencingNode, Deployment, InfinityVersion, Licence, ManagementNode, Secret, ServerKind, SipProxy, SystemLocation, TemplateDisk } from "../../../lib";
import { ruleProblemText } from "../../../lib/deployment/judgement";
import { judge } from "../../../lib/testing/judge";
import { managerProps, newApp, newHost, newLocation, newNode, newStack, newSwitch, nodeProps } from "../../support/stacks";

const GENERIC = TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_1\\pexip.vhd");

/** A platform in api mode that no rule of this theme has anything to say of. */
function platform(manager: object = {}, node: object = {}) {
  const app = newApp();
  const first = newStack("manager", app);
  const lan = newSwitch(first, newHost(first, "hv1", { coresPerSocket: 24, memoryGib: 256 }));
  const managementNode = new ManagementNode(first, "manager", {
    ...managerProps,
    infinityVersion: InfinityVersion.of("40"),
    templateDisk: TemplateDisk.onHost("D:\\Templates\\pxMgr\\pexip.vhd"),
    externalSwitch: lan,
    api: { existingServers: [{ kind: ServerKind.DNS, address: "10.44.0.53", resourceId: 1 }, ...managerProps.ntpServers.map((address, index) => ({ kind: ServerKind.NTP, address, resourceId: index + 1 }))] },
    ...manager,
  });
  const second = newStack("platform", app);
  const oslo = newLocation(second, { managementNode });
  newNode(second, 1, { externalSwitch: lan, systemLocation: oslo, templateDisk: GENERIC, ...node });
  return { app, second, managementNode, oslo };
}

const found = ({ app }: { app: Parameters<typeof judge>[0] }): readonly string[] => judge(app).problems.filter(({ rule }) => rule >= "PXH160" && rule < "PXH170").map(ruleProblemText);

test("a sound platform in api mode", () => {
  expect(found(platform())).toEqual([]);
});

test("api mode is for v38 and later", () => {
  expect(found(platform({ infinityVersion: InfinityVersion.of("37") }))).toEqual([
    "error PXH160 manager/manager: api is for Infinity v38 and later, and infinityVersion is 37; leave api out, and the runbook says what to enter by hand",
  ]);
});

test("another version than the provider's is a warning", () => {
  expect(found(platform({ infinityVersion: InfinityVersion.of("38") }))).toEqual([
    "warning PXH164 manager/manager: infinityVersion 38 is not the v40 that the provider pexip/infinity ~> 40.0 is made for; try it on a test platform first",
  ]);
});

test("a node's disk is a generic one", () => {
  expect(found(platform({}, { templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd") }))).toEqual([
    "error PXH161 platform/oslo-1: templateDisk pexip-oslo-1.example.com.zip is named like the ZIP of one node, and in api mode a node starts from a generic disk of the platform's version; give that one (a node that is built already keeps its disk when diskPath names it as it is: D:\\Pexip\\oslo-1\\pexip.vhd)",
  ]);
  expect(found(platform({}, { templateDisk: TemplateDisk.onHost("D:\\pexip-templates.v40\\pexip.vhd") }))).toEqual([]);
});

test("memory is what the management API takes", () => {
  expect(found(platform({}, { memoryMib: 64004 }))).toEqual(["error PXH162 platform/oslo-1: memoryMib 64004 is out of range; in api mode a node has 2000 to 64000"]);
  expect(found(platform({}, { memoryMib: 64000 }))).toEqual([]);
});

test("a name holds nothing that a shell expands, as long as commands are called", () => {
  expect(found(platform({}, { name: "oslo$1" }))).toEqual(["error PXH163 platform/oslo-1: name oslo$1 contains $, which a shell would expand; choose another name"]);
  expect(found(platform({ commands: { enabled: false } }, { name: "oslo$1" }))).toEqual([]);
});

test("what belongs to another Management Node is not referred to", () => {
  const one = platform();
  const { hostname, domain, address } = managerProps;
  const other = ManagementNode.fromAddress(newStack("other", one.app), "second", { hostname, domain, address, infinityVersion: InfinityVersion.of("40"), api: { password: Secret.fromVariable("second") } });
  const sipProxy = new SipProxy(one.second, "cucm", { managementNode: other, address: "cucm.example.com" });
  new SystemLocation(one.second, "bergen", { managementNode: one.managementNode, sipProxy });
  expect(found(one)).toContain("error PXH165 platform/bergen: sipProxy platform/cucm belongs to other/second, and this belongs to manager/manager; name one of the same Management Node");
});

test("servers of the wizard that are not listed would be made again", () => {
  expect(found(platform({ api: {} }))).toEqual([
    "warning PXH166 manager/manager: 10.44.0.53: made by the wizard, and named again, so the first apply would make them again; list them in api.existingServers with their numbers (System > DNS Servers), or run pexip-hyperv adopt after the wizard",
    "warning PXH166 manager/manager: ntp1.example.com, ntp2.example.com, ntp3.example.com: made by the wizard, and named again, so the first apply would make them again; list them in api.existingServers with their numbers (System > NTP Servers), or run pexip-hyperv adopt after the wizard",
  ]);
});

test("a Management Node whose certificate is not verified is refused, until somebody says why", () => {
  const one = platform({ api: { insecureTls: true } });
  const text =
    "refused PXH100 manager/manager: api.insecureTls true leaves the Management Node's certificate unverified; upload a certificate of your authority (Platform > TLS Certificates) first, or accept it with a reason for the first apply";
  expect(judge(one.app).problems.map(ruleProblemText)).toContain(text);
  Deployment.of(one.managementNode).accept("PXH100", "first apply, before the certificate is uploaded");
  expect(judge(one.app).problems.find(({ rule }) => rule === "PXH100")?.accepted).toBe("first apply, before the certificate is uploaded");
});

test("a node that is built elsewhere has no disk to judge", () => {
  const one = platform();
  const { templateDisk, vcpus, ...form } = nodeProps(2);
  void [templateDisk, vcpus];
  ConferencingNode.fromAddress(one.second, "elsewhere", { ...form, systemLocation: one.oslo });
  expect(found(one)).toEqual([]);
});

test("an offline licence is nothing for Terraform", () => {
  const one = platform();
  new Licence(one.second, "licence", { managementNode: one.managementNode, entitlementId: Secret.fromVariable("licence"), offlineMode: true });
  expect(found(one)).toContain("warning PXH167 platform/licence: offlineMode true cannot be applied by Terraform, which looks for the licence before it is granted; install it in the Administrator interface (Platform > Licenses), and leave it out here");
});
