import { attributeChanges, changeText, plain } from "./attributes";
import { diskFact } from "./facts";
import type { MachineParts } from "./parts";
import type { ResourceChange } from "./plan";

/** Keys of the markers that are called otherwise in the props. */
const PROPS: Readonly<Record<string, string>> = { token: "redeployToken", vmName: "name" };

/** Keys whose values say nothing. */
const NAME_ONLY = new Set(["token"]);

/** Reasons that Terraform gives for a single object. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "an earlier apply failed half-way (tainted)",
  replace_by_request: "asked for with -replace",
};

/** What differs in a marker that is made anew: `address 10.44.0.11 -> 10.44.0.12`. */
export function markerReasons(marker: ResourceChange | undefined): readonly string[] {
  if (marker?.kind !== "replace") return [];
  const changes = attributeChanges(marker).filter(({ path }) => path[0] === "triggers_replace");
  const reasons = changes.map((change) => {
    if (change.path.length === 1) return "its identity (sensitive)";
    const key = String(change.path[1]);
    const label = plain(PROPS[key] ?? key);
    return NAME_ONLY.has(key) ? label : changeText(label, change);
  });
  return reasons.length > 0 ? reasons : reasonGiven(marker);
}

/** Why a machine's VM, disk or entry is made anew: what its markers say, then what Terraform says. */
export function causes({ identity, placement, nics, disks, vms, entry }: MachineParts, switchIsReplaced: boolean): readonly string[] {
  const markers = [...markerReasons(placement), ...markerReasons(identity), ...nics.flatMap(({ change }) => nicReasons(change))];
  const objects = [...vms, ...disks, ...(entry === undefined ? [] : [{ change: entry }])].flatMap(({ change }) => (change.kind === "replace" ? [...(markers.length > 0 ? [] : change.replacePaths.map(plain)), ...reasonGiven(change)] : []));
  const missing = disks.some(({ change }) => isFileMissing(change)) ? ["its disk file is gone from the host"] : [];
  const all = [...new Set([...markers, ...missing, ...disks.flatMap(({ change }) => diskReasons(change)), ...objects])];
  if (all.length > 0) return all;
  if (switchIsReplaced) return ["its switch is replaced"];
  return vms.some(({ change }) => change.reason === "replace_by_triggers") ? ["replaced with something that it depends on"] : [];
}

/** A file that is gone reads as a disk with an empty path, which an update makes again. */
export function isFileMissing({ kind, before, after }: ResourceChange): boolean {
  return kind === "update" && (before?.path ?? "") === "" && (after?.path ?? "") !== "";
}

/** What an update in place does to a disk; whatever it is, the VM is made anew around it. */
export function diskReasons(disk: ResourceChange): readonly string[] {
  if (disk.kind !== "update" || isFileMissing(disk)) return [];
  return attributeChanges(disk).flatMap((change) => {
    const attribute = String(change.path[0]);
    const { effect } = diskFact(attribute);
    if (effect === "none" || attribute === "exists") return [];
    return [`${changeText(`disk ${plain(attribute)}`, change)}${effect === "copyAgain" || effect === "ignored" ? ", which the provider plans and does not do" : ""}`];
  });
}

function reasonGiven({ reason }: ResourceChange): readonly string[] {
  return reason !== undefined && Object.hasOwn(REASONS, reason) ? [REASONS[reason]] : [];
}

/** Two adapters are compared as a whole, one by being tagged or not. */
function nicReasons(marker: ResourceChange): readonly string[] {
  if (marker.kind !== "replace") return [];
  const [first, ...others] = attributeChanges(marker).filter(({ path }) => path[0] === "triggers_replace");
  const isWord = first !== undefined && others.length === 0 && [first.before, first.after].every((word) => typeof word === "string");
  return [isWord && first.path.length === 2 ? changeText("network adapter", first) : "network adapters"];
}
