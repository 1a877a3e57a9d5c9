import { Testing } from "cdktf";
import { judge } from "cdktf-pexip-hyperv/testing";
import { describePlatform } from "./platform";

test("the platform breaks no rule", () => {
  const { manager } = describePlatform(Testing.app());
  const { problems } = judge(manager);
  expect(problems.filter(({ severity, accepted }) => severity !== "warning" && accepted === undefined)).toEqual([]);
});

// a change that you meant: npm run snapshot, and commit the difference
test.each(["manager", "platform"] as const)("the stack %s synthesizes to what was reviewed", (name) => {
  const stacks = describePlatform(Testing.app());
  expect(Testing.synth(stacks[name])).toMatchSnapshot();
});
