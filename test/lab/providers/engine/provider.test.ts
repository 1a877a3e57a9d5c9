import { Refusal } from "../../../../lib/lab/plugin/handler";
import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import type { Attributes, OperationContext } from "../../../../lib/lab/providers/engine/behaviour";
import { asText } from "../../../../lib/lab/providers/engine/members";
import { book, CALLER, shelf } from "./shelf-provider";

const PLANNED = book({ id: UNKNOWN, colour: UNKNOWN, seen: UNKNOWN, pages: 3, chapter: [{ heading: "One", level: null, page: UNKNOWN }] });
const KNOWN = { pages: 3, chapter: [{ heading: "One", level: null, page: null }] };

describe("a create", () => {
  test.each(["sdkv2", "framework"] as const)("answers with every attribute of the schema (%s)", async (flavour) => {
    const { change } = await shelf(flavour, { create: () => ({ id: "7", seen: "now", other: "thrown away" }) });
    expect((await change(null, PLANNED)).state).toEqual(book({ ...KNOWN, id: "7", seen: "now" }));
  });

  test("in the framework's way hands on what it left unknown, for Terraform to refuse", async () => {
    const { change } = await shelf("framework", { create: (planned) => ({ ...planned, id: "7" }) });
    expect((await change(null, PLANNED)).state).toMatchObject({ seen: UNKNOWN });
  });

  test("that fails leaves nothing, or what it kept", async () => {
    const failing = (keep: boolean) =>
      shelf("sdkv2", {
        create: (_planned, context) => {
          if (keep) context.keep({ id: "7" });
          throw new Error("the shelf is full");
        },
      });
    const [lost, kept] = [await failing(false), await failing(true)];
    expect(await lost.change(null, PLANNED)).toMatchObject({ state: null, diagnostics: [{ summary: "the shelf is full" }] });
    expect(await kept.change(null, PLANNED)).toMatchObject({ state: book({ ...KNOWN, id: "7" }), diagnostics: [{ summary: "the shelf is full" }] });
  });
});

test("an empty collection that SDKv2 planned as none stays none, and the other way round", async () => {
  const { change } = await shelf("sdkv2", { create: () => ({ id: "1", tags: [], labels: {}, chapter: [{ heading: "One", level: 1, page: 1 }] }) });
  expect((await change(null, book({ chapter: [{ heading: "One", level: null, page: UNKNOWN }] }))).state).toMatchObject({ tags: null, labels: null, chapter: [{ level: 1 }] });
  const { change: lost } = await shelf("sdkv2", { create: () => ({ id: "1", tags: null, labels: null }) });
  expect((await lost(null, book({ tags: [], labels: {} }))).state).toMatchObject({ tags: [], labels: {} });
  const { change: framework } = await shelf("framework", { create: () => ({ id: "1", tags: [] }) });
  expect((await framework(null, book({}))).state).toMatchObject({ tags: [] });
});

describe("an update that fails", () => {
  const fail = () => {
    throw new Refusal([{ summary: "no", detail: "not today", attribute: ["pages"] }]);
  };
  const prior = book({ id: "1", pages: 2, seen: "then" });
  const planned = book({ id: "1", pages: 3, seen: UNKNOWN });

  test("leaves in the state what was planned in sdkv2", async () => {
    expect((await (await shelf("sdkv2", { update: fail })).change(prior, planned)).state).toEqual({ ...planned, seen: "then" });
  });

  test("leaves in the state what was there in the framework", async () => {
    const { change } = await shelf("framework", { update: fail });
    expect(await change(prior, planned)).toMatchObject({ state: prior, diagnostics: [{ summary: "no", detail: "not today", attribute: ["pages"] }] });
  });

  test("is refused where there is none", async () => {
    expect((await (await shelf("sdkv2")).change(prior, planned)).diagnostics).toEqual([{ summary: "doesn't support update" }]);
  });
});

test("a delete that fails keeps the state, one that works empties it", async () => {
  const prior = book({ id: "1" });
  expect(await (await shelf("sdkv2")).change(prior, null)).toMatchObject({ state: null, diagnostics: [] });
  const { change } = await shelf("framework", { delete: () => Promise.reject(new Error("in use")) });
  expect(await change(prior, null)).toMatchObject({ state: prior, diagnostics: [{ summary: "in use" }] });
});

