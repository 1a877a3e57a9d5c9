import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSchema } from "../../../scripts/bindings/schema.cjs";
import { UsageError, updateBinding } from "../../../scripts/bindings/update-binding.cjs";

const ADDRESS = "registry.terraform.io/example/things";
const USAGE = "usage: npm run bindings:update -- NAME FILE [--version X.Y.Z]";
const STAYS = "version stays 1.2.3 (~> 1.2); give --version X.Y.Z to change it";

const manifest = {
  name: "@cdktf/provider-things",
  version: "1.2.3",
  cdktf: {
    provider: { name: ADDRESS, version: "1.2.3" },
    constraint: { name: "things", source: "example/things", version: "~> 1.2" },
  },
};

const schemaWith = (attributes: object) => ({
  format_version: "1.0",
  provider_schemas: {
    [ADDRESS]: {
      provider: { version: 0, block: {} },
      resource_schemas: { things_thing: { version: 0, block: { attributes } } },
      data_source_schemas: {},
    },
  },
});

const before = schemaWith({ size: { type: "number", optional: true } });

let folder: string;
let things: string;
let file: string;

const stored = (name: string) => readFileSync(join(things, name), "utf8");
const update = (...args: string[]) => updateBinding(args, join(folder, "bindings"));
const provide = (content: unknown) => writeFileSync(file, JSON.stringify(content));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bindings-update-"));
  things = join(folder, "bindings", "things");
  file = join(folder, "new.json");
  mkdirSync(things, { recursive: true });
  mkdirSync(join(folder, "bindings", "wonders"));
  writeFileSync(join(things, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(things, "schema.json"), `${formatSchema(before)}\n`);
});

afterEach(() => rmSync(folder, { recursive: true }));

test("brings in a schema without its prose and prints what changed", () => {
  provide(schemaWith({ size: { type: "number", required: true, description: "How big.", description_kind: "plain" } }));
  expect(update("things", file)).toEqual([
    "~ resource things_thing",
    "  ~ size: number, optional -> number, required",
    STAYS,
  ]);
  expect(JSON.parse(stored("schema.json"))).toEqual(schemaWith({ size: { type: "number", required: true } }));
  expect(JSON.parse(stored("package.json"))).toEqual(manifest);
  expect(readdirSync(things).sort()).toEqual(["package.json", "schema.json"]);
});

test("says so when nothing changed", () => {
  provide(before);
  expect(update("things", file)).toEqual(["no changes", STAYS]);
});

test("names what it leaves out", () => {
  const document = schemaWith({ size: { type: "number", optional: true } });
  Object.assign(document.provider_schemas[ADDRESS], { functions: {} });
  provide(document);
  expect(update("things", file)).toContain("left out, as the generator makes no classes of them: functions");
});

test("sets version and constraint when a version is given", () => {
  provide(before);
  expect(update("things", file, "--version", "2.5.1")).toEqual([
    "no changes",
    "version 1.2.3 (~> 1.2) -> 2.5.1 (~> 2.5); run npm install to bring package-lock.json along",
  ]);
  expect(JSON.parse(stored("package.json"))).toEqual({
    name: "@cdktf/provider-things",
    version: "2.5.1",
    cdktf: {
      provider: { name: ADDRESS, version: "2.5.1" },
      constraint: { name: "things", source: "example/things", version: "~> 2.5" },
    },
  });
});

test("keeps version and constraint when the version given is the present one", () => {
  provide(before);
  expect(update("things", file, "--version=1.2.3")).toEqual(["no changes", "version is 1.2.3 already"]);
  expect(JSON.parse(stored("package.json"))).toEqual(manifest);
});

test.each([
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${JSON.stringify(before)}`, "utf8")],
  ["the UTF-16 of Windows PowerShell", Buffer.from(`\uFEFF${JSON.stringify(before)}`, "utf16le")],
])("reads %s", (_title, bytes) => {
  writeFileSync(file, bytes);
  expect(update("things", file)).toEqual(["no changes", STAYS]);
});

describe("refuses, and leaves the files alone:", () => {
  // FILE stands for the file, which exists only in the rows that give it a content
  test.each<[string, string[], string, string | null]>([
    ["no arguments", [], `which binding: things or wonders? ${USAGE}`, null],
    ["an unknown binding", ["nothing", "FILE"], "unknown binding nothing; there are things and wonders", null],
    ["no file", ["things"], `which file? ${USAGE}`, null],
    [
      "a third argument",
      ["things", "FILE", "more"],
      `one binding and one file at a time, got also more; ${USAGE}`,
      null,
    ],
    ["an unknown flag", ["things", "FILE", "--force"], `unknown option '--force'; ${USAGE}`, null],
    [
      "a flag without its value",
      ["things", "FILE", "--version"],
      `option '--version <value>' argument missing; ${USAGE}`,
      null,
    ],
    ["half a version", ["things", "FILE", "--version", "2.5"], "--version 2.5 is not of the form X.Y.Z", null],
    ["a missing file", ["things", "FILE"], "cannot read FILE: no such file", null],
    ["a folder", ["things", tmpdir()], `cannot read ${tmpdir()}: it is a folder`, null],
    [
      "what is not JSON",
      ["things", "FILE"],
      "FILE is not JSON; write it with: terraform providers schema -json > FILE",
      "{ no",
    ],
    [
      "other JSON",
      ["things", "FILE"],
      "FILE: not the output of `terraform providers schema -json`: it has no provider_schemas",
      "[]",
    ],
    [
      "the wrong provider",
      ["things", "FILE"],
      `FILE: no schema of ${ADDRESS}; it holds a/b/c`,
      '{ "provider_schemas": { "a/b/c": {} } }',
    ],
  ])("%s", (_title, args, message, content) => {
    if (content !== null) writeFileSync(file, content);
    const expected = message.endsWith(USAGE) ? message : message.replaceAll("FILE", file);
    expect(() => update(...args.map((arg) => (arg === "FILE" ? file : arg)))).toThrow(new UsageError(expected));
    expect(stored("schema.json")).toBe(`${formatSchema(before)}\n`);
    expect(JSON.parse(stored("package.json"))).toEqual(manifest);
  });
});

test("the command line prints a mistake as one line and ends with 1", () => {
  const script = join(__dirname, "../../../scripts/bindings/update.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "hyperv", "no-such-file.json"], {
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: "cannot read no-such-file.json: no such file\n",
  });
});
