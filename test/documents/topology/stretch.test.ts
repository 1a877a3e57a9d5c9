import type { Box, PlacedFrame } from "../../../lib/documents/topology/layout";
import { stretched } from "../../../lib/documents/topology/stretch";

const placed = (box: Box): PlacedFrame => ({ ...box, frame: { id: "", name: "", aside: "", facts: [], existing: false, cards: [], links: [] }, cards: [], links: [] });
const boxes = (...given: readonly Box[]) => stretched({ width: 500, height: 300, frames: given.map(placed) }, 600).frames.map(({ x, y, width, height }) => ({ x, y, width, height }));

test("a frame ends where its neighbour or the picture does", () => {
  expect(boxes({ x: 0, y: 0, width: 400, height: 100 }, { x: 0, y: 116, width: 200, height: 184 }, { x: 216, y: 116, width: 200, height: 100 })).toEqual([
    { x: 0, y: 0, width: 600, height: 100 },
    { x: 0, y: 116, width: 200, height: 184 },
    { x: 216, y: 116, width: 384, height: 184 },
  ]);
});

test("frames that are stacked beside a tall one stay apart", () => {
  expect(boxes({ x: 0, y: 0, width: 200, height: 300 }, { x: 216, y: 0, width: 100, height: 100 }, { x: 216, y: 116, width: 200, height: 100 })).toEqual([
    { x: 0, y: 0, width: 200, height: 300 },
    { x: 216, y: 0, width: 384, height: 100 },
    { x: 216, y: 116, width: 384, height: 184 },
  ]);
});
