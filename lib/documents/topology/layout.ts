import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api";
import type { Card, Frame, Link } from "./graph";
import { cardSizes, headerSize, LINE_HEIGHT, PADDING, type Size, TAG } from "./sizes";
import { textWidth } from "./text-width";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place in the picture, in whole pixels. */
export interface Box extends Point, Size {}

export interface PlacedCard extends Box {
  readonly card: Card;
}

export interface PlacedLink {
  readonly link: Link;
  /** From one bend to the next. */
  readonly points: readonly Point[];
  /** Where its kind is written. */
  readonly label?: Box;
}

export interface PlacedFrame extends Box {
  readonly frame: Frame;
  readonly cards: readonly PlacedCard[];
  readonly links: readonly PlacedLink[];
}

/** Frames beside and below each other, from 0, 0. */
export interface Arrangement extends Size {
  readonly frames: readonly PlacedFrame[];
}

const NOTHING: Arrangement = { width: 0, height: 0, frames: [] };

export interface ArrangementOptions {
  /** Where the lines lead to. */
  readonly direction: "RIGHT" | "DOWN";
  /** Frames stand beside each other up to this width. */
  readonly width: number;
  /** Cables branch off one trunk; paths of media stay apart from each other. */
  readonly lines: "cables" | "paths" | "labelled paths";
}

/** Between frames. */
export const GAP = 16;

/** Places everything. Deterministic: ELK is, and nothing here depends on the clock or the locale. */
export async function arrange(frames: readonly Frame[], options: ArrangementOptions): Promise<Arrangement> {
  if (frames.length === 0) return NOTHING;
  // a megabyte of layout algorithms, of which only this document knows
  const { default: elk } = await import("elkjs/lib/elk.bundled.js");
  const sizes = cardSizes(frames);
  const root: ElkNode = {
    id: "root",
    layoutOptions: {
      "elk.algorithm": "rectpacking",
      "elk.rectpacking.widthApproximation.strategy": "TARGET_WIDTH",
      "elk.rectpacking.widthApproximation.targetWidth": String(options.width),
      "elk.spacing.nodeNode": String(GAP),
      "elk.padding": padding(0, 0),
    },
    children: frames.map((frame) => elkFrame(frame, sizes, options)),
  };
  const { width = 0, height = 0, children = [] } = await new elk.default().layout(root);
  return { width: Math.ceil(width), height: Math.ceil(height), frames: frames.map((frame, index) => placedFrame(frame, children[index])) };
}

function elkFrame(frame: Frame, sizes: ReadonlyMap<string, Size>, options: ArrangementOptions): ElkNode {
  const header = headerSize(frame);
  return {
    id: frame.id,
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": options.direction,
      "elk.padding": padding(header.height, PADDING),
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${header.width},${header.height + PADDING})`,
      ...(options.lines === "cables" ? CABLES : { ...MEDIA_PATHS, "elk.aspectRatio": String(rowRatio(frame, sizes, options.width)) }),
    },
    children: frame.cards.map(({ id }) => ({ id, ...sizes.get(id) })),
    edges: frame.links.map((link) => elkEdge(link, frame, options.lines === "labelled paths")),
  };
}

/** ELK fills rows up to the root of the area times this ratio with boxes that no line joins: here, up to the width of the picture. */
function rowRatio({ cards }: Frame, sizes: ReadonlyMap<string, Size>, width: number): number {
  const area = cards.reduce((sum, { id }) => sum + (sizes.get(id)!.width + GAP) * (sizes.get(id)!.height + GAP), 0);
  return Math.max(1, (width - 2 * PADDING) / Math.sqrt(Math.max(1, area)));
}

const LAYERED: LayoutOptions = {
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.spacing.nodeNode": "10",
  "elk.spacing.componentComponent": "14",
};

/** One trunk from a switch, with a branch to each VM. */
const CABLES: LayoutOptions = { ...LAYERED, "elk.layered.mergeEdges": "true", "elk.layered.spacing.nodeNodeBetweenLayers": "30" };

const MEDIA_PATHS: LayoutOptions = {
  ...LAYERED,
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.spacing.nodeNode": "24",
  "elk.layered.spacing.nodeNodeBetweenLayers": "22",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeLabel": "2",
};

function elkEdge({ id, from, to, kind }: Link, { cards }: Frame, labels: boolean): ElkExtendedEdge {
  // of two locations that overflow to each other the first in the model comes first, and transcoding always leads on
  const place = (card: string): number => cards.findIndex((one) => one.id === card);
  const priority = kind === "transcoding" ? 10 : place(from) < place(to) ? 2 : 1;
  const label = { text: kind, width: textWidth(kind, TAG) + 8, height: LINE_HEIGHT, layoutOptions: { "elk.edgeLabels.inline": "true", "elk.edgeLabels.placement": "CENTER" } };
  return { id, sources: [from], targets: [to], layoutOptions: { "elk.layered.priority.direction": String(priority) }, labels: labels ? [label] : [] };
}

function placedFrame(frame: Frame, node: ElkNode): PlacedFrame {
  const box = boxOf(node, { x: 0, y: 0 });
  const cards = node.children ?? [];
  const links = node.edges ?? [];
  return {
    ...box,
    frame,
    cards: frame.cards.map((card, index) => ({ ...boxOf(cards[index], box), card })),
    links: frame.links.map((link, index) => placedLink(link, links[index], box)),
  };
}

/** Edges are relative to the frame that holds them, as boxes are. */
function placedLink(link: Link, { sections = [], labels = [] }: ElkExtendedEdge, origin: Point): PlacedLink {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  return { link, points: points.map(({ x, y }) => ({ x: Math.round(origin.x + x), y: Math.round(origin.y + y) })), label: labels.length === 0 ? undefined : boxOf(labels[0], origin) };
}

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>, origin: Point): Box {
  return { x: Math.round(origin.x + x), y: Math.round(origin.y + y), width: Math.round(width), height: Math.round(height) };
}

function padding(top: number, others: number): string {
  return `[top=${top},left=${others},bottom=${others},right=${others}]`;
}
