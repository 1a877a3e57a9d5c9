import type { Card, Frame, Link } from "./graph";
import { textWidth, type Typeface } from "./text-width";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels, as everything here. On A4 a picture of 900 pixels has letters of almost 7 points. */
export const FRAME_NAME: Typeface = { size: 14, bold: true };
export const CARD_NAME: Typeface = { size: 13, bold: true };
export const ROW: Typeface = { size: 12 };
export const LEAD: Typeface = { size: 12, bold: true };
export const TAG: Typeface = { size: 11 };

export const LINE_HEIGHT = 16;
export const PADDING = 12;
export const TAG_PADDING = 7;
export const TAG_GAP = 10;
/** Between the name of a frame and what stands beside it. */
export const ASIDE_GAP = 8;

/** A long name takes room from its tag, down to this. */
const LEAST_TAG_WIDTH = 64;
const MOST_TAG_WIDTH = 130;

/** Boxes of one shape have one width, so that they stand in columns; longer names are shortened. */
const WIDTHS: Readonly<Record<Card["shape"], { readonly least: number; readonly most: number }>> = {
  machine: { least: 170, most: 300 },
  switch: { least: 90, most: 140 },
  location: { least: 130, most: 240 },
};

/** Widest header of a frame that is not shortened. */
const MOST_HEADER_WIDTH = 560;

/** From one path of media to the next at the edge of a location. */
const PATH_SPACING = 12;

/** The size of every box, by its id. */
export function cardSizes(frames: readonly Frame[]): ReadonlyMap<string, Size> {
  const widest = { machine: 0, switch: 0, location: 0 };
  for (const card of frames.flatMap(({ cards }) => cards)) widest[card.shape] = Math.max(widest[card.shape], naturalWidth(card));
  return new Map(
    frames.flatMap(({ cards, links }) => {
      const paths = pathCounts(links);
      return cards.map(({ id, shape, rows }): [string, Size] => {
        const { least, most } = WIDTHS[shape];
        const width = Math.min(most, Math.max(least, widest[shape]));
        return [id, { width, height: Math.max(PADDING / 2 + LINE_HEIGHT * (1 + rows.length) + PADDING, PATH_SPACING * ((paths.get(id) ?? 0) + 1)) }];
      });
    }),
  );
}

/** How many paths of media arrive at each location: they stay apart. */
function pathCounts(links: readonly Link[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { to, kind } of links) if (kind !== "adapter") counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}

/** Width of a tag, beside a name in a row of this width. */
export function tagWidth(tag: string, name = "", row = Infinity): number {
  const room = Math.max(LEAST_TAG_WIDTH, row - TAG_GAP - textWidth(name, CARD_NAME));
  return Math.min(MOST_TAG_WIDTH, room, textWidth(tag, TAG) + 2 * TAG_PADDING);
}

/** Room for the name and the facts of a frame, above its boxes. */
export function headerSize({ name, aside, facts }: Frame): Size {
  const width = Math.max(textWidth(name, FRAME_NAME) + ASIDE_GAP + textWidth(aside, ROW), ...facts.map((fact) => textWidth(fact, ROW)));
  return { width: Math.min(MOST_HEADER_WIDTH, width) + 2 * PADDING, height: PADDING + LINE_HEIGHT * (1 + facts.length) + PADDING };
}

function naturalWidth({ name, tag, rows }: Card): number {
  const first = textWidth(name, CARD_NAME) + (tag === undefined ? 0 : TAG_GAP + tagWidth(tag));
  return 2 * PADDING + Math.max(first, ...rows.map(({ lead = "", text }) => textWidth(lead, LEAD) + textWidth(text, ROW)));
}
