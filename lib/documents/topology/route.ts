import type { Point } from "./layout";

/** Length and half the width of an arrowhead, in pixels. */
const ARROW_LENGTH = 9;
const ARROW_HALF = 4;

/** How round a corner is, in pixels, where the line is long enough. */
const CORNER = 6;

/** A line with rounded corners, as the `d` of a path. */
export function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const radius = Math.min(CORNER, distance(before, point) / 2, distance(point, after) / 2);
      const [enter, leave] = [towards(point, before, radius), towards(point, after, radius)];
      return `L${enter.x} ${enter.y}Q${point.x} ${point.y} ${leave.x} ${leave.y}`;
    })
    .join("");
}

/** The head at the end of a line, as the `points` of a polygon. A marker would need an id, and its own colours in every program. */
export function arrowhead(points: readonly Point[]): string {
  const [tip, from] = [points[points.length - 1], points[points.length - 2]];
  const base = towards(tip, from, ARROW_LENGTH);
  const aside = towards({ x: 0, y: 0 }, { x: from.y - tip.y, y: tip.x - from.x }, ARROW_HALF);
  return [tip, { x: base.x + aside.x, y: base.y + aside.y }, { x: base.x - aside.x, y: base.y - aside.y }].map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(" ");
}

/** The line without the part that its arrowhead covers. */
export function untilArrowhead(points: readonly Point[]): readonly Point[] {
  const [tip, from] = [points[points.length - 1], points[points.length - 2]];
  return [...points.slice(0, -1), towards(tip, from, Math.min(ARROW_LENGTH - 1, distance(tip, from)))];
}

function towards(start: Point, end: Point, by: number): Point {
  const length = distance(start, end);
  if (length === 0) return start;
  return { x: rounded(start.x + ((end.x - start.x) * by) / length), y: rounded(start.y + ((end.y - start.y) * by) / length) };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** A tenth of a pixel is as fine as anybody sees. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
