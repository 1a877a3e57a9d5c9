import { faultLines, faultSubjects, faultText, parsedFaults, parseFault } from "../../../bin/lab/fault-option";
import { InputError } from "../../../bin/errors";
import { DeploymentView } from "../../../lib/deployment/model";
import { FAULTS } from "../../../lib/lab/world/faults";
import { modelOf } from "../../lab/lab/a-lab";

const SUBJECTS = ["hv1.example.com", "Pexip External", "oslo-1", "fd00::1"];

test.each([
  ["winrm-refused", { name: "winrm-refused" }, "winrm-refused, once"],
  ["winrm-refused=hv1.example.com", { name: "winrm-refused", subject: "hv1.example.com" }, "winrm-refused of hv1.example.com, once"],
  ["api-503:3", { name: "api-503", times: 3 }, "api-503, 3 times"],
  ["adapter-missing=Pexip External:2", { name: "adapter-missing", subject: "Pexip External", times: 2 }, "adapter-missing of Pexip External, 2 times"],
  ["node-never-syncs=oslo-1:always", { name: "node-never-syncs", subject: "oslo-1", times: Infinity }, "node-never-syncs of oslo-1, always"],
  ["winrm-slow=fd00::1:1", { name: "winrm-slow", subject: "fd00::1", times: 1 }, "winrm-slow of fd00::1, once"],
])("reads %s", (text, fault, told) => {
  const parsed = parseFault(text, SUBJECTS);
  expect(parsed).toEqual(fault);
  expect(typeof parsed === "string" ? parsed : faultText(parsed)).toBe(told);
});

test.each([
  ["winrm-refusd", '"winrm-refusd" is no fault of the lab; did you mean winrm-refused?'],
  ["", `"" is no fault of the lab; there are ${Object.keys(FAULTS).join(", ")}`],
  ["constructor", `"constructor" is no fault of the lab; there are ${Object.keys(FAULTS).join(", ")}`],
  ["half-way=oslo-2", 'nothing is called "oslo-2" here; did you mean oslo-1?'],
  ["half-way=", 'nothing is called "" here; there are hv1.example.com, Pexip External, oslo-1, fd00::1'],
  ["half-way:0", '"half-way:0": a fault happens at least once, or :always'],
  ["half-way:often", '"half-way:often" is no fault of the lab; there are '],
])("refuses %j", (text, problem) => {
  expect(parseFault(text, SUBJECTS)).toContain(problem);
});

test("all that is wrong is told at once", () => {
  expect(() => parsedFaults(["half-way", "api-404", "half-way=nobody"], SUBJECTS)).toThrow(new InputError(['--fault: "api-404" is no fault of the lab; did you mean api-401?', '--fault: nothing is called "nobody" here; there are hv1.example.com, Pexip External, oslo-1, fd00::1']));
});

test("a fault can be aimed at hosts, switches, Management Nodes, VMs and nodes", () => {
  expect(faultSubjects(new DeploymentView(modelOf("single-host")))).toEqual(["hv1.oslo.example.com", "Pexip External", "manager.example.com", "manager", "oslo-1"]);
});

test("the help has a line for each fault", () => {
  expect(faultLines()).toHaveLength(Object.keys(FAULTS).length);
  expect(faultLines()[0]).toBe("  adapter-missing     the network adapter that a switch names is not in the host");
});
