import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { EXAMPLES } from "../examples/synthesized";

const folder = mkdtempSync(join(tmpdir(), "pexip-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const docs = (argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Result> => cli(["docs", ...argv], env);

async function cli(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const code = await run(argv, { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return { code, ...written };
}

function filesIn(outdir: string): Readonly<Record<string, string>> {
  const entries = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map((entry) => [relative(outdir, join(entry.parentPath, entry.name)), readFileSync(join(entry.parentPath, entry.name), "utf8")]).sort());
}

const platform = (example: string): string => join(EXAMPLES, example, "platform.yaml");

test("writes every document and names it", async () => {
  const { code, stdout, stderr } = await docs([platform("single-host"), "--output", "papers"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const files = Object.keys(filesIn(join(folder, "papers")));
  expect(stdout.trim().split("\n").sort()).toEqual(files.map((file) => join("papers", file)));
  expect(files).toEqual(expect.arrayContaining(["datasheet.html", "datasheet.md", "runbook.md", "trunks.md", "topology.svg", "firewall.csv", "nat.csv", "dhcp-reservations.csv", "dhcp-reservations.ps1", join("dns", "internal", "example.com.zone")]));
});

test.each(["single-host", "two-sites", "full-platform"])("gives the same bytes for the platform file of %s again, and for what synth makes of it", async (example) => {
  const outdir = join(folder, `${example}-out`);
  expect((await cli(["synth", platform(example), "--output", outdir])).code).toBe(0);
  await docs([platform(example), "--output", `${example}-file`]);
  await docs([platform(example), "--output", `${example}-again`]);
  await docs([outdir, "--output", `${example}-program`]);
  const [file, again, program] = ["file", "again", "program"].map((kind) => filesIn(join(folder, `${example}-${kind}`)));
  expect(again).toEqual(file);
  expect(program).toEqual(file);
});

test("holds no secret, wherever it comes from", async () => {
  const variables = [...readFileSync(platform("full-platform"), "utf8").matchAll(/variable: (\w+)/g)].map(([, name]) => name);
  const planted = Object.fromEntries([...variables, "hv_oslo_password", "hv_bergen_password", "manager_web_password"].map((name) => [`TF_VAR_${name}`, `planted-in-${name}`]));
  const before = Object.keys(planted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, planted);
  try {
    await docs([platform("full-platform"), "--output", "secrets"], planted);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  const text = Object.values(filesIn(join(folder, "secrets"))).join("\n");
  expect(text).toContain("TF_VAR_manager_web_password");
  expect(text).not.toMatch(/planted-in-|BEGIN [A-Z ]*PRIVATE KEY/);
});

test("carries the day that it is given, and never the clock's", async () => {
  await docs([platform("single-host"), "--output", "dated", "--date", "2026-11-22"]);
  await docs([platform("single-host"), "--output", "epoch"], { SOURCE_DATE_EPOCH: "1795305600" });
  await docs([platform("single-host"), "--output", "undated"]);
  expect(filesIn(join(folder, "dated"))["datasheet.md"]).toContain("2026-11-22");
  expect(filesIn(join(folder, "epoch"))["datasheet.md"]).toContain("2026-11-22");
  expect(filesIn(join(folder, "undated"))["datasheet.md"]).not.toContain(String(new Date().getFullYear()));
});

test.each(["22.11.2026", "2026-02-30", "", "today"])("refuses the day %j", async (day) => {
  expect(await docs([platform("single-host"), "--date", day])).toEqual({ code: 1, stdout: "", stderr: `error  --date must be a day such as 2026-11-22, got ${JSON.stringify(day)}\n` });
});

test("says what keeps it from writing, and leaves nothing half-written", async () => {
  writeFileSync(join(folder, "a-file"), "");
  const { code, stdout, stderr } = await docs([platform("single-host"), "--output", "a-file"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(`error  ${join(folder, "a-file")} cannot be a folder: a file of that name is there; nothing was left half-written\n`);
});

test("writes of a file with errors nothing but its errors", async () => {
  writeFileSync(join(folder, "wrong.yaml"), "hosts:\n  hv1: { adress: hv1.example.com }\n");
  const { code, stdout, stderr } = await docs(["wrong.yaml", "--output", "never"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("error  wrong.yaml:2:10: hosts.hv1.adress: unknown key; did you mean address?\n");
  expect(readdirSync(folder)).not.toContain("never");
});

(process.platform === "linux" ? test : test.skip)("a folder that cannot be made is an error, where Node alone would never return (Linux: /proc)", async () => {
  expect(await docs([platform("single-host"), "--output", "/proc/papers"])).toEqual({ code: 1, stdout: "", stderr: "error  /proc/papers cannot be made: nothing can be kept there; nothing was left half-written\n" });
  expect(await cli(["init", "/proc/project/folder"])).toMatchObject({ code: 1, stderr: expect.stringContaining("cannot be made: nothing can be kept there") });
});
