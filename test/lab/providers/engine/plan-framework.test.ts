import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import { book, shelf } from "./shelf-provider";

const PRIOR = book({ id: "1", colour: "red", seen: "today", pages: 3 });

test("plans nothing where nothing differs", async () => {
  const { plan } = await shelf("framework", { forceNew: ["title"], defaults: { pages: 3 } });
  const answer = await plan(PRIOR, book({}), { ...PRIOR, pages: null });
  expect(answer).toMatchObject({ state: PRIOR, requiresReplace: [], legacyTypeSystem: false });
});

test("a computed value that nothing decides is unknown in each update, but for those that are kept", async () => {
  const { plan } = await shelf("framework", { keptInUpdates: ["id"] });
  expect((await plan(PRIOR, book({ pages: 4 }), { ...PRIOR, pages: 4 })).state).toEqual(book({ id: "1", colour: UNKNOWN, seen: UNKNOWN, pages: 4 }));
  expect((await plan(PRIOR, book({ pages: 4, colour: "blue" }), { ...PRIOR, pages: 4, colour: "blue" })).state).toMatchObject({ colour: "blue", seen: UNKNOWN });
});

test("what is kept is kept though it be nothing", async () => {
  const { plan } = await shelf("framework", { keptInUpdates: ["id", "seen"] });
  const prior = { ...PRIOR, seen: null };
  expect((await plan(prior, book({ pages: 4 }), { ...prior, pages: 4 })).state).toMatchObject({ seen: null, colour: UNKNOWN });
  expect((await plan(null, book({}))).state).toMatchObject({ seen: UNKNOWN });
});

test("a default takes the place of what Terraform proposes from the state", async () => {
  const { plan } = await shelf("framework", { defaults: { colour: "grey" } });
  expect((await plan(PRIOR, book({ pages: 3 }), PRIOR)).state).toMatchObject({ colour: "grey", seen: UNKNOWN });
});

test("nothing that is not set is taken for a zero", async () => {
  const { plan } = await shelf("framework");
  const prior = { ...PRIOR, note: "" };
  expect((await plan(prior, book({ pages: 3 }), { ...prior, note: null })).state).toMatchObject({ note: null, seen: UNKNOWN });
});

test("replaces for an attribute whose value differs or is not known yet", async () => {
  const { plan } = await shelf("framework", { forceNew: ["title", "note"] });
  expect((await plan(PRIOR, book({ title: "Emma" }), { ...PRIOR, title: "Emma" })).requiresReplace).toEqual([["title"]]);
  expect((await plan(PRIOR, book({ note: UNKNOWN }), { ...PRIOR, note: UNKNOWN })).requiresReplace).toEqual([["note"]]);
});

test("in a set, what is computed stays for the elements that stay, and is unknown for a new one", async () => {
  const { plan } = await shelf("framework");
  const prior = { ...PRIOR, authors: [{ name: "A", number: 1, role: "editor" }, { name: "B", number: 2, role: "writer" }] };
  const turned = { ...prior, authors: [...prior.authors].reverse() };
  const config = book({ pages: 3, authors: [{ name: "B", number: null, role: null }, { name: "A", number: null, role: "editor" }] });
  expect((await plan(prior, config, turned)).state).toEqual(turned);
  const written = { name: "C", number: null, role: null };
  const grown = { ...prior, authors: [...prior.authors, written] };
  expect((await plan(prior, { ...config, authors: [...prior.authors.map((author) => ({ ...author, number: null })), written] }, grown)).state).toMatchObject({
    seen: UNKNOWN,
    authors: [prior.authors[0], prior.authors[1], { name: "C", number: UNKNOWN, role: UNKNOWN }],
  });
});

test("an element of a set gets its defaults wherever it stands in the configuration", async () => {
  const { plan } = await shelf("framework", { defaults: { "authors.role": "writer" } });
  const [a, b] = [{ name: "A", number: null, role: "editor" }, { name: "B", number: null, role: null }];
  const { state } = await plan(null, book({ authors: [a, b] }), book({ authors: [b, a] }));
  expect(state).toMatchObject({ authors: [{ name: "B", role: "writer" }, { name: "A", role: "editor" }] });
});

test("the provider has the last word", async () => {
  const { plan } = await shelf("framework", {
    modifyPlan: ({ prior, planned }, { connection, warn }) => {
      warn({ summary: `a book moves in the ${connection}` });
      return { planned: { ...planned, seen: "tomorrow" }, requiresReplace: prior === null ? [] : [["pages"]] };
    },
  });
  expect(await plan(PRIOR, book({ pages: 9 }), { ...PRIOR, pages: 9 })).toMatchObject({
    state: { seen: "tomorrow" },
    requiresReplace: [["pages"]],
    diagnostics: [{ severity: "warning", summary: "a book moves in the hall" }],
  });
});
