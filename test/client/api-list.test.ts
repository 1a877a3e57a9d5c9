import { readList } from "../../lib/client/api-list";

const LIST = "/api/admin/configuration/v1/conference/";

/** Reads pages that are given by their path. */
async function read(pages: Readonly<Record<string, object>>) {
  const asked: string[] = [];
  const list = await readList(`${LIST}?limit=2`, (path) => {
    asked.push(path);
    return Promise.resolve(path in pages ? ({ is: "json", value: pages[path] as Readonly<Record<string, unknown>> } as const) : ({ is: "refused" } as const));
  });
  return { list, asked };
}

const page = (next: unknown, ...objects: readonly object[]) => ({ meta: { next }, objects });
const at = (offset: number) => `${LIST}?limit=2&offset=${offset}`;
const room = (id: number) => ({ id, resource_uri: `${LIST}${id}/` });

test("reads page after page, in their order", async () => {
  const { list, asked } = await read({ [`${LIST}?limit=2`]: page(at(2), room(1), room(2)), [at(2)]: page(at(4), room(3)), [at(4)]: page(null) });
  expect(list).toEqual({ is: "objects", objects: [room(1), room(2), room(3)] });
  expect(asked).toEqual([`${LIST}?limit=2`, at(2), at(4)]);
});

test("has an object that a shifting page shows twice once, and those without an address all", async () => {
  const { list } = await read({ [`${LIST}?limit=2`]: page(at(2), room(1), { name: "a" }), [at(2)]: page(undefined, room(1), { name: "a" }) });
  expect(list).toEqual({ is: "objects", objects: [room(1), { name: "a" }, { name: "a" }] });
});

test("hands on why a page is not there", async () => {
  expect((await read({ [`${LIST}?limit=2`]: page(at(2)) })).list).toEqual({ is: "refused" });
});

test.each<[string, object]>([
  ["without objects", { meta: { next: null } }],
  ["with objects that are none", page(null, [])],
  ["without meta", { objects: [] }],
  ["that leads to another host", page("https://elsewhere.example.com/?limit=2")],
  ["that leads to another list", page("/api/admin/configuration/v1/conference_alias/?limit=2")],
  ["that leads nowhere", page(7)],
  ["that leads back", page(`${LIST}?limit=2`)],
])("does not believe a page %s", async (_, first) => {
  const { list, asked } = await read({ [`${LIST}?limit=2`]: first });
  expect(list).toEqual({ is: "strange" });
  expect(asked).toHaveLength(1);
});

test("does not follow pages without end", async () => {
  let pages = 0;
  const list = await readList(`${LIST}?limit=2`, () => Promise.resolve({ is: "json", value: page(at((pages += 1))) } as const));
  expect([list, pages]).toEqual([{ is: "strange" }, 1000]);
});
