import { fileName, joinPath, powershellProblem, windowsNameProblem, windowsPathProblem } from "../../lib/validation/windows";

test.each(["Ethernet 2", "vEthernet (LAN)", "EXAMPLE\\svc$", "a`b", "${path.module}", "%{ if true }", " a "])("PowerShell text may be %j", (text) => {
  expect(powershellProblem(text)).toBeUndefined();
});

test.each(["'", "*", "?", "[", "]", '"'])("PowerShell text must not contain %s", (character) => {
  const problem = `must not contain ${character} (it would reach PowerShell on the host unescaped)`;
  expect(powershellProblem(`a${character}b`)).toBe(problem);
  expect(windowsNameProblem(`a${character}b`)).toBe(problem);
  expect(windowsPathProblem(`C:\\a${character}b`)).toBe(problem);
});

test.each([
  ["é", '"é" (U+00E9)'],
  ["\u2019", '"\u2019" (U+2019)'],
  ["\u200b", '"\\u{200b}" (U+200B)'],
  ["😀", '"😀" (U+1F600)'],
])("PowerShell text must not contain %s, which is not ASCII", (character, named) => {
  expect(powershellProblem(`a${character}`)).toBe(`must be plain ASCII, found ${named}, which would be damaged: the provider's scripts reach PowerShell without an encoding mark`);
});

test.each([
  ["", "must not be empty"],
  ["a\nb", "must be one line without control characters"],
  ["\ud800", "contains half of a character (an unpaired surrogate)"],
])("PowerShell text must not be %j", (text, problem) => {
  expect(powershellProblem(text)).toBe(problem);
});

test.each(["oslo-1", "Pexip External", "console", "com10", "a.b", ".hidden", "${x}"])("a VM may be called %j", (name) => {
  expect(windowsNameProblem(name)).toBeUndefined();
});

test.each([
  [" a", "must not begin or end with a space"],
  ["a ", "must not begin or end with a space"],
  ["a/b", "must not contain / (it becomes the name of a folder)"],
  ["a\\b", "must not contain \\ (it becomes the name of a folder)"],
  ["a:b", "must not contain : (it becomes the name of a folder)"],
  ["a|b", "must not contain | (it becomes the name of a folder)"],
  ["<a>", "must not contain < (it becomes the name of a folder)"],
  ["a.", "must not end in a dot (Windows drops it from folder names)"],
  ["..", "must not end in a dot (Windows drops it from folder names)"],
  ["con", "is a name that Windows keeps for a device"],
  ["NUL.vhd", "is a name that Windows keeps for a device"],
  ["aux .vhd", "is a name that Windows keeps for a device"],
  ["Com1", "is a name that Windows keeps for a device"],
  ["conin$", "is a name that Windows keeps for a device"],
])("a VM must not be called %j", (name, problem) => {
  expect(windowsNameProblem(name)).toBe(problem);
});

test.each([
  "C:\\",
  "c:\\Templates\\pexip.vhd",
  "C:\\a\\\\b",
  "C:\\a\\",
  "\\\\server\\share",
  "\\\\server.example.com\\images$\\pexip.vhd",
  `C:\\${"a".repeat(256)}`,
])("%s is a path", (path) => {
  expect(windowsPathProblem(path)).toBeUndefined();
});

const ABSOLUTE = "must be an absolute Windows path (C:\\Templates\\pexip.vhd)";
const FOLDER = "must not contain . or .. as a folder";

test.each([
  ["C:", ABSOLUTE],
  ["C:pexip.vhd", ABSOLUTE],
  ["\\Templates", ABSOLUTE],
  ["Templates", ABSOLUTE],
  ["\\\\server", ABSOLUTE],
  ["\\\\server\\", ABSOLUTE],
  ["\\\\\\server\\share", ABSOLUTE],
  ["1:\\a", ABSOLUTE],
  ["C:/Templates", "must be written with backslashes (C:\\Templates\\pexip.vhd)"],
  ["C:\\a\\..\\b", FOLDER],
  ["C:\\.", FOLDER],
  ["\\\\.\\PhysicalDrive0", FOLDER],
  ["\\\\..\\share", FOLDER],
  ["\\\\server\\..", FOLDER],
  ["\\\\?\\C:\\a", "must not contain ? (it would reach PowerShell on the host unescaped)"],
  ["C:\\a:b", "must not contain : (it becomes the name of a folder)"],
  ["\\\\server\\a|b\\c", "must not contain | (it becomes the name of a folder)"],
  ["C:\\a. \\b", "must not begin or end with a space"],
  ["C:\\a.\\b", "must not end in a dot (Windows drops it from folder names)"],
  ["C:\\nul\\b", "is a name that Windows keeps for a device"],
  ["\\\\server\\share\\prn.vhd", "is a name that Windows keeps for a device"],
  [`C:\\${"a".repeat(257)}`, "must be at most 259 characters, got 260"],
])("%s is no path", (path, problem) => {
  expect(windowsPathProblem(path)).toBe(problem);
});

test("the file name is what follows the last backslash", () => {
  expect(fileName("C:\\Templates\\pexip.vhd")).toBe("pexip.vhd");
  expect(fileName("pexip.vhd")).toBe("pexip.vhd");
});

test("folders are joined with exactly one backslash", () => {
  expect(joinPath("C:\\", "oslo-1", "oslo-1.vhd")).toBe("C:\\oslo-1\\oslo-1.vhd");
  expect(joinPath("C:\\Pexip\\\\", "oslo-1")).toBe("C:\\Pexip\\oslo-1");
});
