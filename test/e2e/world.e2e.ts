import { oneNode, onEstate } from "./support/estate";
import { expectWorld } from "./support/world";

onEstate(
  "what the other tests call a world as the deployment says is no other one",
  async (scene) => {
    const { lab, view } = scene;
    const host = lab.host("hv1.oslo.example.com");
    await expectWorld(lab, view);
    const alter: readonly (readonly [what: string, change: () => unknown, back: () => unknown])[] = [
      ["a setting of a VM", () => host.byHand.editVm("oslo-1", { notes: "mine" }), () => host.byHand.editVm("oslo-1", { notes: "" })],
      ["a file", () => host.byHand.putFile("D:\\mine.txt", 1), () => host.byHand.removeFile("D:\\mine.txt")],
      ["a setting of a switch", () => host.byHand.editSwitch("Pexip External", { allowManagementOs: false }), () => host.byHand.editSwitch("Pexip External", { allowManagementOs: true })],
      ["a host", () => host.becomeUnreachable(), () => host.becomeReachable()],
      ["an object", () => scene.administer("POST", "dns_server/", { address: "192.0.2.1" }), () => scene.administer("DELETE", "dns_server/3/")],
      ["a field of an entry", () => scene.administer("PATCH", "worker_vm/1/", { description: "mine" }), () => scene.administer("PATCH", "worker_vm/1/", { description: "" })],
      ["a setting", () => scene.administer("PATCH", "global/1/", { enable_chat: false }), () => scene.administer("PATCH", "global/1/", { enable_chat: true })],
      ["a node that is off", () => host.byHand.switchOff("oslo-1"), () => host.byHand.switchOn("oslo-1")],
    ];
    for (const [what, change, back] of alter) {
      change();
      const isOther = await expectWorld(lab, view).then(
        () => false,
        () => true,
      );
      expect({ what, isOther }).toEqual({ what, isOther: true });
      back();
    }
    await expectWorld(lab, view);
  },
  { edit: oneNode },
);
