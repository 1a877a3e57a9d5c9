import { lineProblem, shownCharacter } from "./text";

/**
 * Windows PowerShell cuts a path longer than this.
 * Source: Microsoft Learn, "Maximum Path Length Limitation" (MAX_PATH is 260 with the closing null).
 */
export const MAX_WINDOWS_PATH = 259;

/** Names that Windows keeps for devices, with or without an extension. Source: Microsoft Learn, "Naming Files, Paths, and Namespaces". */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9]) *(\.|$)/i;

/**
 * Text that the Hyper-V provider places between single quotes in PowerShell, and uses as a wildcard pattern, without
 * escaping either; its scripts travel without a byte-order mark, which damages everything beyond ASCII.
 * Source: taliesins/hyperv 1.2.1, api/hyperv-winrm (every template) and powershell/provisioner.go.
 */
export function powershellProblem(text: string): string | undefined {
  const line = lineProblem(text);
  if (line !== undefined) return line;
  const unsafe = /['*?[\]"]/.exec(text);
  if (unsafe !== null) return `must not contain ${unsafe[0]} (it would reach PowerShell on the host unescaped)`;
  // eslint-disable-next-line no-control-regex -- "not ASCII" is what is looked for
  const foreign = /[^\u0000-\u007f]/u.exec(text);
  if (foreign !== null) return `must be plain ASCII, found ${shownCharacter(foreign[0])}, which would be damaged: the provider's scripts reach PowerShell without an encoding mark`;
  return undefined;
}

/** A name that Hyper-V shows and that also becomes a folder: VM and switch names. */
export function windowsNameProblem(name: string): string | undefined {
  const unsafe = powershellProblem(name);
  if (unsafe !== undefined) return unsafe;
  if (name !== name.trim()) return "must not begin or end with a space";
  const reserved = /[<>:/\\|]/.exec(name);
  if (reserved !== null) return `must not contain ${reserved[0]} (it becomes the name of a folder)`;
  if (name.endsWith(".")) return "must not end in a dot (Windows drops it from folder names)";
  if (DEVICE_NAME.test(name)) return "is a name that Windows keeps for a device";
  return undefined;
}

/** An absolute path on the host: `C:\Templates\pexip.vhd` or `\\server\share\pexip.vhd`. */
export function windowsPathProblem(path: string): string | undefined {
  const unsafe = powershellProblem(path);
  if (unsafe !== undefined) return unsafe;
  if (path.includes("/")) return "must be written with backslashes (C:\\Templates\\pexip.vhd)";
  const root = /^([A-Za-z]:\\|\\\\(?=[^\\]+\\[^\\]+))/.exec(path);
  if (root === null) return "must be an absolute Windows path (C:\\Templates\\pexip.vhd)";
  if (path.length > MAX_WINDOWS_PATH) return `must be at most ${MAX_WINDOWS_PATH} characters, got ${path.length}`;
  for (const part of path.slice(root[0].length).split("\\").filter((name) => name !== "")) {
    const problem = part === "." || part === ".." ? "must not contain . or .. as a folder" : windowsNameProblem(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The last part of a Windows path: `pexip.vhd` of `C:\Templates\pexip.vhd`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** The folder and a name below it, with exactly one backslash between them. */
export function joinPath(folder: string, ...names: readonly string[]): string {
  return [folder.replace(/\\+$/, ""), ...names].join("\\");
}