test("a read finds what changed, keeps what it is not told, and says when the thing is gone", async () => {
  const found: Record<string, Attributes | null> = { "1": { pages: 9 }, "2": null };
  const { read } = await shelf("framework", { read: ({ id }) => found[asText(id)] });
  expect((await read(book({ id: "1", note: "secret" }))).state).toEqual(book({ id: "1", note: "secret", pages: 9 }));
  expect((await read(book({ id: "2" }))).state).toBeNull();
});

test("an operation knows its duration: from the block, else the resource's, else 20 minutes", async () => {
  const durations: number[] = [];
  const note = (_state: Attributes, { timeout }: OperationContext<string>) => {
    durations.push(timeout);
    return {};
  };
  const { plan, read, handler } = await shelf("sdkv2", { read: note, create: note, timeouts: { read: 60_000 } });
  const { private: kept = new Uint8Array() } = await plan(null, book({ timeouts: { create: null, read: "90s" } }));
  await read(book({ id: "1" }), Buffer.from(kept));
  await read(book({ id: "1" }));
  await handler.applyResourceChange!({ typeName: "shelf_book", priorState: null, plannedState: book({}), config: book({}), private: kept }, CALLER);
  expect(durations).toEqual([90_000, 60_000, 1_200_000]);
});

test("each connection has a configuration of its own, and only its own operations are interrupted", async () => {
  const seen: [string, boolean][] = [];
  const { handler, change } = await shelf("sdkv2", {
    create: (_planned, { connection, signal }) => {
      seen.push([connection, signal.aborted]);
      return { id: connection };
    },
  });
  const other = { peer: "127.0.0.1:2" };
  await handler.configureProvider!({ terraformVersion: "1.11.4", config: { room: "attic" } }, other);
  await handler.stopProvider!({}, CALLER);
  await change(null, PLANNED);
  await change(null, PLANNED, other);
  expect(seen).toEqual([
    ["hall", true],
    ["attic", false],
  ]);
  await handler.configureProvider!({ terraformVersion: "1.11.4", config: { room: null } }, CALLER);
  await change(null, PLANNED);
  expect(seen[2]).toEqual(["hall", false]);
  await expect(change(null, PLANNED, { peer: "127.0.0.1:3" })).rejects.toThrow("shelf_book: the provider was not configured");
});

test("an import has every attribute, and is refused where there is none", async () => {
  const { handler } = await shelf("framework", { import: (id) => ({ id }) });
  expect(await handler.importResourceState!({ typeName: "shelf_book", id: "7" }, CALLER)).toMatchObject({ resources: [{ typeName: "shelf_book", state: book({ id: "7", title: null }) }] });
  const refused = async (flavour: "sdkv2" | "framework") => (await shelf(flavour)).handler.importResourceState!({ typeName: "shelf_book", id: "7" }, CALLER);
  await expect(refused("sdkv2")).rejects.toThrow("resource shelf_book doesn't support import");
  await expect(refused("framework")).rejects.toThrow("Resource Import Not Implemented");
});

test("a state of an older version loses what the schema does not have", async () => {
  const { handler } = await shelf("sdkv2");
  expect(await handler.upgradeResourceState!({ typeName: "shelf_book", version: 0, state: { id: "1", title: "Dune", weight: 3 } }, CALLER)).toEqual({ state: book({ id: "1" }) });
});

test("a data source answers with its defaults and what it found", async () => {
  const { handler } = await shelf("sdkv2");
  expect(await handler.readDataSource!({ typeName: "shelf_book", config: { id: null, title: "Dune", pages: null } }, CALLER)).toMatchObject({ state: { id: "found Dune", title: "Dune", pages: 1 } });
});

test("what is not modelled is refused by its name", async () => {
  const { handler } = await shelf("sdkv2");
  expect(() => handler.validateResourceConfig!({ typeName: "shelf_lamp", config: {} }, CALLER)).toThrow("the lab does not model the resource shelf_lamp");
  expect(() => handler.validateDataSourceConfig!({ typeName: "shelf_lamp", config: {} }, CALLER)).toThrow("the lab does not model the data source shelf_lamp");
});

test("a provider block is judged", async () => {
  const { handler } = await shelf("framework", {}, { validate: ({ room }) => (room === "cellar" ? [{ summary: "too damp", attribute: ["room"] }] : []) });
  expect(await handler.validateProviderConfig!({ config: { room: "cellar" } }, CALLER)).toEqual({ diagnostics: [{ summary: "too damp", attribute: ["room"] }] });
});
