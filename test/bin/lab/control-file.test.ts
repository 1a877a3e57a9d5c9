import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTROL_FOLDER, readControl, removeControl, writeControl } from "../../../bin/lab/control-file";

const CONTROL = { pid: 4711, port: 40_000, token: "t".repeat(43) };

let project: string;
let file: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "control-file-"));
  file = join(project, CONTROL_FOLDER, "control.json");
});
afterEach(() => rmSync(project, { recursive: true }));

test("what is written is read, by its owner alone, is not committed, and goes with the lab", () => {
  const remove = writeControl(project, CONTROL)!;
  expect(readControl(project)).toEqual(CONTROL);
  expect([statSync(join(project, CONTROL_FOLDER)).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(readFileSync(join(project, CONTROL_FOLDER, ".gitignore"), "utf8")).toBe("*\n");
  remove();
  expect(existsSync(join(project, CONTROL_FOLDER))).toBe(false);
  expect(readControl(project)).toBeUndefined();
});

test("of two labs that start at once, one finds the other", () => {
  writeControl(project, CONTROL);
  expect(writeControl(project, { ...CONTROL, pid: 1 })).toBeUndefined();
  expect(readControl(project)).toEqual(CONTROL);
});

test("what somebody else keeps in the folder stays", () => {
  writeControl(project, CONTROL);
  writeFileSync(join(project, CONTROL_FOLDER, "notes.txt"), "mine");
  removeControl(project);
  expect([existsSync(file), existsSync(join(project, CONTROL_FOLDER, "notes.txt"))]).toEqual([false, true]);
});

test.each([
  ["no JSON", "{"],
  ["null", "null"],
  ["no process", JSON.stringify({ ...CONTROL, pid: "4711" })],
  ["no port", JSON.stringify({ ...CONTROL, port: 70_000 })],
  ["a token that would be another header", JSON.stringify({ ...CONTROL, token: `${CONTROL.token}\r\nX: y` })],
])("a file with %s is refused by its name", (_, text) => {
  mkdirSync(join(project, CONTROL_FOLDER));
  writeFileSync(file, text, { mode: 0o600 });
  expect(() => readControl(project)).toThrow(`${file} was not written by a lab of yours; remove it`);
});

test("a file that others may read, as one that came with a repository, is refused; so is a link", () => {
  writeControl(project, CONTROL);
  chmodSync(file, 0o644);
  expect(() => readControl(project)).toThrow("was not written by a lab of yours");
  const elsewhere = join(project, "elsewhere.json");
  writeFileSync(elsewhere, JSON.stringify(CONTROL), { mode: 0o600 });
  rmSync(file);
  symlinkSync(elsewhere, file);
  expect(() => readControl(project)).toThrow("was not written by a lab of yours");
});

test("a file in the place of the folder is a problem of its user's", () => {
  writeFileSync(join(project, CONTROL_FOLDER), "");
  expect(() => writeControl(project, CONTROL)).toThrow(`${join(project, CONTROL_FOLDER)} cannot be a folder: a file of that name is there`);
});
