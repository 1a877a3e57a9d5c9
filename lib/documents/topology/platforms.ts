import { NodeRole } from "../../deployment/enums";
import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import type { SystemLocationRecord } from "../../deployment/system-location";
import type { Card, Frame, Link, LinkKind, Tone } from "./graph";

/** The locations of each platform, and how media goes from one to the other. */
export function platformFrames(view: DeploymentView): readonly Frame[] {
  return view.platforms.map((platform, index) => platformFrame(view, platform, `p${index}`));
}

function platformFrame(view: DeploymentView, { managementNode, locations }: PlatformView, id: string): Frame {
  const idOf = new Map(locations.map((location, index) => [location.path, `${id}l${index}`]));
  const { fqdn, infinityVersion, mode } = managementNode;
  return {
    id,
    name: fqdn,
    aside: `Pexip Infinity v${infinityVersion}, ${mode} mode`,
    facts: locations.length === 0 ? ["no system location"] : [],
    existing: false,
    cards: locations.map((location) => locationCard(view, location, idOf.get(location.path)!)),
    links: locations.flatMap((location) => mediaPaths(location, idOf)),
  };
}

const REFERENCES = [
  ["transcoding", "transcodingLocation"],
  ["primary overflow", "primaryOverflowLocation"],
  ["secondary overflow", "secondaryOverflowLocation"],
] as const satisfies readonly (readonly [LinkKind, keyof SystemLocationRecord])[];

/** A location of another platform is no target: PXH046 reports it. */
function mediaPaths(location: SystemLocationRecord, idOf: ReadonlyMap<string, string>): readonly Link[] {
  const from = idOf.get(location.path)!;
  return REFERENCES.flatMap(([kind, key], index) => {
    const to = idOf.get(location[key] ?? "");
    return to === undefined ? [] : [{ id: `${from}m${index}`, kind, from, to }];
  });
}

/** More hosts of a location are counted. */
const MOST_NAMED_HOSTS = 3;

function locationCard(view: DeploymentView, location: SystemLocationRecord, id: string): Card {
  const nodes = view.nodesIn(location);
  return {
    id,
    shape: "location",
    tone: toneOf(nodes),
    name: location.name,
    rows: [{ lead: nodeCount(nodes), text: "" }, ...(nodes.length === 0 ? [] : [{ text: placesText(view, nodes) }]), ...(location.origin === "imported" ? [{ text: "exists already" }] : [])],
    existing: location.origin === "imported",
    count: 1,
  };
}

function toneOf(nodes: readonly ConferencingNodeRecord[]): Tone {
  const roles = new Set(nodes.map(({ role }) => role));
  return roles.size !== 1 ? "plain" : roles.has(NodeRole.PROXYING) ? "proxying" : "transcoding";
}

/** `2 transcoding nodes`; `1 transcoding, 2 proxying nodes` where a location holds both. */
function nodeCount(nodes: readonly ConferencingNodeRecord[]): string {
  const counts = [NodeRole.TRANSCODING, NodeRole.PROXYING].map((role) => ({ role, count: nodes.filter((node) => node.role === role).length })).filter(({ count }) => count > 0);
  if (counts.length === 0) return "no nodes";
  return `${counts.map(({ role, count }) => `${count} ${role}`).join(", ")} ${nodes.length === 1 ? "node" : "nodes"}`;
}

/** `on hv1, hv2, elsewhere` */
function placesText(view: DeploymentView, nodes: readonly ConferencingNodeRecord[]): string {
  const hosts = [...new Set(nodes.flatMap(({ machine }) => (machine === undefined ? [] : [view.host(machine.host).id])))];
  if (hosts.length === 0) return "built elsewhere";
  const elsewhere = nodes.some(({ machine }) => machine === undefined) ? ", elsewhere" : "";
  return `on ${hosts.length > MOST_NAMED_HOSTS ? `${hosts.length} hosts` : hosts.join(", ")}${elsewhere}`;
}
