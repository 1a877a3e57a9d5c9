import { judgeModel, ruleProblemText } from "../../../lib/deployment/judgement";
import { aHost, judged, sound } from "../../support/records";

test("of two elements with one Terraform address the second is reported", () => {
  const collisions = [
    { address: "var.hv1_password", path: "manager/hv1", other: "manager/hv1_password" },
    { address: "hyperv_vhd.ab", path: "platform/a.b", other: "platform/ab" },
  ];
  expect(judgeModel({ records: [], acceptances: [], collisions }).problems.map(ruleProblemText)).toEqual([
    "error PXH110 manager/hv1: the Terraform variable hv1_password is declared here and by manager/hv1_password; rename one of them, or pass the value of yours with Secret.fromToken(variable.stringValue)",
    "error PXH110 platform/a.b: its Terraform address hyperv_vhd.ab is also that of platform/ab; choose ids that differ in letters, digits, _ or -",
  ]);
});

test("in runbook mode a Conferencing Node is in another stack than its Management Node", () => {
  const inStacks = (stack: string): readonly string[] => judged(sound().records.map((record) => ({ ...record, stack: record.kind === "conferencingNode" ? stack : "manager" })));
  const text = "is in the stack manager of its Management Node; put it into a stack of its own, which is applied after the installation wizard";
  expect(inStacks("manager")).toEqual([`error PXH111 platform/oslo-1: ${text}`, `error PXH111 platform/oslo-2: ${text}`]);
  expect(inStacks("platform")).toEqual([]);
});

test("a host is declared where something is built on it", () => {
  const records = sound().records.map((record) => ({ ...record, stack: record.kind === "conferencingNode" ? "platform" : record.kind === "host" ? "hosts" : "manager" }));
  expect(judged(records)).toEqual(["warning PXH112 manager/hv1: is declared in the stack hosts, but all that is built on it is in manager, platform; declare the host there"]);
  expect(judged([{ ...aHost(), stack: "hosts" }])).toEqual([]);
});
