import { FAULTS, type Fault, type FaultName, type Lab } from "../../lib/lab";
import type { Definition } from "./support/definition";
import { oneNode } from "./support/estate";
import { testInLab, type Scene } from "./support/scene";
import { expectWorld } from "./support/world";
import { failedApply, HaltingClock, nothingWasRemoved } from "./support/world-failure";

const HOST = "hv1.oslo.example.com";
const MANAGER = "manager.example.com";

interface Case {
  readonly what: string;
  readonly fault: Fault;
  /** It comes when this has happened. @default - it is there from the beginning */
  readonly after?: RegExp;
  /** What Terraform says in the end, folded to one line. @default - nothing: the apply goes on by itself */
  readonly says?: string;
  /** What a person does before the next apply. @default - nothing */
  readonly byHand?: (scene: Scene) => void;
}

const UNREACHABLE = `dial tcp ${HOST}:5986: connect: connection refused`;

/** A failing create leaves the VM on the host and nothing in the state, and a person removes it: terraform-shapes.md, section 1, "Half-made VM". */
const removeVm = ({ lab }: Scene): void => lab.host(HOST).byHand.removeVm("oslo-1");

const CASES: readonly Case[] = [
  { what: "a network adapter that is not in the host", fault: { name: "adapter-missing", subject: "Pexip External" }, says: "New-VMSwitch : Cannot find a physical network adapter named Ethernet 1." },
  { what: "a file where the disk is to lie", fault: { name: "disk-exists", subject: "oslo-1" }, says: 'a resource with the ID "D:\\\\VMs\\\\oslo-1\\\\oslo-1.vhd" already exists' },
  { what: "a host without memory", fault: { name: "host-out-of-memory", subject: "oslo-1" }, says: "Not enough memory in the system to start the virtual machine oslo-1", byHand: removeVm },
  { what: "a host that refuses connections", fault: { name: "winrm-refused", subject: HOST, times: Infinity }, says: UNREACHABLE },
  { what: "a host that is slow", fault: { name: "winrm-slow", subject: HOST, times: 3 } },
  { what: "a login that is refused", fault: { name: "api-401", subject: MANAGER, times: Infinity }, says: "API error 401: Unauthorized" },
  { what: "too many requests", fault: { name: "api-429", subject: MANAGER, times: Infinity }, says: "API error 429: Too Many Requests" },
  // infinity-provider.md, section 1.3, "Retry bug": what the provider sends again is empty
  { what: "too many requests for a moment", fault: { name: "api-429", subject: MANAGER }, says: "API error 400: Request is not valid JSON." },
  { what: "a Management Node that is not available", fault: { name: "api-503", subject: MANAGER, times: Infinity }, says: "API error 503: Service Unavailable" },
  {
    what: "a node that is never synchronized",
    fault: { name: "node-never-syncs", subject: "oslo-1" },
    says: `oslo-1 is in contact with https://${MANAGER}, but was not SYNCED within 2 s; at last: SYNCING Look at Status > Conferencing Nodes and at the alarms`,
    // after a restart it asks again
    byHand: ({ lab }) => {
      lab.host(HOST).byHand.switchOff("oslo-1");
      lab.host(HOST).byHand.switchOn("oslo-1");
    },
  },
  { what: "an answer that is lost after a switch was made", fault: { name: "half-way", subject: HOST }, says: "connection reset by peer", byHand: ({ lab }) => lab.host(HOST).byHand.removeSwitch("Pexip External") },
  { what: "an answer that is lost after a VM was made", fault: { name: "half-way", subject: "oslo-1" }, says: "connection reset by peer", byHand: removeVm },
  // what is there already is taken over by pexip-hyperv adopt, which belongs to an installation
  { what: "an answer that is lost after a server was entered", fault: { name: "half-way", subject: MANAGER }, says: "API error 400: Request is not valid JSON." },
  {
    what: "an answer that is lost after the node was entered",
    fault: { name: "half-way", subject: MANAGER },
    after: /^switched the VM oslo-1 on/,
    says: "API error 400: Request is not valid JSON.",
    // with the answer its one-time configuration is lost
    byHand: (scene) => void scene.administer("DELETE", "worker_vm/1/"),
  },
];

for (const { what, fault, after, says, byHand } of CASES) {
  const end = says === undefined ? "goes by without a trace" : "ends with a message that says so, and the next apply makes everything as it should be";
  const clock = new HaltingClock();
  testInLab(
    `${fault.name}: ${what} ${end}`,
    "single-host",
    async (scene) => {
      const { rehearsal, lab } = scene;
      await lab.until(() => lab.managementNode().answersRequests);
      await rehearsal.adopt();
      if (after === undefined) lab.fault(fault);
      else void clock.haltWhen(() => lab.journal.some(({ event }) => after.test(event))).then(() => strikeLate(lab, fault, clock));
      if (says === undefined) await rehearsal.apply("platform");
      else expect(await failedApply(scene)).toContain(says);
      nothingWasRemoved(scene);
      if (fault.name === "winrm-slow") expect(lab.journal).toContainEqual(expect.objectContaining({ subject: HOST, event: "kept somebody waiting: the fault winrm-slow" }));

      lab.clearFaults();
      byHand?.(scene);
      await rehearsal.install();
      expect(await scene.pending()).toEqual({});
      await expectWorld(lab, scene.view);
    },
    { edit: withoutPatience, lab: { clock } },
  );
}

/** What Terraform does beside it is not meant, and is done first. */
async function strikeLate(lab: Lab, fault: Fault, clock: HaltingClock): Promise<void> {
  await lab.until(() => lab.managementNode().dump().configuration.system_location !== undefined);
  lab.fault(fault);
  clock.goOn();
}

test("each fault of the lab is one of these", () => {
  expect([...new Set(CASES.map(({ fault }): FaultName => fault.name))].sort()).toEqual(Object.keys(FAULTS).sort());
});

function withoutPatience(definition: Definition): void {
  oneNode(definition);
  definition.managementNode.commands = { nodeTimeout: "2s" };
}
