import { LOCATION_SERVICES, type SystemLocationRecord } from "../../deployment/system-location";
import { code, table, text } from "../markdown";
import { yesNo } from "../text";
import type { PlatformContext } from "./context";
import { labelOf } from "./labels";
import type { ServiceSteps } from "./services";
import type { Step } from "./step";
import { type FieldRow, typedList } from "./values";

type Edge = "transcodingLocation" | "primaryOverflowLocation" | "secondaryOverflowLocation";

const EDGES: readonly Edge[] = ["transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation"];

interface Late {
  readonly from: SystemLocationRecord;
  readonly edge: Edge;
  readonly to: string;
}

/** Platform > Locations in an order in which each names only those before it; what stands in a circle is entered at the end. */
export function locationSteps(context: PlatformContext, services: ServiceSteps): readonly Step[] {
  const { locations } = context.platform;
  const late: Late[] = [];
  const entered = new Set<string>();
  const steps: Step[] = [];
  for (const location of inOrder(locations)) {
    const missing = EDGES.filter((edge) => location[edge] !== undefined && !entered.has(location[edge]));
    missing.forEach((edge) => late.push({ from: location, edge, to: location[edge]! }));
    entered.add(location.path);
    steps.push(...services.named(Object.values(location.services).flat()), locationStep(context, location, new Set(missing)));
  }
  return [...steps, ...late.map((one) => lateStep(context, one))];
}

/** Source of the menu: guide page 11. The labels of this form are not in the guide. */
function locationStep(context: PlatformContext, location: SystemLocationRecord, missing: ReadonlySet<Edge>): Step {
  const title = `System location ${code(location.name)}`;
  if (location.origin === "imported") return { title, page: "11", by: { nobody: "exists already." } };
  return {
    title,
    page: "11",
    by: "person",
    body: [`**Platform > Locations**, add${context.platform.managementNode.origin === "imported" ? ", or compare with what is there" : ""}:`, "", ...table(["Field", "Value"], [...locationRows(context, location, missing)])],
  };
}

/** The fields of a location. */
export function locationRows({ nameOf }: PlatformContext, location: SystemLocationRecord, missing: ReadonlySet<Edge> = new Set()): readonly FieldRow[] {
  const named = (edge: Edge): readonly FieldRow[] => {
    const to = location[edge];
    if (to === undefined) return [];
    return [[labelOf(edge), missing.has(edge) ? `leave empty for now: ${code(nameOf(to))} comes later` : code(nameOf(to))]];
  };
  const optional = (key: "localMssipDomain" | "pinBruteForceResistance" | "scanQuarantine"): readonly FieldRow[] => {
    const value = location[key];
    return value === undefined ? [] : [[labelOf(key), key === "localMssipDomain" ? code(value) : text(value)]];
  };
  return [
    ["Name", code(location.name)],
    ...(location.description === undefined ? [] : [["Description", code(location.description)] as const]),
    ["DNS servers", typedList(location.dnsServers)],
    ["NTP servers", typedList(location.ntpServers)],
    ...named("transcodingLocation"),
    ...named("primaryOverflowLocation"),
    ...named("secondaryOverflowLocation"),
    ...Object.keys(LOCATION_SERVICES).flatMap((key): readonly FieldRow[] => (location.services[key] === undefined ? [] : [[labelOf(key), [location.services[key]].flat().map((path) => code(nameOf(path))).join(", ")]])),
    ["MTU", code(String(location.mtu))],
    ["DSCP value for media", code(String(location.mediaQos))],
    ["DSCP value for signaling", code(String(location.signallingQos))],
    ...optional("localMssipDomain"),
    ...(location.useRelayCandidatesOnly === undefined ? [] : [[labelOf("useRelayCandidatesOnly"), yesNo(location.useRelayCandidatesOnly)] as const]),
    ...optional("pinBruteForceResistance"),
    ...optional("scanQuarantine"),
  ];
}

function lateStep({ nameOf }: PlatformContext, { from, edge, to }: Late): Step {
  return {
    title: `${labelOf(edge)} of ${code(from.name)}`,
    by: "person",
    body: [`**Platform > Locations**, open ${code(from.name)}: ${labelOf(edge)} ${code(nameOf(to))}. The two name each other, so it could not be entered before.`],
  };
}

function inOrder(locations: readonly SystemLocationRecord[]): readonly SystemLocationRecord[] {
  const left = new Map(locations.map((location) => [location.path, location]));
  const waiting = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const location of locations) {
    const needs = new Set(EDGES.flatMap((edge) => location[edge] ?? []).filter((path) => path !== location.path && left.has(path)));
    waiting.set(location.path, needs.size);
    for (const path of needs) followers.set(path, [...(followers.get(path) ?? []), location.path]);
  }
  const ready = locations.filter(({ path }) => waiting.get(path) === 0).map(({ path }) => path);
  const order: SystemLocationRecord[] = [];
  while (left.size > 0) {
    const next = ready.shift();
    const location = next === undefined ? firstOf(left) : left.get(next);
    if (location === undefined) continue;
    left.delete(location.path);
    order.push(location);
    for (const follower of followers.get(location.path) ?? []) {
      const rest = waiting.get(follower)! - 1;
      waiting.set(follower, rest);
      if (rest === 0) ready.push(follower);
    }
  }
  return order;
}

function firstOf<T>(items: ReadonlyMap<string, T>): T | undefined {
  for (const item of items.values()) return item;
  return undefined;
}
