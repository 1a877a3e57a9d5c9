import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DeploymentView } from "../../lib/deployment/model";
import { deploymentIn, startRehearsal, type Rehearsal } from "../../lib/lab";
import { testWithTerraform } from "../support/test-with-terraform";
import { EXAMPLES } from "./support/definition";
import { expectWorld } from "./support/world";

// users write programs; that those of the examples say the same as their platform files is tested elsewhere

/** Changes of a program, wherever in it the text stands. */
type Edits = readonly (readonly [before: string, after: string])[];

/** Runs the program of an example as a user does, and rehearses what it writes. */
async function rehearseProgram(example: string, edits: Edits, judge: (rehearsal: Rehearsal, view: DeploymentView) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "e2e-program-"));
  try {
    cpSync(join(EXAMPLES, example), folder, { recursive: true, filter: (path) => !/node_modules|cdktf\.out/.test(path) });
    edit(folder, edits);
    symlinkSync(join(EXAMPLES, "../node_modules"), join(folder, "node_modules"));
    const output = join(folder, "cdktf.out");
    await promisify(execFile)(process.execPath, ["-r", "ts-node/register/transpile-only", "main.ts"], { cwd: folder, env: { ...process.env, CDKTF_OUTDIR: output } });
    await using rehearsal = await startRehearsal(output, { timeoutSeconds: 100 });
    await rehearsal.install();
    for (const stack of rehearsal.stacks) expect({ stack, isEmpty: (await rehearsal.plan(stack)).isEmpty }).toEqual({ stack, isEmpty: true });
    await judge(rehearsal, new DeploymentView(deploymentIn(output)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function edit(folder: string, edits: Edits): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
  for (const [before, after] of edits) {
    const holding = files.filter((file) => readFileSync(file, "utf8").includes(before));
    expect({ before, holding }).not.toEqual({ before, holding: [] });
    for (const file of holding) writeFileSync(file, readFileSync(file, "utf8").replaceAll(before, after));
  }
}

function testProgram(title: string, ...args: Parameters<typeof rehearseProgram>): void {
  testWithTerraform(title, () => rehearseProgram(...args));
}

const asTheModelSays = ({ lab }: Rehearsal, view: DeploymentView): Promise<void> => expectWorld(lab, view);

testProgram("examples/company-stack: constructs of one's own build a world as the model says", "company-stack", [], asTheModelSays);

const IN_API_MODE: Edits = [
  ['InfinityVersion.of("21")', 'InfinityVersion.of("40"),\n  api: {}'],
  ["_v21_", "_v40_"],
  ['TemplateDisk.fromZip(`https://images.example.com/pexip-${node.hostname}.example.com.zip`, "pexip.vhd")', 'TemplateDisk.onHost("D:\\\\Templates\\\\node.vhd")'],
];

testProgram("examples/company-stack in api mode: the same", "company-stack", IN_API_MODE, asTheModelSays);

testProgram("examples/existing-switch: what was there before stays as it was", "existing-switch", [], async (rehearsal, view) => {
  await asTheModelSays(rehearsal, view);
  expect(rehearsal.lab.conferencingNode("oslo-1").state).toBe("running");
});

testProgram("examples/full-platform: all of it, and an object of a generated class", "full-platform", [], ({ lab }, view) =>
  expectWorld(lab, view, {
    end_user: [
      {
        primary_email_address: "alice@example.com",
        first_name: "Alice",
        last_name: "Example",
        display_name: "",
        description: "",
        telephone_number: "",
        mobile_number: "",
        title: "",
        department: "Video",
        avatar_url: "",
        user_groups: [],
        user_oid: null,
        exchange_user_id: null,
        ms_exchange_guid: "",
        sync_tag: "",
      },
    ],
  }),
);
