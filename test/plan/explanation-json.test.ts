import { explainPlan } from "../../lib/plan/explain";
import { explanationJson } from "../../lib/plan/explanation-json";
import { aPlan, nodeChanges, planned, switchChange, TRIGGERED } from "../support/plans";

test("the JSON has every machine, also the unchanged ones, and the verdict", () => {
  const changes = [...nodeChanges("oslo-1", { vm: TRIGGERED }), ...nodeChanges("oslo-2"), switchChange("create"), planned("delete", "pexip_infinity_licence", "licence", {}, null), planned("update", "azurerm_x", "a", {}, {})];
  expect(JSON.parse(explanationJson(explainPlan(aPlan(changes))))).toEqual({
    formatVersion: 1,
    plan: { terraformVersion: "1.11.4", errored: false, complete: true },
    machines: [
      {
        name: "oslo-1",
        kind: "node",
        host: "hv1",
        outcome: "replaced around its disk",
        level: "outage",
        reasons: ["replaced with something that it depends on"],
        consequences: ["every call on it drops; put it in maintenance mode first; it comes back as it was, its entry stays"],
        addresses: ["hyperv_machine_instance.oslo-1_Vm-hv1_0A1B2C3D"],
        dropsCalls: true,
        target: "hyperv_machine_instance.oslo-1_Vm-hv1_0A1B2C3D",
      },
      { name: "oslo-2", kind: "node", host: "hv1", outcome: "unchanged", level: "fine", reasons: [], consequences: [], addresses: [], dropsCalls: false },
    ],
    switches: [{ name: "switch Pexip External on hv1", outcome: "created", level: "fine", reasons: [], consequences: [], addresses: ["hyperv_network_switch.lan_Switch-hv1_0A1B2C3D"] }],
    services: {
      added: 0,
      changed: 0,
      replaced: 0,
      removed: 1,
      notable: [{ name: "licence", outcome: "removed", level: "outage", reasons: [], consequences: ["without a licence no call can be placed"], addresses: ["pexip_infinity_licence.licence"] }],
    },
    others: { azurerm_x: 1 },
    notes: [],
    verdict: {
      level: "outage",
      text: "1 of 2 nodes would be down; the licence is removed; put oslo-1 in maintenance mode and wait until its calls have ended; 1 resource of other providers is not judged",
      targets: [],
    },
  });
});
