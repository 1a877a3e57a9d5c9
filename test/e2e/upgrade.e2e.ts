import { testWithTerraform } from "../support/test-with-terraform";
import type { Definition } from "./support/definition";
import { pendingIn, rollOut } from "./support/rollout";
import { Scene } from "./support/scene";

/** After the upgrade in the Administrator interface. */
function upgraded({ managementNode }: Definition): void {
  managementNode.infinityVersion = "40";
  // what its disk was born with
  managementNode.templateVersion = "21";
}

/** Nodes keep the disks of their ZIPs, whose names they say now, because a disk of a ZIP has another one; what they are made anew from one day is a generic disk. */
function inApiMode({ managementNode, conferencingNodes }: Definition): void {
  managementNode.api = {};
  for (const [name, node] of Object.entries<Definition>(conferencingNodes)) {
    node.diskPath = `D:\\Pexip\\${name}\\pexip.vhd`;
    node.templateDisk = "D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd";
  }
}

const title = "a platform of v21 that was built with the runbook is upgraded in place, switched to api mode and adopted, and keeps every VM and disk";

const inScene = async (): Promise<void> => {
  const scene = new Scene("runbook-v21");
  try {
    const later = scene.modelWith((definition) => {
      upgraded(definition);
      inApiMode(definition);
    });
    await scene.begin({ others: [later] });
    await scene.rehearsal.install();
    const host = scene.lab.host("hv1.oslo.example.com");
    const machines = (): unknown => host.dump().machines.map((machine) => ({ ...machine, uptimeSeconds: undefined }));
    const built = [machines(), host.dump().files];
    expect(await scene.pending()).toEqual({});

    const manager = scene.lab.managementNode();
    manager.upgrade("40");
    await scene.rehearsal.synchronized();
    expect([manager, ...scene.lab.conferencingNodes.map(({ report }) => report)].map(({ version }) => version)).toEqual(["40", "40", "40"]);
    scene.change(upgraded);
    expect(await scene.pending()).toEqual({});

    scene.change(inApiMode);
    expect(await pendingIn(scene, [], "manager")).toEqual({});
    expect(await scene.rehearsal.adopt()).toContain("15 declared, 14 adopted");
    const { planned, happened, touched } = await rollOut(scene);
    expect(Object.keys(planned).filter((name) => / (Disk|Vm|Nics|Identity)\b/.test(name))).toEqual([]);
    expect(planned).toMatchObject({ "oslo-1 NodeEntry": "update import", "oslo-2 NodeEntry": "update import", oslo: "no-op import" });
    expect(happened.filter((line) => !line.startsWith("manager: "))).toEqual([]);
    expect(touched).toEqual([]);

    const [laterMachines, laterFiles] = [machines(), host.dump().files];
    expect([laterMachines, laterFiles]).toEqual(built);
    await scene.rehearsal.synchronized();
    // from now on a node that is made anew has a generic disk, and its configuration from Terraform
    const anew = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-2"].redeployToken = "once"));
    expect(anew.happened).toContain("oslo-2: took the configuration of oslo-2");
    expect(anew.touched).toEqual(["oslo-2"]);
    await scene.rehearsal.synchronized();
  } finally {
    await scene.end();
  }
};

testWithTerraform(title, inScene);
