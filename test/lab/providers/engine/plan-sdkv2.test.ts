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

test("replaces when an element with an attribute that forces it comes, and when one goes whose value is not the default", async () => {
  const { plan } = await shelf("sdkv2", { forceNew: ["chapter.level"], defaults: { "chapter.level": 0 } });
  const one = { heading: "One", level: 0, page: 1 };
  const written = { heading: "Two", level: null, page: null };
  const grown = await plan(book({ id: "1", chapter: [one] }), book({ chapter: [one, written] }), book({ id: "1", chapter: [one, written] }));
  expect(grown.requiresReplace).toEqual([["chapter", 1, "level"]]);
  expect(grown.state).toMatchObject({ chapter: [one, { heading: "Two", level: 0, page: UNKNOWN }] });
  const shrunk = (level: number) => plan(book({ id: "1", chapter: [one, { heading: "Two", level, page: 2 }] }), book({ chapter: [one] }), book({ id: "1", chapter: [one] }));
  expect(await shrunk(0)).toMatchObject({ requiresReplace: [], state: { chapter: [one] } });
  expect((await shrunk(3)).requiresReplace).toEqual([["chapter", 1, "level"]]);
});

test("a new thing has nothing where the default is an empty text or a difference is suppressed, but an empty text that was said", async () => {
  const { plan } = await shelf("sdkv2", { defaults: { note: "", pages: 0, "chapter.level": 0 }, suppress: { "chapter.level": (was, planned) => planned === 0 || was === planned } });
  const written = { heading: "", level: null, page: null };
  expect((await plan(null, book({ chapter: [written] }))).state).toMatchObject({ note: null, pages: 0, chapter: [{ heading: "", level: null, page: UNKNOWN }] });
  expect((await plan(null, book({ note: "", colour: "" }))).state).toMatchObject({ note: "", colour: "" });
  const prior = book({ id: "1", note: "", pages: 0 });
  expect((await plan(prior, book({ chapter: [written] }), { ...prior, note: null, chapter: [written] })).state).toMatchObject({ note: "", chapter: [{ heading: "", level: null }] });
});

test("a collection that is taken away is empty, and not nothing", async () => {
  const { plan } = await shelf("sdkv2");
  const prior = book({ id: "1", tags: ["a"], labels: { a: "1" } });
  expect((await plan(prior, book({}), { ...prior, tags: null, labels: null })).state).toMatchObject({ tags: [], labels: {} });
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
  await expect(plan(null, book({ timeouts: { create: "soon", read: null } }))).rejects.toThrow('Error parsing "create" timeout: time: invalid duration "soon"');
});

test("without another difference the durations stay as they were, in the state as well", async () => {
  const { plan, handler } = await shelf("sdkv2");
  const prior = book({ id: "1", timeouts: { create: "5m", read: null } });
  expect((await plan(prior, book({ timeouts: { create: "soon", read: null } }), { ...prior, timeouts: { create: "soon", read: null } })).state).toEqual(prior);
  const request = { typeName: "shelf_book", priorState: prior, proposedState: prior, config: prior, private: Buffer.from("kept") };
  expect(await handler.planResourceChange!(request, { peer: "127.0.0.1:1" })).toMatchObject({ state: prior, private: Buffer.from("kept") });
  expect((await plan(prior, book({ pages: 7, timeouts: { create: "9m", read: null } }), { ...prior, pages: 7, timeouts: { create: "9m", read: null } })).state).toMatchObject({ pages: 7, timeouts: { create: "9m" } });
});

test("a destroy is planned as it came", async () => {
  const { handler } = await shelf("sdkv2");
  const request = { typeName: "shelf_book", priorState: book({ id: "1" }), proposedState: null, config: null, private: new Uint8Array() };
  expect(await handler.planResourceChange!(request, { peer: "127.0.0.1:1" })).toMatchObject({ state: null, legacyTypeSystem: true });
});
