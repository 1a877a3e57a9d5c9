import { html } from "htm/preact";
import type { VNode } from "preact";
import { EXISTING_DASHES, sample, tagDrawing, textDrawing } from "./drawing";
import type { LinkKind, Tone, TopologyGraph } from "./graph";
import { ROW, tagWidth } from "./sizes";
import { paint } from "./style";
import { textWidth } from "./text-width";

const TONES = [
  ["manager", "Management Node"],
  ["transcoding", "transcoding nodes"],
  ["proxying", "proxying nodes"],
] as const satisfies readonly (readonly [Tone, string])[];

const PATHS = ["transcoding", "primary overflow", "secondary overflow"] as const satisfies readonly LinkKind[];

const TAG_TEXT = "A";

interface Entry {
  readonly text: string;
  /** Of the mark, in pixels. */
  readonly width: number;
  readonly mark: (x: number, y: number) => VNode;
}

/** Between mark and text, between entries, and from line to line, in pixels. */
const GAP = 8;
const SPACE = 24;
const LINE = 22;

export interface Legend {
  readonly height: number;
  readonly drawing: VNode;
}

/** What the marks of this picture mean; only of those that it has. */
export function legend(graph: TopologyGraph, { x, y, width }: { readonly x: number; readonly y: number; readonly width: number }): Legend {
  let [column, line] = [0, 0];
  const entries = entriesOf(graph);
  const drawings = entries.map((entry) => {
    const needed = entry.width + GAP + textWidth(entry.text, ROW);
    if (column > 0 && column + needed > width) [column, line] = [0, line + 1];
    const at = { x: x + column, y: y + line * LINE };
    column += needed + SPACE;
    return html`${entry.mark(at.x, at.y)}${textDrawing(entry.text, { x: at.x + entry.width + GAP, y: at.y + 13 }, width, ROW, "muted")}`;
  });
  return { height: entries.length === 0 ? 0 : (line + 1) * LINE, drawing: html`<g>${drawings}</g>` };
}

function entriesOf({ platforms, hosts }: TopologyGraph): readonly Entry[] {
  const frames = [...platforms, ...hosts];
  const cards = frames.flatMap((frame) => frame.cards);
  const tones = new Set(cards.map(({ tone }) => tone));
  const kinds = new Set(frames.flatMap(({ links }) => links.map(({ kind }) => kind)));
  const roles = TONES.filter(([tone]) => tones.has(tone)).map(([tone, text]): Entry => ({ text, width: 4, mark: (x, y) => html`<rect x=${x} y=${y + 2} width="4" height="14" rx="1" ...${paint(tone)} />` }));
  const paths = PATHS.filter((kind) => kinds.has(kind)).map((kind): Entry => ({ text: kind, width: 30, mark: (x, y) => sample(kind, { x, y: y + 9 }, 30) }));
  return [
    ...roles,
    ...(cards.some(({ tag }) => tag !== undefined) ? [{ text: "location of the node", width: tagWidth(TAG_TEXT), mark: (x: number, y: number) => tagDrawing(TAG_TEXT, { x, y }, tagWidth(TAG_TEXT)) }] : []),
    ...paths,
    ...([...frames, ...cards].some(({ existing }) => existing) ? [{ text: "exists without this deployment", width: 24, mark: (x: number, y: number) => html`<rect x=${x} y=${y + 2} width="24" height="14" rx="3" stroke-dasharray=${EXISTING_DASHES} ...${paint("card")} />` }] : []),
  ];
}
