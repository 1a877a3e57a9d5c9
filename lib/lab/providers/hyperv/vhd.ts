import type { Attributes, DataSourceBehaviour, OperationContext, ResourceBehaviour, Suppression } from "../engine/behaviour";
import { asText } from "../engine/members";
import { conflicts } from "../engine/sdkv2-rules";
import type { NewDisk } from "../../hyperv/disks";
import { refuseExisting } from "./existing";
import { canonical, VHD_TYPES } from "./enums";
import type { HostConnection } from "./host-connection";
import { numberOf, textOf } from "./settings";
import { divisibleBy, oneOf, oneOfNumbers } from "./validators";

const MINUTE = 60_000;
const CONFLICTS = {
  source: ["source_vm", "parent_path", "source_disk"],
  source_vm: ["source", "parent_path", "source_disk"],
  source_disk: ["source", "source_vm", "parent_path"],
  vhd_type: ["source", "source_vm"],
  parent_path: ["source", "source_vm", "source_disk", "size"],
  size: ["parent_path"],
  block_size: ["source", "source_vm", "parent_path"],
  logical_sector_size: ["source", "source_vm", "parent_path"],
  physical_sector_size: ["source", "source_vm", "parent_path"],
};
const VALIDATORS = { vhd_type: oneOf(VHD_TYPES), size: divisibleBy(4096), logical_sector_size: oneOfNumbers([0, 512, 4096]), physical_sector_size: oneOfNumbers([0, 512, 4096]) };

/** Without one of them New-VHD makes its own choice, which is Dynamic. */
const VHD_TYPES_MADE: readonly NewDisk["type"][] = ["Dynamic", "Fixed", "Differencing"];

type Context = OperationContext<HostConnection>;

/** hyperv_vhd (hyperv-provider.md section 1.1; P/resource_hyperv_vhd.go). */
export const vhd: ResourceBehaviour<HostConnection> = {
  timeouts: { read: MINUTE, create: 5 * MINUTE, update: 5 * MINUTE, delete: MINUTE },
  defaults: { vhd_type: "Dynamic" },
  validators: VALIDATORS,
  validate: (config) => conflicts(config, CONFLICTS),
  forceNew: ["block_size", "logical_sector_size", "physical_sector_size"],
  suppress: {
    path: beginsAlike,
    parent_path: (was, planned) => asText(was).toLowerCase() === asText(planned).toLowerCase(),
    size: nothingAsked,
    block_size: nothingAsked,
    logical_sector_size: nothingAsked,
    physical_sector_size: nothingAsked,
  },

  async create(planned, context) {
    const { connection, signal } = context;
    const path = textOf(planned, "path");
    await refuseExisting(path, context, ({ disks }) => disks.exists(path));
    await connection.command(signal, ({ disks }) => disks.create(requestOf(path, planned)));
    await resize(path, planned, context);
    context.keep({ id: path });
    return { id: path, ...(await readVhd(path, context)) };
  },

  read: (state, context) => readVhd(textOf(state, "id"), context),

  // works on the path of the id, which is the old one: a changed path makes and moves nothing (#126)
  async update(prior, planned, context) {
    const { connection, signal } = context;
    const path = textOf(prior, "id");
    const missing = planned.exists !== true;
    const changed = ["path", "source", "source_vm", "source_disk", "parent_path"].some((name) => differ(prior, planned, name));
    if (missing || changed) await connection.command(signal, ({ disks }) => disks.create(requestOf(path, planned)));
    if (missing || differ(prior, planned, "size")) await resize(path, planned, context);
    return readVhd(path, context);
  },

  async delete(state, { connection, signal }) {
    await connection.command(signal, ({ disks }) => disks.remove(textOf(state, "id")));
  },

  import: (id) => ({ id }),
};

/** Data source hyperv_vhd: says of a disk that is there that it is not (P/data_source_hyperv_vhd.go). */
export const vhdDataSource: DataSourceBehaviour<HostConnection> = {
  defaults: { vhd_type: "Dynamic" },
  validators: VALIDATORS,
  validate: (config) => conflicts(config, CONFLICTS),
  async read(config, { connection, signal }) {
    const path = textOf(config, "path");
    const found = await connection.query(signal, ({ disks }) => disks.get(path));
    return { id: path, path: found?.path ?? "", exists: found === undefined };
  },
};

async function resize(path: string, planned: Attributes, { connection, signal }: Context): Promise<void> {
  const size = numberOf(planned, "size");
  if (size > 0 && textOf(planned, "parent_path") === "") await connection.command(signal, ({ disks }) => disks.resize(path, size));
}

/** A disk that is gone keeps its id: the next plan updates it in place, which makes it again. */
async function readVhd(path: string, { connection, signal }: Context): Promise<Attributes> {
  const found = await connection.query(signal, ({ disks }) => disks.get(path));
  if (found === undefined) return { path: "", exists: false, vhd_type: "Unknown", size: 0, block_size: 0, logical_sector_size: 0, physical_sector_size: 0 };
  const { path: reported, type, sizeBytes, blockSizeBytes, logicalSectorBytes, physicalSectorBytes } = found;
  if (type === "Differencing") return { path: reported, exists: true, vhd_type: type, parent_path: found.parentPath };
  return { path: reported, exists: true, vhd_type: type, size: sizeBytes, block_size: blockSizeBytes, logical_sector_size: logicalSectorBytes, physical_sector_size: physicalSectorBytes };
}

function requestOf(path: string, planned: Attributes): NewDisk {
  return {
    path,
    source: textOf(planned, "source"),
    sourceVm: textOf(planned, "source_vm"),
    sourceDisk: numberOf(planned, "source_disk"),
    type: VHD_TYPES_MADE.find((type) => type === canonical(VHD_TYPES, textOf(planned, "vhd_type"))),
    parentPath: textOf(planned, "parent_path"),
    sizeBytes: numberOf(planned, "size"),
    blockSizeBytes: numberOf(planned, "block_size"),
    logicalSectorBytes: numberOf(planned, "logical_sector_size"),
    physicalSectorBytes: numberOf(planned, "physical_sector_size"),
  };
}

/** Hides the change of `disk1.vhdx` to `disk.vhdx`: meant for the disks of checkpoints. */
function beginsAlike(...[was, planned]: Parameters<Suppression>): boolean {
  const [old, wanted] = [asText(was).toLowerCase(), asText(planned).toLowerCase()];
  const extension = /\.[^./]*$/.exec(wanted)?.[0] ?? "";
  const stem = wanted.slice(0, wanted.length - extension.length);
  return (old.startsWith(stem) && old.endsWith(extension)) || old === wanted;
}

function nothingAsked(...[was, planned]: Parameters<Suppression>): boolean {
  return planned === null || planned === 0 || was === planned;
}

function differ(prior: Attributes, planned: Attributes, name: string): boolean {
  return textOf(prior, name) !== textOf(planned, name);
}
