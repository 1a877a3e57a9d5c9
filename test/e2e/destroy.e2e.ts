import type { DeploymentView } from "../../lib/deployment/model";
import type { HostDump } from "../../lib/lab";
import type { Definition } from "./support/definition";
import { folded } from "./support/rollout";
import { testInLab, type Scene } from "./support/scene";
import { afterWizard, expectWorld } from "./support/world";
import { actualHosts } from "./support/world-hosts";
import { actualConfiguration, expectedConfiguration } from "./support/world-platform";

const PROTECTED = /Resource (\S+) has lifecycle\.prevent_destroy set, but the plan calls for this resource to be destroyed/g;

/** Terraform refuses to destroy the stack, and nothing is lost. @returns what it names, without the hash: the last in each line of things that depend on each other */
async function refusedDestroy(scene: Scene, stack: string): Promise<readonly string[]> {
  const before = actualHosts(scene.lab.dump().hosts);
  const { code, stdout, stderr } = await scene.rehearsal.terraform(stack, ["destroy", "-auto-approve"]);
  expect({ code, hosts: actualHosts(scene.lab.dump().hosts) }).toEqual({ code: 1, hosts: before });
  return [...folded(`${stdout}${stderr}`).matchAll(PROTECTED)].map(([, address]) => address.replace(/^\w+\./, "").replace(/_[0-9A-F]{8}$/, "")).sort();
}

/** What is left of a host: switches and VMs by their names, and files that are no template. */
const leftOn = ({ switches, machines, files }: HostDump): unknown => ({
  switches: switches.map(({ name }) => name),
  machines: machines.map(({ name }) => name),
  files: files.filter(({ path, source }) => path !== source && !path.endsWith(".vmcx")).map(({ path }) => path),
});

/** The settings take the certificate with them that everybody trusts, and others are removed after them. */
function untrusted(definition: Definition): void {
  definition.managementNode.api.insecureTls = true;
  definition.accept = [{ rule: "PXH100", at: "managementNode", reason: "it is destroyed" }];
}

function unprotected({ managementNode, switches }: Definition): void {
  for (const one of [managementNode, ...Object.values<Definition>(switches)]) one.deletionProtection = false;
}

/** What a Management Node has whose settings were destroyed, which is to say reset: infinity-provider.md, section 2. */
async function resetConfiguration({ platforms: [platform], model }: DeploymentView): Promise<ReturnType<typeof expectedConfiguration>> {
  const { managementNode } = platform;
  const fresh = expectedConfiguration({ managementNode, locations: [], nodes: [], staticRoutes: [], services: [] }, await afterWizard(model, managementNode.fqdn));
  const [global, own] = [fresh.global[0], fresh.management_vm[0]];
  return {
    ...fresh,
    global: [{ ...global, default_webapp_alias: null, error_reporting_enabled: false }],
    management_vm: [{ ...own, dns_servers: [], ntp_servers: [], tls_certificate: null, snmp_authentication_password: "(set)", snmp_privacy_password: "(set)" }],
  };
}

testInLab("platform and manager are destroyed once their protection is off, and leave templates, and what Terraform did not make", "full-platform", async (scene) => {
  const { rehearsal, lab, view } = scene;
  await rehearsal.install();
  scene.change(untrusted);
  const names = new Map(lab.managementNode().dump().configuration.system_location.map(({ uri, values }) => [/(\d+)\/$/.exec(uri)![1], values.name as string]));
  const from = lab.journal.length;
  await rehearsal.destroy("platform");

  const onLocations = lab.journal.slice(from).flatMap(({ event }) => /^(changed|removed) system_location \d+$/.exec(event)?.[0].replace(/\d+$/, (number) => names.get(number)!) ?? []);
  // the one in the DMZ only names the others
  expect(onLocations.filter((event) => !event.endsWith("DMZ"))).toEqual(["changed system_location Bergen", "removed system_location Oslo", "removed system_location Bergen"]);
  expect(actualConfiguration(lab.managementNode().dump())).toEqual(await resetConfiguration(view));
  expect(lab.dump().hosts.map(leftOn)).toEqual([
    { switches: ["Pexip DMZ", "Pexip External"], machines: ["manager"], files: ["D:\\Pexip\\manager\\manager.vhd"] },
    { switches: ["Pexip External"], machines: [], files: [] },
  ]);

  expect(await refusedDestroy(scene, "manager")).toEqual(["bergen-lan_Switch-hv-bergen", "manager_Vm-hv-oslo", "oslo-dmz_Switch-hv-oslo"]);
  scene.change(unprotected);
  await rehearsal.destroy("manager");
  expect(lab.dump().hosts.map(leftOn)).toEqual([
    { switches: [], machines: [], files: [] },
    { switches: [], machines: [], files: [] },
  ]);
  expect(lab.dump().hosts.map(({ files }) => files.length)).toEqual([2, 1]);
  expect(lab.dump().conferencingNodes.map(({ name, state }) => `${name} ${state}`)).toEqual(["bergen-2 running"]);
});

testInLab(
  "a protected node stays until its protection is off; what people entered, the switch that was there and other nodes stay after it",
  "existing-switch",
  async (scene) => {
    const { rehearsal, lab } = scene;
    await rehearsal.install();
    expect(await refusedDestroy(scene, "platform")).toEqual(["oslo-2_Vm-hv2"]);
    await expectWorld(lab, scene.view);

    scene.change(({ conferencingNodes }) => delete conferencingNodes["oslo-2"].deletionProtection);
    await rehearsal.destroy("platform");
    expect(lab.dump().hosts.map(leftOn)).toEqual([{ switches: ["Production"], machines: [], files: [] }]);
    expect(lab.managementNode().dump().configuration.worker_vm.map(({ values }) => values.name)).toEqual(["oslo-1", "oslo-2"]);
    expect(lab.dump().conferencingNodes.map(({ name, state }) => `${name} ${state}`)).toEqual(["oslo-1 running"]);
  },
  { edit: ({ conferencingNodes }) => (conferencingNodes["oslo-2"].deletionProtection = true) },
);
