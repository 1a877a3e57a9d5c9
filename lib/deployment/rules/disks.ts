import { fileName, MAX_WINDOWS_PATH } from "../../validation/windows";
import type { MachineOf } from "../model";
import type { TemplateDiskRecord } from "../template-disk";
import type { Rule } from "./rule";
import { claim } from "./unique";

const PROVIDER = "taliesins/hyperv 1.2.1, api/hyperv-winrm/vhd.go";
const WHY_ONE_FOLDER = "When the provider deletes a disk it deletes everything beside it whose name begins with the disk's, and it unpacks archives there.";

/** `D:\Pexip\oslo-1` of `D:\Pexip\oslo-1\oslo-1.vhd`, to compare by. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("\\"))).toLowerCase();
}

/** The folders above a path, the nearest first, each with the name of the entry in it that leads to the path. */
function* foldersAbove(path: string): Iterable<{ readonly folder: string; readonly entry: string }> {
  let rest = path.toLowerCase();
  for (let at = rest.lastIndexOf("\\"); at > 0; at = rest.lastIndexOf("\\")) {
    yield { folder: rest.slice(0, at), entry: rest.slice(at + 1) };
    rest = rest.slice(0, at);
  }
}

/** Would deleting this disk delete that entry beside it? */
function takesAlong({ machine }: MachineOf, entry: string): boolean {
  return entry.startsWith(fileName(machine.diskPath).toLowerCase().replace(/\.[^.]*$/, ""));
}

function disksByFolder(machines: readonly MachineOf[]): Map<string, MachineOf> {
  const folders = new Map<string, MachineOf>();
  for (const one of machines) claim(folders, folderOf(one.machine.diskPath), one);
  return folders;
}

const templateInFolder: Rule = {
  id: "PXH094",
  severity: "error",
  title: "A template does not lie in a VM's own folder.",
  why: WHY_ONE_FOLDER,
  source: PROVIDER,
  *check(view) {
    for (const host of view.hosts) {
      const machines = view.machinesOn(host);
      const folders = disksByFolder(machines);
      for (const { node, machine } of machines) {
        if (machine.templateDisk.from !== "host") continue;
        const { path } = machine.templateDisk;
        for (const { folder, entry } of foldersAbove(path)) {
          const owner = folders.get(folder);
          if (owner === undefined || (folder !== folderOf(path) && !takesAlong(owner, entry))) continue;
          yield { path: node.path, key: "templateDisk", message: `templateDisk ${path} lies in the folder of the disk of ${owner.node.path}, which the provider clears by name; keep templates in a folder of their own` };
          break;
        }
      }
    }
  },
};

const oneDiskPerFolder: Rule = {
  id: "PXH095",
  severity: "error",
  title: "Every disk lies in a folder of its own.",
  why: WHY_ONE_FOLDER,
  source: PROVIDER,
  *check(view) {
    for (const host of view.hosts) {
      const machines = view.machinesOn(host);
      const folders = disksByFolder(machines);
      const told = new Set<MachineOf>();
      for (const one of machines) {
        const { node, machine } = one;
        for (const { folder, entry } of foldersAbove(machine.diskPath)) {
          const owner = folders.get(folder);
          if (owner === undefined || owner === one) continue;
          if (folder === folderOf(machine.diskPath)) {
            // two VMs of one name are PXH050 or PXH053
            if (owner.machine.vmName.toLowerCase() !== machine.vmName.toLowerCase()) {
              yield { path: node.path, key: "diskPath", message: `diskPath ${machine.diskPath} is in the folder of the disk of ${owner.node.path} on ${host.id}; give each disk a folder of its own` };
            }
          } else if (takesAlong(owner, entry) && !told.has(owner)) {
            told.add(owner);
            yield { path: owner.node.path, key: "diskPath", message: `diskPath ${owner.machine.diskPath} is beside ${entry}, where the disk of ${node.path} lies: deleting the one deletes the other; give each disk a folder of its own` };
          }
        }
      }
    }
  },
};

const diskName: Rule = {
  id: "PXH096",
  severity: "error",
  title: "A disk keeps the ending of its template, and a downloaded one its whole name.",
  why: "The provider converts nothing, and saves a download under the name that it has in the URL or the ZIP: the VM would look for a disk that is not there.",
  source: "taliesins/hyperv issue 196; api/hyperv-winrm/vhd.go",
  *check(view) {
    for (const { node, machine } of view.machines) {
      const name = fileName(machine.diskPath);
      const { wanted, matches } = nameWanted(machine.templateDisk, name);
      if (!matches) yield { path: node.path, key: "diskPath", message: `diskPath ${machine.diskPath} must end in ${wanted}, as the template does; correct it, or leave it out` };
    }
  },
};

function nameWanted(template: TemplateDiskRecord, name: string): { readonly wanted: string; readonly matches: boolean } {
  if (template.from !== "host") return { wanted: `\\${template.fileName}`, matches: name.toLowerCase() === template.fileName.toLowerCase() };
  const wanted = template.path.slice(template.path.lastIndexOf(".")).toLowerCase();
  return { wanted, matches: name.toLowerCase().endsWith(wanted) };
}

const pathLength: Rule = {
  id: "PXH098",
  severity: "error",
  title: "The path of a disk has at most 259 characters.",
  why: "Windows PowerShell finds no file behind a longer one.",
  source: 'Microsoft Learn, "Maximum Path Length Limitation"',
  *check(view) {
    for (const { node, machine } of view.machines) {
      const { length } = machine.diskPath;
      if (length > MAX_WINDOWS_PATH) yield { path: node.path, key: "diskPath", message: `its disk would have a path of ${length} characters, and Windows takes ${MAX_WINDOWS_PATH}; shorten the host's vmDirectory or the name` };
    }
  },
};

export const diskRules: readonly Rule[] = [templateInFolder, oneDiskPerFolder, diskName, pathLength];
