import { ConferencingNode } from "../../../lib";
import { ruleProblemText } from "../../../lib/deployment/judgement";
import { judge } from "../../../lib/testing/judge";
import { newApp, newDeployment, newHost, newLocation, newNode, newStack, newSwitch } from "../../support/stacks";

/** What PXH098 says of a node whose folder has this many characters. */
function judgedPath(folder: number): readonly string[] {
  const app = newApp();
  const { manager, managementNode, platform } = newDeployment(app);
  const vmDirectory = `D:\\${"x".repeat(folder - 3)}`;
  const lan = newSwitch(manager, newHost(manager, "hv2", { vmDirectory }), "lan2");
  const node: ConferencingNode = newNode(platform, 1, { externalSwitch: lan, systemLocation: newLocation(platform, { managementNode }, "bergen") });
  expect(node.nodeName).toBe("oslo-1");
  return judge(newStack("other", app)).problems.filter(({ rule }) => rule === "PXH098").map(ruleProblemText);
}

test("a disk's path is as long as Windows takes it", () => {
  const rest = "\\oslo-1\\oslo-1.vhd".length;
  expect(judgedPath(259 - rest)).toEqual([]);
  expect(judgedPath(260 - rest)).toEqual(["error PXH098 platform/oslo-1: its disk would have a path of 260 characters, and Windows takes 259; shorten the host's vmDirectory or the name"]);
});
