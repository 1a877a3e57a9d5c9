import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { pexipInfinityEndUser } from "cdktf-pexip-hyperv/provider-pexip";
import { Platform } from "../../lib/config/build/platform";
import { checkPlatform, readPlatformFile } from "../../lib/config/read/platform-file";
import { platformModel } from "../../lib/config/read/records";
import type { DeploymentFile } from "../../lib/deployment/deployment-file";
import { judgeModel, ruleProblemText } from "../../lib/deployment/judgement";
import { EXAMPLES, filesOf, synthesize, type Synthesized } from "../examples/synthesized";

// company-stack has constructs of its own below each stack, which a file cannot have
const examples = ["single-host", "two-sites", "existing-switch", "runbook-v21", "full-platform"];

/** What the file's example has beside the file: the same escape hatch in both. */
const beside: Readonly<Record<string, (platform: Platform) => void>> = {
  "full-platform": (platform) => {
    const { managementNode } = platform;
    const stack = platform.stack("platform");
    new pexipInfinityEndUser.PexipInfinityEndUser(stack, "alice", {
      provider: managementNode.providerIn(stack),
      dependsOn: [managementNode.gateIn(stack)!],
      primaryEmailAddress: "alice@example.com",
      firstName: "Alice",
      lastName: "Example",
      department: "Video",
    });
  },
};

function synthesizeFile(example: string): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), `pexip-file-${example}-`));
  try {
    const app = new App({ outdir });
    const platform = Platform.fromDescription(app, readPlatformFile(join(EXAMPLES, example, "platform.yaml")));
    beside[example]?.(platform);
    app.synth();
    return filesOf(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const modelIn = ({ files }: Synthesized): DeploymentFile => JSON.parse(files["deployment.json"]) as DeploymentFile;
const byPath = (records: DeploymentFile["records"]) => [...records].sort((a, b) => (a.path < b.path ? -1 : 1));

describe.each(examples)("the platform file of %s", (example) => {
  const file = synthesizeFile(example);
  const description = readPlatformFile(join(EXAMPLES, example, "platform.yaml"));

  test("synthesizes to the same Terraform as the program, byte for byte", async () => {
    const program = await synthesize(example);
    expect(file.stacks).toEqual(program.stacks);
    const [ours, theirs] = [modelIn(file), modelIn(program)];
    expect(byPath(ours.records)).toEqual(byPath(theirs.records));
    expect(ours.machines).toEqual(theirs.machines);
    expect(ours.acceptances).toEqual(theirs.acceptances);
  });

  test("is judged on the records that synth writes into deployment.json", () => {
    const { model, problems, withoutRecord } = platformModel(description, "construct");
    expect({ problems, withoutRecord }).toEqual({ problems: [], withoutRecord: [] });
    const written = modelIn(file);
    expect(JSON.parse(JSON.stringify(model))).toEqual({ records: written.records, acceptances: written.acceptances });
    const words = (path: string): string => path.replace(/\b(hosts|switches|locations|conferencingNodes|[a-zA-Z]+)\./, "");
    const judged = checkPlatform(description).problems.map(({ rule, path }) => `${rule} ${words(path)}`);
    const found = judgeModel(written).problems.map(({ rule, path }) => `${rule} ${path.replace(/^\w+\//, "")}`);
    expect(judged.sort()).toEqual(found.sort());
    expect(judgeModel(written).problems.map(ruleProblemText).filter((text) => text.startsWith("error"))).toEqual([]);
  });
});
