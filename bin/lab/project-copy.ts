import { copyFileSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CONTROL_FOLDER } from "./control-file";
import type { LabSource } from "./lab-source";

/** Where a program or `pexip-hyperv synth` writes when it is run in a lab: over the lab's stacks it would write ones that name the real states. */
export const SYNTHESIZED_ANEW = "cdktf.synthesized";

const CDKTF_FILE = "cdktf.json";

/** What belongs to the real thing, or to the lab itself. */
const NOT_LINKED = /^(\.git|\.terraform.*|.*\.tfstate.*|cdktf\.json)$/;

/**
 * A folder in which the user's own command lines do in the lab what they do in the project: everything in it leads to the project, but cdktf's output folder,
 * which is the lab's.
 */
export function copyProject({ project, output }: LabSource, folder: string): void {
  const own = [basename(output), basename(folder), CONTROL_FOLDER, SYNTHESIZED_ANEW];
  for (const name of readdirSync(project)) {
    if (!own.includes(name) && !NOT_LINKED.test(name)) link(join(project, name), join(folder, name));
  }
  writeFileSync(join(folder, CDKTF_FILE), `${JSON.stringify(cdktfSettings(join(project, CDKTF_FILE), basename(output)), undefined, 2)}\n`);
}

/** cdktf applies what the lab holds, and nothing that it synthesizes itself. */
function cdktfSettings(file: string, output: string): object {
  const lab = { app: "echo In the lab cdktf deploys what is synthesized already, add --skip-synth --skip-provider-lock && exit 1", output, sendCrashReports: "false" };
  return { language: "typescript", ...settingsIn(file), ...lab };
}

function settingsIn(file: string): object {
  try {
    const settings: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof settings === "object" && settings !== null && !Array.isArray(settings) ? settings : {};
  } catch {
    // a project of another kind has none
    return {};
  }
}

function link(from: string, to: string): void {
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory() === true;
  // Windows lets nobody but an administrator link a file
  if (process.platform === "win32" && !isFolder) copyFileSync(from, to);
  else symlinkSync(from, to, isFolder ? "junction" : "file");
}
