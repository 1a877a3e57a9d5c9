import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProject } from "../../../bin/lab/project-copy";
import type { LabSource } from "../../../bin/lab/lab-source";

let folder: string;
let project: string;
let copy: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "project-copy-"));
  [project, copy] = ["project", "copy"].map((name) => join(folder, name));
  for (const path of [project, copy, join(project, "scripts"), join(project, "cdktf.out"), join(project, ".git"), join(project, ".terraform")]) mkdirSync(path);
  for (const name of ["platform.yaml", "terraform.manager.tfstate", "terraform.manager.tfstate.backup", ".env"]) writeFileSync(join(project, name), name);
});
afterEach(() => rmSync(folder, { recursive: true }));

const source = (output = "cdktf.out"): LabSource => ({ project, output: join(project, output) }) as LabSource;
const settings = (): unknown => JSON.parse(readFileSync(join(copy, "cdktf.json"), "utf8"));

test("all leads to the project, but what was synthesized, states and what Terraform keeps", () => {
  copyProject(source(), copy);
  expect(readdirSync(copy).sort()).toEqual([".env", "cdktf.json", "platform.yaml", "scripts"]);
  expect(readFileSync(join(copy, "platform.yaml"), "utf8")).toBe("platform.yaml");
  expect(lstatSync(join(copy, "scripts")).isSymbolicLink()).toBe(true);
});

test("removing it leaves the project whole", () => {
  writeFileSync(join(project, "scripts", "smoke.sh"), "");
  copyProject(source(), copy);
  rmSync(copy, { recursive: true });
  expect(existsSync(join(project, "scripts", "smoke.sh"))).toBe(true);
});

test("cdktf there never runs the program, whatever the project's cdktf.json says, and tells nobody anything", () => {
  writeFileSync(join(project, "cdktf.json"), JSON.stringify({ language: "python", app: "python main.py", output: "elsewhere", projectId: "one", sendCrashReports: "true" }));
  copyProject(source("made.out"), copy);
  expect(settings()).toEqual({ language: "python", app: expect.stringContaining("exit 1"), output: "made.out", projectId: "one", sendCrashReports: "false" });
});

test.each(["[]", "{", "null"])("a cdktf.json with %s counts for nothing", (text) => {
  writeFileSync(join(project, "cdktf.json"), text);
  copyProject(source(), copy);
  expect(settings()).toMatchObject({ language: "typescript", output: "cdktf.out" });
});
