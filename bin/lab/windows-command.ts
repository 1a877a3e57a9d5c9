import { existsSync } from "node:fs";
import { win32 } from "node:path";

/** How a program is started on Windows. */
export interface WindowsCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are quoted already. */
  readonly verbatim: boolean;
}

const EXTENSIONS = ".COM;.EXE;.BAT;.CMD";

/**
 * What starts a program on Windows: a batch file, such as `npx.cmd`, is started by cmd.exe alone.
 *
 * @param folder where it runs
 */
export function windowsCommand(program: string, args: readonly string[], folder: string, environment: Readonly<Record<string, string | undefined>>, exists: (file: string) => boolean = existsSync): WindowsCommand {
  const file = found(program, folder, environment, exists);
  if (file === undefined || !/\.(bat|cmd)$/i.test(file)) return { file: file ?? program, args, verbatim: false };
  const line = [file, ...args].map(quoted).join(" ");
  return { file: environment.ComSpec ?? environment.COMSPEC ?? "cmd.exe", args: ["/d", "/s", "/c", `"${line}"`], verbatim: true };
}

function found(program: string, folder: string, environment: Readonly<Record<string, string | undefined>>, exists: (file: string) => boolean): string | undefined {
  const folders = /[\\/:]/.test(program) ? [folder] : (environment.PATH ?? environment.Path ?? "").split(";").filter((one) => one !== "");
  const extensions = /\.[^.\\/]+$/.test(program) ? ["", ...extensionsOf(environment)] : extensionsOf(environment);
  const candidates = folders.flatMap((one) => extensions.map((extension) => win32.resolve(one, `${program}${extension}`)));
  return candidates.find(exists);
}

const extensionsOf = ({ PATHEXT = EXTENSIONS }: Readonly<Record<string, string | undefined>>): readonly string[] => PATHEXT.split(";").filter((one) => one !== "");

/** For the program's own reading of its command line first, then for the two readings of cmd.exe: its own, and that of `%*` in the batch file. */
function quoted(text: string): string {
  const forProgram = `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, "$1$1")}"`;
  const forCmd = (one: string): string => one.replace(/[()\][%!^"`<>&|;, *?]/g, "^$&");
  return forCmd(forCmd(forProgram));
}
