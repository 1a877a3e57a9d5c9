import { html } from "htm/preact";
import type { VNode } from "preact";
import type { Card, Frame, LinkKind } from "./graph";
import type { Arrangement, PlacedCard, PlacedFrame, PlacedLink } from "./layout";
import { arrowhead, roundedPath, untilArrowhead } from "./route";
import { ASIDE_GAP, CARD_NAME, FRAME_NAME, LEAD, LINE_HEIGHT, PADDING, ROW, TAG, TAG_GAP, TAG_PADDING, tagWidth } from "./sizes";
import { paint, type PaintName } from "./style";
import { shortened, textWidth, type Typeface } from "./text-width";

/** How far the second outline of a box for several nodes shows. */
const STACKED = 4;

/** Lines that mean different things look different without colour. */
const DASHES: Readonly<Record<LinkKind, string | undefined>> = { adapter: undefined, transcoding: undefined, "primary overflow": "8 4", "secondary overflow": "2 4" };

/** Dashes of what exists without this deployment. */
export const EXISTING_DASHES = "5 3";

interface At {
  readonly x: number;
  readonly y: number;
}

/** Everything of one part of the picture: frames first, then lines, then boxes. */
export function arrangementDrawing({ frames }: Arrangement, { x, y }: At): VNode {
  return html`<g transform=${`translate(${x} ${y})`}>${frames.map(frameDrawing)}</g>`;
}

/** A text that ends in an ellipsis where it would leave its box; the whole text is its tooltip. */
export function textDrawing(text: string, { x, y }: At, width: number, face: Typeface, name: PaintName, anchor?: "middle"): VNode {
  const shown = shortened(text, width, face);
  return html`<text x=${x} y=${y} font-size=${face.size} font-weight=${face.bold === true ? 600 : undefined} text-anchor=${anchor} ...${paint(name)}>${shown === text ? null : html`<title>${text}</title>`}${shown}</text>`;
}

function frameDrawing({ x, y, width, height, frame, cards, links }: PlacedFrame): VNode {
  const inner = width - 2 * PADDING;
  return html`<g>
    <rect x=${x} y=${y} width=${width} height=${height} rx="8" stroke-dasharray=${frame.existing ? EXISTING_DASHES : undefined} ...${paint("frame")} />
    ${frameNameDrawing(frame, { x: x + PADDING, y: y + PADDING + 12 }, inner)}
    ${frame.facts.map((fact, index) => textDrawing(fact, { x: x + PADDING, y: y + PADDING + 12 + LINE_HEIGHT * (index + 1) }, inner, ROW, "muted"))}
    ${links.map(linkDrawing)}${links.map(labelDrawing)}${cards.map(cardDrawing)}
  </g>`;
}

/** Room that a long name leaves to what stands beside it. */
const NAME_SHARE = 0.6;

function frameNameDrawing({ name, aside }: Frame, at: At, width: number): VNode {
  const shownName = shortened(name, Math.max(width * NAME_SHARE, width - ASIDE_GAP - textWidth(aside, ROW)), FRAME_NAME);
  const shownAside = shortened(aside, width - ASIDE_GAP - textWidth(shownName, FRAME_NAME), ROW);
  const tooltip = shownName === name && shownAside === aside ? null : html`<title>${`${name} ${aside}`}</title>`;
  return html`<text x=${at.x} y=${at.y} font-size=${FRAME_NAME.size} font-weight="600" ...${paint("ink")}>${tooltip}${shownName}<tspan dx=${ASIDE_GAP} font-size=${ROW.size} font-weight="400" ...${paint("muted")}>${shownAside}</tspan></text>`;
}

function linkDrawing({ link, points }: PlacedLink): VNode {
  if (link.kind === "adapter") return html`<path d=${roundedPath(points)} stroke-width="1.5" ...${paint("cable")} />`;
  return html`<path d=${roundedPath(untilArrowhead(points))} stroke-width="1.5" stroke-dasharray=${DASHES[link.kind]} ...${paint("path")} /><polygon points=${arrowhead(points)} ...${paint("ink")} />`;
}

function labelDrawing({ link, label }: PlacedLink): VNode | null {
  if (label === undefined) return null;
  return html`<rect x=${label.x} y=${label.y} width=${label.width} height=${label.height} ...${paint("label")} /><text x=${label.x + label.width / 2} y=${label.y + 12} font-size=${TAG.size} text-anchor="middle" ...${paint("ink")}>${link.kind}</text>`;
}

function cardDrawing({ x, y, width, height, card }: PlacedCard): VNode {
  const inner = width - 2 * PADDING;
  const outline = { width, height, rx: 5, "stroke-dasharray": card.existing ? EXISTING_DASHES : undefined, ...paint(card.shape === "switch" ? "switch" : "card") };
  const tag = card.tag === undefined ? 0 : tagWidth(card.tag, card.name, inner);
  return html`<g>
    ${card.count > 1 ? html`<rect x=${x + STACKED} y=${y - STACKED} ...${outline} />` : null}
    <rect x=${x} y=${y} ...${outline} />
    ${card.tone === "plain" ? null : html`<rect x=${x} y=${y + 5} width="4" height=${height - 10} rx="1" ...${paint(card.tone)} />`}
    ${textDrawing(card.name, { x: x + PADDING, y: y + PADDING + 7 }, inner - (tag === 0 ? 0 : tag + TAG_GAP), CARD_NAME, "ink")}
    ${card.tag === undefined ? null : tagDrawing(card.tag, { x: x + width - PADDING / 2 - tag, y: y + 6 }, tag)}
    ${rowsDrawing(card, { x: x + PADDING, y: y + PADDING + 7 }, inner)}
  </g>`;
}

export function tagDrawing(tag: string, { x, y }: At, width: number): VNode {
  return html`<rect x=${x} y=${y} width=${width} height="17" rx="8.5" ...${paint("tag")} />${textDrawing(tag, { x: x + width / 2, y: y + 12.5 }, width - 2 * TAG_PADDING, TAG, "ink", "middle")}`;
}

function rowsDrawing({ rows, tone }: Card, { x, y }: At, width: number): readonly VNode[] {
  return rows.map(({ lead, text }, index) => {
    const at = { x, y: y + LINE_HEIGHT * (index + 1) };
    if (lead === undefined) return textDrawing(text, at, width, ROW, "muted");
    const shown = shortened(text, width - textWidth(lead, LEAD), ROW);
    return html`<text x=${at.x} y=${at.y} font-size=${ROW.size} ...${paint("muted")}>${shown === text ? null : html`<title>${lead}${text}</title>`}<tspan font-weight="600" ...${paint(tone)}>${lead}</tspan>${shown}</text>`;
  });
}

/** A sample of a line, for the legend. */
export function sample(kind: LinkKind, from: At, length: number): VNode {
  return linkDrawing({ link: { id: "", kind, from: "", to: "" }, points: [from, { x: from.x + length, y: from.y }] });
}
