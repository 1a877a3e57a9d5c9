import { windowsCommand } from "../../../bin/lab/windows-command";

const AROUND = { PATH: "C:\\Windows;C:\\Program Files\\nodejs", PATHEXT: ".EXE;.CMD", ComSpec: "C:\\Windows\\cmd.exe" };

const on = (files: readonly string[]) => (file: string) => files.includes(file);

test("a program is started by itself, found on PATH", () => {
  expect(windowsCommand("terraform", ["plan"], "C:\\lab", AROUND, on(["C:\\Windows\\terraform.EXE"]))).toEqual({ file: "C:\\Windows\\terraform.EXE", args: ["plan"], verbatim: false });
});

test("a batch file is started by cmd.exe, with nothing in its arguments that cmd.exe would read", () => {
  const started = windowsCommand("npx", ["a b", 'c"d', "%PATH%", "e&f", "g\\"], "C:\\lab", AROUND, on(["C:\\Program Files\\nodejs\\npx.CMD"]));
  expect(started).toMatchObject({ file: "C:\\Windows\\cmd.exe", verbatim: true });
  const [line] = started.args.slice(-1);
  expect(started.args.slice(0, -1)).toEqual(["/d", "/s", "/c"]);
  // what cmd.exe makes of it, twice: each ^ goes and saves what follows
  const read = (text: string): string => text.replace(/\^(.)/g, "$1");
  expect(read(read(line.slice(1, -1)))).toBe('"C:\\Program Files\\nodejs\\npx.CMD" "a b" "c\\"d" "%PATH%" "e&f" "g\\\\"');
  expect(line.slice(1, -1).replace(/\^./g, "")).not.toMatch(/[&%"<>|]/);
});

test("what cannot be found is left to the system to refuse", () => {
  expect(windowsCommand("nosuch", [], "C:\\lab", AROUND, () => false)).toEqual({ file: "nosuch", args: [], verbatim: false });
});
