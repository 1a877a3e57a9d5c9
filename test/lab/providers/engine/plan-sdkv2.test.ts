import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import { asText } from "../../../../lib/lab/providers/engine/members";
import { book, shelf } from "./shelf-provider";

test("fills in defaults, in blocks as well, and leaves to the apply what is computed", async () => {
  const { plan } = await shelf("sdkv2", { defaults: { pages: 100, "chapter.level": 1 } });
  const { state, legacyTypeSystem, requiresReplace } = await plan(null, book({ chapter: [{ heading: "One", level: null, page: null }] }));
  expect(state).toEqual(book({ id: UNKNOWN, pages: 100, colour: UNKNOWN, seen: UNKNOWN, chapter: [{ heading: "One", level: 1, page: UNKNOWN }] }));
  expect(legacyTypeSystem).toBe(true);
  expect(requiresReplace).toEqual([]);
});

test("keeps what is computed in an update", async () => {
  const { plan } = await shelf("sdkv2");
  const prior = book({ id: "1", colour: "red", seen: "today", pages: 3 });
  expect((await plan(prior, book({ pages: 4 }), { ...prior, pages: 4 })).state).toEqual({ ...prior, pages: 4 });
});

test("cannot tell what is not set from a zero, nor one order of a set from another", async () => {
  const { plan } = await shelf("sdkv2");
  const prior = book({ id: "1", colour: "red", seen: "", note: "", pages: 0, tags: ["a", "b"] });
  expect((await plan(prior, book({ tags: ["b", "a"] }), { ...prior, note: null, pages: null, tags: ["b", "a"] })).state).toEqual(prior);
});

test("replaces for an attribute that forces it, with the path that differs", async () => {
  const { plan } = await shelf("sdkv2", { forceNew: ["title"] });
  const prior = book({ id: "1" });
  expect((await plan(prior, book({ title: "Emma" }), { ...prior, title: "Emma" })).requiresReplace).toEqual([["title"]]);
  expect((await plan(prior, book({ pages: 7 }), { ...prior, pages: 7 })).requiresReplace).toEqual([]);
});

test("replaces when an element with an attribute that forces it comes or goes", async () => {
  const { plan } = await shelf("sdkv2", { forceNew: ["chapter.level"], defaults: { "chapter.level": 0 } });
  const one = { heading: "One", level: 0, page: 1 };
  const two = { heading: "Two", level: 0, page: 2 };
  const written = { heading: "Two", level: null, page: null };
  const grown = await plan(book({ id: "1", chapter: [one] }), book({ chapter: [one, written] }), book({ id: "1", chapter: [one, written] }));
  expect(grown.requiresReplace).toEqual([["chapter", 1, "level"]]);
  expect(grown.state).toMatchObject({ chapter: [one, { heading: "Two", level: 0, page: UNKNOWN }] });
  const shrunk = await plan(book({ id: "1", chapter: [one, two] }), book({ chapter: [one] }), book({ id: "1", chapter: [one] }));
  expect(shrunk.requiresReplace).toEqual([["chapter", 1, "level"]]);
});

test("keeps the old value where a difference is suppressed", async () => {
  const { plan } = await shelf("sdkv2", { forceNew: ["title"], suppress: { title: (was, planned) => asText(was).toLowerCase() === asText(planned).toLowerCase() } });
  const prior = book({ id: "1" });
  expect(await plan(prior, book({ title: "DUNE" }), { ...prior, title: "DUNE" })).toMatchObject({ state: { title: "Dune" }, requiresReplace: [] });
});

test("asks for each key of a map whether its difference counts", async () => {
  const { plan } = await shelf("sdkv2", { suppress: { labels: (was, planned) => planned === null || was === planned } });
  const prior = book({ id: "1", labels: { a: "1", b: "2" } });
  const planned = (labels: Record<string, string>) => plan(prior, book({ labels }), { ...prior, labels });
  expect((await planned({ a: "1" })).state).toEqual(prior);
  expect((await planned({ a: "7" })).state).toMatchObject({ labels: { a: "7", b: "2" } });
});

test("a suppression does not hide a value that is not known yet", async () => {
  const { plan } = await shelf("sdkv2", { suppress: { note: () => true } });
  const prior = book({ id: "1", note: "old" });
  expect((await plan(prior, book({ note: UNKNOWN }), { ...prior, note: UNKNOWN })).state).toMatchObject({ note: UNKNOWN });
});

test("the durations of operations are no difference, and go into the private state", async () => {
  const { plan } = await shelf("sdkv2", { timeouts: { create: 60_000, read: 30_000 } });
  const timeouts = { create: "1h30m", read: null };
  const { state, private: kept } = await plan(null, book({ timeouts }));
  expect(state).toMatchObject({ timeouts });
  expect(JSON.parse(Buffer.from(kept!).toString())).toEqual({ "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0": { create: 5_400e9, read: 30e9 } });
  await expect(plan(null, book({ timeouts: { create: "soon", read: null } }))).rejects.toThrow('error parsing "create" timeout: time: invalid duration "soon"');
});

test("a destroy is planned as it came", async () => {
  const { handler } = await shelf("sdkv2");
  const request = { typeName: "shelf_book", priorState: book({ id: "1" }), proposedState: null, config: null, private: new Uint8Array() };
  expect(await handler.planResourceChange!(request, { peer: "127.0.0.1:1" })).toMatchObject({ state: null, legacyTypeSystem: true });
});
