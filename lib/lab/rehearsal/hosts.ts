import type { SwitchRecord } from "../../deployment/external-switch";
import type { HostRecord } from "../../deployment/host";
import type { DeploymentView, MachineOf } from "../../deployment/model";
import type { TemplateDiskRecord } from "../../deployment/template-disk";
import { isDeferred } from "../../validation/fields";
import type { BootImage } from "../guests";
import { GIB, type HypervHostSpec, type Template } from "../hyperv/host-spec";
import type { ExistingSwitch, LabOptions } from "../options";
import { addressOf, identityOf } from "./known";
import type { SecretValues } from "./secret-values";

/** What Pexip's disks take is unverified, and only the time that a copy takes depends on it. */
const TEMPLATE_BYTES = 4 * GIB;

/** Hosts, switches that are there already, and what boots from the templates. */
export function hostsOf(views: readonly DeploymentView[], secrets: SecretValues): Required<Pick<LabOptions, "hosts" | "switches" | "images">> {
  const specs = new Map<string, HypervHostSpec>();
  const switches = new Map<string, ExistingSwitch>();
  for (const view of views) {
    for (const host of view.hosts) {
      const spec = specOf(host, view, secrets);
      const before = specs.get(spec.address);
      specs.set(spec.address, before === undefined ? spec : { ...spec, networkAdapters: union(before.networkAdapters, spec.networkAdapters), templates: { ...before.templates, ...spec.templates } });
      for (const one of existingOn(host, view)) switches.set(JSON.stringify([one.host, one.switchName]), one);
    }
  }
  // of several models the first is installed: what a disk boots is what it says
  const images = [...views].reverse().flatMap((view) => view.machines.flatMap((machine) => imagesOf(machine, view)));
  return { hosts: [...specs.values()], switches: [...switches.values()], images: Object.fromEntries(images) };
}

function specOf(host: HostRecord, view: DeploymentView, secrets: SecretValues): HypervHostSpec {
  const { windowsServer, edition, sockets, coresPerSocket, threadsPerCore, memoryGib, memoryReserveGib, managementAdapter } = host;
  const templates = view.machinesOn(host).flatMap(({ machine }) => templateOf(machine.templateDisk));
  return {
    address: addressOf(host),
    credentials: { username: host.username, password: secrets.of(host.password, host.path) },
    windowsServer,
    edition,
    sockets,
    coresPerSocket,
    threadsPerCore,
    memoryGib,
    memoryReserveGib,
    networkAdapters: union(host.networkAdapters ?? [], managementAdapter === undefined ? [] : [managementAdapter], view.switchesOn(host).flatMap(adaptersOf)),
    managementAdapter,
    templates: Object.fromEntries(templates),
  };
}

function existingOn(host: HostRecord, view: DeploymentView): ExistingSwitch[] {
  return view.switchesOn(host).filter(({ origin }) => origin === "imported").map((one) => ({ host: addressOf(host), switchName: one.switchName, netAdapterName: adaptersOf(one)[0] }));
}

/** An imported switch is bound to an adapter that nobody named: one of its own. */
function adaptersOf(one: SwitchRecord): readonly string[] {
  return one.origin === "managed" ? one.netAdapterNames : [`Adapter of ${one.switchName}`];
}

function templateOf(disk: TemplateDiskRecord): (readonly [string, Template])[] {
  if (disk.from === "host") return [[disk.path, { bytes: TEMPLATE_BYTES }]];
  if (isDeferred(disk.url)) return [];
  return [[disk.url, { bytes: TEMPLATE_BYTES, ...(disk.from === "zip" && { diskInZip: disk.fileName }) }]];
}

/** In runbook mode each Conferencing Node has the disk of its own ZIP; in api mode all start from a generic one. */
function imagesOf({ node, machine }: MachineOf, view: DeploymentView): (readonly [string, BootImage])[] {
  return templateOf(machine.templateDisk).map(([source]) => {
    if (node.kind === "managementNode") return [source, { boots: "management-node", version: node.origin === "managed" ? node.templateVersion : node.infinityVersion }];
    const { mode, infinityVersion } = view.managementNode(node.managementNode);
    return [source, { boots: "conferencing-node", version: infinityVersion, ...(mode === "runbook" && { identity: identityOf(node) }) }];
  });
}

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
