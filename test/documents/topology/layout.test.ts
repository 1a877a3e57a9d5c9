import type { Card, Frame, LinkKind } from "../../../lib/documents/topology/graph";
import { arrange, type ArrangementOptions, type Box, type Point } from "../../../lib/documents/topology/layout";

const card = (id: string): Card => ({ id, shape: "location", tone: "plain", name: id, rows: [{ text: "on hv1" }], existing: false, count: 1 });
const path = (from: string, to: string, kind: LinkKind) => ({ id: `${from}-${to}-${kind}`, from, to, kind });

/** Edge, transcoding, and two locations that overflow to each other. */
const MEDIA: Frame = {
  id: "p",
  name: "manager.example.com",
  aside: "",
  facts: [],
  existing: false,
  cards: ["oslo", "bergen", "dmz"].map(card),
  links: [path("oslo", "bergen", "primary overflow"), path("bergen", "oslo", "primary overflow"), path("dmz", "oslo", "transcoding"), path("dmz", "bergen", "secondary overflow")],
};

const ACROSS: ArrangementOptions = { direction: "RIGHT", width: 900, lines: "labelled paths" };
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const contains = (outer: Box, inner: Box): boolean => inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
const touches = ({ x, y, width, height }: Box, point: Point): boolean => point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;

test.each(["RIGHT", "DOWN"] as const)("%s: boxes and labels keep apart, within their frame, and lines end where they should", async (direction) => {
  const { frames } = await arrange([MEDIA], { ...ACROSS, direction });
  const [frame] = frames;
  const labels = frame.links.map(({ label }) => label!);
  const boxes = [...frame.cards, ...labels];
  for (const [index, box] of boxes.entries()) {
    expect(contains(frame, box)).toBe(true);
    for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
  }
  for (const { link, points } of frame.links) {
    expect(touches(frame.cards.find((one) => one.card.id === link.from)!, points[0])).toBe(true);
    expect(touches(frame.cards.find((one) => one.card.id === link.to)!, points.at(-1)!)).toBe(true);
  }
});

test("media reads from the edge over transcoding to overflow, whatever the order of the model", async () => {
  const across = (await arrange([MEDIA], ACROSS)).frames[0].cards;
  const xOf = (id: string): number => across.find((one) => one.card.id === id)!.x;
  expect(xOf("dmz")).toBeLessThan(xOf("oslo"));
  expect(xOf("oslo")).toBeLessThan(xOf("bergen"));
  const down = (await arrange([MEDIA], { ...ACROSS, direction: "DOWN" })).frames[0].cards;
  expect(down[2].y).toBeLessThan(down[0].y);
});

test("transcoding leads on, even where media overflows back to the edge that the model names later", async () => {
  const links = [path("oslo", "dmz", "primary overflow"), path("dmz", "oslo", "transcoding")];
  const [oslo, dmz] = (await arrange([{ ...MEDIA, cards: ["oslo", "dmz"].map(card), links }], ACROSS)).frames[0].cards;
  expect(dmz.x).toBeLessThan(oslo.x);
});

test("frames stand beside each other as long as they fit, and never overlap", async () => {
  const frames = ["a", "b", "c"].map((id) => ({ ...MEDIA, id, cards: [card(`${id}1`)], links: [] }));
  const { frames: placed, width } = await arrange(frames, { ...ACROSS, width: 600 });
  expect(placed[0].y).toBe(placed[1].y);
  expect(placed[2].y).toBeGreaterThan(placed[0].y);
  expect(width).toBeLessThanOrEqual(600);
  expect(placed.flatMap((one, index) => placed.slice(index + 1).filter((other) => overlap(one, other)))).toEqual([]);
});

test("boxes that no line joins fill a row", async () => {
  const [{ cards }] = (await arrange([{ ...MEDIA, cards: ["a", "b", "c", "d"].map(card), links: [] }], ACROSS)).frames;
  expect(new Set(cards.map(({ y }) => y)).size).toBe(1);
});

test("a location where many paths arrive is tall enough to keep them apart", async () => {
  const from = Array.from({ length: 19 }, (_, index) => card(`site-${index}`));
  const links = from.map(({ id }) => path(id, "hub", "primary overflow"));
  const [frame] = (await arrange([{ ...MEDIA, cards: [card("hub"), ...from], links }], { ...ACROSS, lines: "paths" })).frames;
  const arrivals = frame.links.map(({ points }) => points.at(-1)!.y).sort((a, b) => a - b);
  expect(Math.min(...arrivals.slice(1).map((y, index) => y - arrivals[index]))).toBeGreaterThanOrEqual(10);
  expect(frame.links.every(({ label }) => label === undefined)).toBe(true);
});

test("a switch has one trunk, from which a cable branches off to each VM", async () => {
  const links = ["b", "c"].map((to) => path("a", to, "adapter"));
  const [frame] = (await arrange([{ ...MEDIA, cards: ["a", "b", "c"].map(card), links }], { ...ACROSS, lines: "cables" })).frames;
  expect(frame.links[0].points[0]).toEqual(frame.links[1].points[0]);
});

test("nothing has no size", async () => {
  expect(await arrange([], ACROSS)).toEqual({ width: 0, height: 0, frames: [] });
});
