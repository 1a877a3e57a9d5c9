import { Deployment, ValidationError } from "../../lib";
import { judge } from "../../lib/testing/judge";
import { errorOf, newDeployment } from "../support/stacks";

test("an acceptance covers the construct and what is below it, and carries its reason", () => {
  const { app, platform, node } = newDeployment();
  node(1, { vcpus: 16 });
  Deployment.of(platform).accept("PXH012", "the nodes were measured");
  expect(judge(app).problems.filter((problem) => problem.rule === "PXH012")).toMatchObject([{ path: "platform/oslo-1", severity: "refusal", accepted: "the nodes were measured" }]);
  expect(() => app.synth()).not.toThrow();
});

test("an acceptance elsewhere does not help, and is a warning of its own", () => {
  const { app, manager, node } = newDeployment();
  node(1, { vcpus: 16 });
  Deployment.of(manager).accept("PXH012", "the wrong stack");
  expect(() => app.synth()).toThrow("refused PXH012 platform/oslo-1");
  expect(judge(app).problems).toContainEqual(expect.objectContaining({ rule: "PXH001", path: "manager", message: "the acceptance of PXH012 accepts nothing here; remove it" }));
});

test("an error, an unknown rule and an empty reason are refused", () => {
  const { platform } = newDeployment();
  const refused = (rule: string, reason: string) => errorOf(() => Deployment.of(platform).accept(rule, reason));
  expect(refused("PXH020", "because")).toBeInstanceOf(ValidationError);
  expect(refused("PXH020", "because").message).toMatch(/^platform: accept: PXH020 is an error, which cannot be accepted/);
  expect(refused("PXH999", "because").message).toBe('platform: accept: there is no rule "PXH999"; docs/rules.md lists them');
  expect(refused("PXH012", " ").message).toMatch(/^platform: accept: the reason for PXH012 must not be empty/);
  expect(refused("PXH012", undefined as never).message).toMatch(/^platform: accept: the reason for PXH012 must be text/);
});
