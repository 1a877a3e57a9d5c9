import { SERVICES } from "../../lib/deployment/services";
import type { DeploymentView } from "../../lib/deployment/model";
import { LabAuthority } from "../../lib/lab";
import { locationReferences, locationWords } from "../../lib/lab/rehearsal/entries/locations";
import { nodeWords } from "../../lib/lab/rehearsal/entries/nodes";
import { testWithTerraform } from "../support/test-with-terraform";
import { comparable } from "./support/configuration";
import { switchMode, type Mode } from "./support/definition";
import { withEverything } from "./support/everything";
import { Scene, testInLab } from "./support/scene";

testInLab("Infinity v21 in runbook mode ends with a verified test call, and an empty second plan", "runbook-v21", async (scene) => {
  await scene.rehearsal.install();
  const { code, stdout, stderr } = await scene.rehearsal.command(["verify", scene.rehearsal.folder, "--skip", "dns"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const node of ["oslo-1", "oslo-2"]) expect(stdout).toMatch(new RegExp(`call through ${node} .*enters Test room as host`));
  expect(await scene.pending()).toEqual({});
});

testInLab("what a later version of the deployment adds is entered when people are there again, and nothing else is touched", "runbook-v21", async (scene) => {
  await scene.rehearsal.install();
  const before = scene.lab.managementNode().dump().configuration;
  scene.change(({ virtualMeetingRooms }) => (virtualMeetingRooms["second-room"] = { name: "Second room", aliases: ["second@example.com"], pin: { variable: "test_room_pin" } }));
  await scene.rehearsal.doByHand("platform");
  const { conference, conference_alias: aliases, ...others } = scene.lab.managementNode().dump().configuration;
  expect({ ...before, ...others }).toEqual(before);
  expect([conference.map(({ values }) => values.name), aliases.map(({ values }) => values.alias)]).toEqual([["Test room", "Second room"], ["meet.test@example.com", "second@example.com"]]);
  await scene.rehearsal.synchronized();
  const { code } = await scene.rehearsal.command(["verify", scene.rehearsal.folder, "--skip", "dns", "--room", "second@example.com"]);
  expect(code).toBe(0);
});

interface Installed {
  readonly view: DeploymentView;
  readonly configuration: ReturnType<typeof comparable>;
}

async function installedIn(mode: Mode, prepare: (scene: Scene) => void, authority: LabAuthority): Promise<Installed> {
  const scene = new Scene("full-platform");
  try {
    prepare(scene);
    switchMode(scene.definition, mode);
    await scene.begin({ lab: { authority } });
    await scene.rehearsal.install();
    return { view: scene.view, configuration: comparable(scene.lab.managementNode().dump().configuration) };
  } finally {
    await scene.end();
  }
}

const CASES: readonly (readonly [what: string, prepare: (scene: Scene) => void])[] = [
  ["examples/full-platform", () => undefined],
  ["every kind of service, with all of its fields and with the least", withEverything],
];

describe.each(CASES)("%s", (_, prepare) => {
  const title = "a person who enters what the runbook says, and Terraform, configure the same";
  const compare = async (): Promise<void> => {
    const authority = await LabAuthority.create();
    const [byHand, byTerraform] = [await installedIn("runbook", prepare, authority), await installedIn("api", prepare, authority)];
    expect(byHand.configuration).toEqual(byTerraform.configuration);
    if (prepare === withEverything) expect(missingIn(byHand.view)).toEqual([]);
  };
  testWithTerraform(title, compare);
});

/** What Terraform and people do not both do. */
const NOT_COMPARED = [
  // generated classes of the provider stand in no record
  "callRoutingRule.teamsProxy",
  "callRoutingRule.gmsAccessToken",
];

/** Fields and references that no record of the deployment has. */
function missingIn({ services, locations, nodes }: DeploymentView): readonly string[] {
  const lacks = (what: string, keys: readonly string[], given: readonly object[]): readonly string[] =>
    keys.filter((key) => given.every((one) => (one as Readonly<Record<string, unknown>>)[key] === undefined)).map((key) => `${what}.${key}`);
  return [
    ...SERVICES.flatMap(({ service, fields, references }) => {
      const records = services.filter((record) => record.service === service);
      return [...lacks(service, Object.keys(fields), records.map(({ values }) => values)), ...lacks(service, Object.keys(references), records.map((record) => record.references))];
    }),
    ...lacks("systemLocation", [...Object.keys(locationWords), "transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation"], locations),
    ...lacks("systemLocation", Object.keys(locationReferences), locations.map((location) => location.services)),
    ...lacks("conferencingNode", Object.keys(nodeWords), nodes),
  ].filter((one) => !NOT_COMPARED.includes(one));
}
