import { type Arrangement, GAP } from "./layout";

/** The same arrangement with frames that end where the next one or the picture does: no ragged edges. What they hold stays where it is. */
export function stretched({ height, frames }: Arrangement, width: number): Arrangement {
  const wide = frames.map((frame) => {
    const edges = frames.filter((other) => other.x > frame.x && overlap(other.y, other.height, frame.y, frame.height)).map(({ x }) => x - GAP);
    return { ...frame, width: Math.max(frame.width, Math.min(width, ...edges) - frame.x) };
  });
  const high = wide.map((frame) => {
    const edges = wide.filter((other) => other.y > frame.y && overlap(other.x, other.width, frame.x, frame.width)).map(({ y }) => y - GAP);
    return { ...frame, height: Math.max(frame.height, Math.min(height, ...edges) - frame.y) };
  });
  return { width, height, frames: high };
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): boolean {
  return start < otherStart + otherLength && otherStart < start + length;
}
