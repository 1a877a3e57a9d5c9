import { isDeferred } from "../../validation/fields";
import { InfinityVersion } from "../infinity-version";
import type { MachineOf } from "../model";
import type { TemplateDiskRecord } from "../template-disk";
import type { Rule } from "./rule";
import { claim } from "./unique";

/** The folders and the file of a template, in order: an unpacked disk lies in a folder that is named like its ZIP. */
export function templateSegments(disk: TemplateDiskRecord): readonly string[] {
  if (disk.from === "host") return disk.path.split("\\").filter((part) => part !== "");
  if (isDeferred(disk.url)) return [disk.fileName];
  const parts = disk.url.replace(/[?#].*$/, "").split("/").slice(3);
  return [...parts.filter((part) => part !== "").map(decoded), disk.fileName];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `Pexip_Infinity_v21_HyperV_pxMgr_45902`. Source: guide page 6. */
const MANAGER_DISK = /(^|_)pxMgr(_|\.|$)/i;
/** `Pexip_Infinity_v38.1_generic_ConfNode_81931`. Source: Pexip v39 release notes (VMware's; Hyper-V's name is unverified). */
const GENERIC_NODE_DISK = /(^|_)(ConfNode|pxConf)(_|\.|$)/i;
/** `pexip-oslo-1.example.com.zip`, also as Windows names a second download. Source: guide page 13. */
const NODE_ZIP = /^pexip-(.+?\..+?)(?: \(\d+\))?\.zip$/i;
/** The same, unpacked or renamed. */
const NODE_NAME = /^pexip-(.+?\..+?)(?: \(\d+\))?(?:\.vhdx?)?$/i;
const VERSION = /Pexip_Infinity_v(\d+(?:\.\d+)?)_/i;

/** The part of the path that is named like the ZIP of one node, or like that ZIP unpacked. */
export function partOfOneNode(disk: TemplateDiskRecord, fqdns: ReadonlySet<string>): string | undefined {
  return templateSegments(disk).find((segment) => NODE_ZIP.test(segment) || fqdns.has(NODE_NAME.exec(segment)?.[1]?.toLowerCase() ?? ""));
}

interface Kind {
  readonly of: "manager" | "node";
  readonly segment: string;
}

/** What the path says, its last words first; undefined when it says nothing. */
function kindOf(disk: TemplateDiskRecord, fqdns: ReadonlySet<string>): Kind | undefined {
  for (const segment of [...templateSegments(disk)].reverse()) {
    if (MANAGER_DISK.test(segment)) return { of: "manager", segment };
    const fqdn = NODE_NAME.exec(segment)?.[1]?.toLowerCase();
    if (GENERIC_NODE_DISK.test(segment) || NODE_ZIP.test(segment) || (fqdn !== undefined && fqdns.has(fqdn))) return { of: "node", segment };
  }
  return undefined;
}

const rightKind: Rule = {
  id: "PXH090",
  severity: "error",
  title: "The Management Node has the Management Node's disk, a Conferencing Node a node's.",
  why: "Each disk holds the software of its role only.",
  source: "guide pages 6 and 13",
  *check(view) {
    const fqdns = new Set(view.nodes.map(({ fqdn }) => fqdn.toLowerCase()));
    for (const { node, machine } of view.machines) {
      const kind = kindOf(machine.templateDisk, fqdns);
      if (kind?.of === "node" && node.kind === "managementNode") {
        yield { path: node.path, key: "templateDisk", message: `templateDisk ${kind.segment} is a Conferencing Node's; give the disk of Pexip_Infinity_v${node.infinityVersion}_HyperV_pxMgr_<build>.zip` };
      } else if (kind?.of === "manager" && node.kind === "conferencingNode") {
        yield { path: node.path, key: "templateDisk", message: `templateDisk ${kind.segment} is the Management Node's; give the disk of the node's own ZIP, pexip-${node.fqdn}.zip` };
      }
    }
  },
};

const rightVersion: Rule = {
  id: "PXH091",
  severity: "refusal",
  title: "A template's name has the version of the node.",
  why: "A node of another version does not join the platform, and a manager of another version is another platform than the one described.",
  source: "guide page 6; docs.pexip.com, admin/azure_conferencing_node (a template matches the version)",
  *check(view) {
    const versions = new Map(view.managementNodes.map(({ path, infinityVersion }) => [path, infinityVersion]));
    for (const { node, machine } of view.machines) {
      const named = templateSegments(machine.templateDisk).flatMap((segment) => VERSION.exec(segment)?.[1] ?? []).at(-1);
      const wanted = node.kind === "conferencingNode" ? versions.get(node.managementNode) : node.origin === "managed" ? node.templateVersion : undefined;
      if (named === undefined || wanted === undefined || isVersion(named, wanted)) continue;
      const advice = node.kind === "conferencingNode" ? "" : ", or set templateVersion to what the disk was born with";
      yield { path: node.path, key: "templateDisk", message: `templateDisk is of version ${named} by its name, and ${node.kind === "conferencingNode" ? "infinityVersion" : "templateVersion"} is ${wanted}; give the disk of ${wanted}${advice}, or accept it with a reason` };
    }
  },
};

/** Is the version in a name the one wanted? A wanted version without a dot release takes any. */
function isVersion(named: string, wanted: string): boolean {
  const [a, b] = [InfinityVersion.of(named), InfinityVersion.of(wanted)];
  return a.major === b.major && (b.minor === undefined || (a.minor ?? 0) === b.minor);
}

const ownDisk: Rule = {
  id: "PXH092",
  severity: "error",
  title: "A node's disk is no other node's.",
  why: "The ZIP that a Management Node makes for a node holds that node's identity and can be used once.",
  source: "guide page 13; docs.pexip.com, admin/deploy_manual_vmware (specific to the node, single use)",
  *check(view) {
    const taken = new Map<string, string>();
    for (const node of view.managementNodes) if (node.origin === "managed") claim(taken, sourceKey(node.machine), node.path);
    const managers = new Set(taken.values());
    for (const { managementNode, nodes } of view.platforms) {
      for (const { path, machine } of nodes) {
        if (machine === undefined || (machine.templateDisk.from !== "host" && isDeferred(machine.templateDisk.url))) continue;
        const first = claim(taken, sourceKey(machine), path);
        if (first === undefined || (managementNode.mode === "api" && !managers.has(first))) continue;
        yield { path, key: "templateDisk", message: `templateDisk ${sourceText(machine.templateDisk)} is already used by ${first}; every node needs the disk of its own ZIP` };
      }
    }
  },
};

function sourceText(disk: TemplateDiskRecord): string {
  if (disk.from === "host") return disk.path;
  return isDeferred(disk.url) ? "" : disk.url;
}

/** A local path means another file on each host. */
function sourceKey({ host, templateDisk }: MachineOf["machine"]): string {
  if (templateDisk.from !== "host") return sourceText(templateDisk);
  return templateDisk.path.startsWith("\\\\") ? templateDisk.path.toLowerCase() : `${host}\n${templateDisk.path.toLowerCase()}`;
}

const anothersZip: Rule = {
  id: "PXH093",
  severity: "error",
  title: "A node's disk comes from the ZIP with its own name.",
  why: "The ZIP holds the identity of the node that it is named after; two nodes would claim to be the same.",
  source: "guide page 13; docs.pexip.com, admin/deploy_manual_vmware (specific to the node, single use)",
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (managementNode.mode === "api") continue;
      const fqdns = new Set(nodes.map(({ fqdn }) => fqdn.toLowerCase()));
      for (const { path, fqdn, domain, machine } of nodes) {
        if (machine === undefined) continue;
        for (const segment of templateSegments(machine.templateDisk)) {
          const zip = NODE_ZIP.exec(segment)?.[1];
          const name = (zip ?? NODE_NAME.exec(segment)?.[1])?.toLowerCase();
          if (name === undefined || name === fqdn.toLowerCase()) continue;
          // a folder may have any name: only what looks like a node of this platform is one
          if (zip === undefined && !fqdns.has(name) && !name.endsWith(`.${domain.toLowerCase()}`)) continue;
          yield { path, key: "templateDisk", message: `templateDisk ${segment} is named after ${name}, and the node is ${fqdn}; give the disk of pexip-${fqdn}.zip` };
          break;
        }
      }
    }
  },
};

const templateVersion: Rule = {
  id: "PXH097",
  severity: "error",
  title: "A disk is not newer than the platform that runs from it.",
  why: "A platform is upgraded in place from the version of its disk, never the other way.",
  source: "docs.pexip.com, admin/upgrading",
  *check(view) {
    for (const node of view.managementNodes) {
      if (node.origin === "imported") continue;
      const [disk, platform] = [InfinityVersion.of(node.templateVersion), InfinityVersion.of(node.infinityVersion)];
      const newer = disk.major > platform.major || (disk.major === platform.major && disk.minor !== undefined && platform.minor !== undefined && disk.minor > platform.minor);
      if (newer) yield { path: node.path, key: "templateVersion", message: `templateVersion ${node.templateVersion} is later than infinityVersion ${node.infinityVersion}; correct one of the two` };
    }
  },
};

export const templateRules: readonly Rule[] = [rightKind, rightVersion, ownDisk, anothersZip, templateVersion];
