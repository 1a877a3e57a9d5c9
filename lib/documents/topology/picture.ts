import { html } from "htm/preact";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { descriptionOf, titleOf } from "./description";
import { arrangementDrawing, textDrawing } from "./drawing";
import type { TopologyGraph } from "./graph";
import type { Arrangement } from "./layout";
import { legend } from "./legend";
import { stretched } from "./stretch";
import { FONTS, paint, STYLE } from "./style";
import type { Typeface } from "./text-width";

/** In pixels. */
const LEAST_WIDTH = 430;
const MARGIN = 16;
const HEADING_HEIGHT = 30;
const HEADING: Typeface = { size: 15, bold: true };
const REMARK: Typeface = { size: 13 };

/** The picture as an SVG document: title and arrangement of each part from above to below, then the legend. */
export function pictureSvg(graph: TopologyGraph, parts: readonly (readonly [string, Arrangement])[]): string {
  return wellFormed(renderToString(picture(graph, parts.filter(([, { frames }]) => frames.length > 0))));
}

function picture(graph: TopologyGraph, parts: readonly (readonly [string, Arrangement])[]): VNode {
  const inner = Math.max(LEAST_WIDTH, ...parts.map(([, { width }]) => width));
  let y = MARGIN;
  const drawings = parts.map(([title, arrangement]) => {
    const top = y;
    y += HEADING_HEIGHT + arrangement.height + MARGIN;
    return html`${textDrawing(title, { x: MARGIN, y: top + 16 }, inner, HEADING, "ink")}${arrangementDrawing(stretched(arrangement, inner), { x: MARGIN, y: top + HEADING_HEIGHT })}`;
  });
  if (parts.length === 0) {
    drawings.push(textDrawing("Nothing is described yet: no host, no Management Node.", { x: MARGIN, y: y + 20 }, inner, REMARK, "ink"));
    y += HEADING_HEIGHT + MARGIN;
  }
  const marks = legend(graph, { x: MARGIN, y, width: inner });
  const [width, height] = [inner + 2 * MARGIN, y + (marks.height === 0 ? 0 : marks.height + MARGIN / 2)];
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="topology"
    role="img"
    aria-labelledby="topology-title"
    aria-describedby="topology-description"
    viewBox=${`0 0 ${width} ${height}`}
    width=${width}
    height=${height}
    font-family=${FONTS}
  >
    <title id="topology-title">${titleOf(graph)}</title>
    <desc id="topology-description">${descriptionOf(graph)}</desc>
    <style>${STYLE}</style>
    <rect width=${width} height=${height} ...${paint("page")} />
    ${drawings}${marks.drawing}
  </svg>`;
}

/** Characters that XML forbids, and those that turn the direction of what follows or that nobody sees: in a name they are a trick. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Preact escapes for HTML; XML also refuses these characters, and `]]>` in text. */
function wellFormed(svg: string): string {
  return `${svg.replace(FORBIDDEN, "\ufffd").replaceAll("]]>", "]]&gt;")}\n`;
}
