import { arrowhead, roundedPath, untilArrowhead } from "../../../lib/documents/topology/route";

const CORNERED = [
  { x: 0, y: 0 },
  { x: 20, y: 0 },
  { x: 20, y: 50 },
];

test("a line turns in a curve, a tight one where it is short", () => {
  expect(roundedPath(CORNERED)).toBe("M0 0L14 0Q20 0 20 6L20 50");
  expect(roundedPath([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 50 }])).toBe("M0 0L2 0Q4 0 4 2L4 50");
});

test("the head has its tip at the end, and points where the line goes", () => {
  expect(arrowhead(CORNERED)).toBe("20,50 16,41 24,41");
  expect(arrowhead([{ x: 40, y: 0 }, { x: 0, y: 0 }])).toBe("0,0 9,-4 9,4");
});

test("the line ends under its head, and never before it begins", () => {
  expect(untilArrowhead(CORNERED).at(-1)).toEqual({ x: 20, y: 42 });
  expect(untilArrowhead([{ x: 0, y: 0 }, { x: 3, y: 0 }]).at(-1)).toEqual({ x: 0, y: 0 });
});
