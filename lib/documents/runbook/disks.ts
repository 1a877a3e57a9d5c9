import { isDeferred } from "../../validation/fields";
import type { MachineRecord } from "../../deployment/machine";
import { code } from "../markdown";
import { DOTTED } from "../text";

/**
 * Where the VHD of a ZIP must lie, so that Terraform finds it.
 *
 * @param host name of the host
 */
export function placeDisk({ templateDisk: disk }: Pick<MachineRecord, "templateDisk">, host: string): readonly string[] {
  switch (disk.from) {
    case "host":
      return [
        disk.path.startsWith("\\\\")
          ? `Unzip it so that its disk is at ${code(disk.path)}, where ${code(host)} can read it.`
          : `Copy it to the server ${code(host)} and unzip it there, so that its disk is at ${code(disk.path)}.`,
        "",
        `Rename the VHD if the ZIP calls it otherwise. Only the VHD is used, not the folder ${code("Virtual Machines")}.`,
      ];
    case "zip":
      return [`Publish it as it is at ${addressText(disk.url)}: ${code(host)} downloads and unpacks it. Its disk must be called ${code(disk.fileName)}; if it is called otherwise, correct the program.`];
    case "url":
      return [`Unzip it, and publish its VHD at ${addressText(disk.url)}: ${code(host)} downloads it as ${code(disk.fileName)}.`];
  }
}

/** The same in a few words. */
export function diskText({ templateDisk: disk }: Pick<MachineRecord, "templateDisk">): string {
  return disk.from === "host" ? code(disk.path) : addressText(disk.url);
}

/** The query of a URL may be a signature. */
function addressText(url: Extract<MachineRecord["templateDisk"], { url: unknown }>["url"]): string {
  if (isDeferred(url)) return DOTTED;
  const query = url.indexOf("?");
  return query < 0 ? code(url) : `${code(url.slice(0, query))} (with the query that the program has)`;
}
