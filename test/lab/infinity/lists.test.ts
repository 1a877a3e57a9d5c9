import { answering, V1, withEntry, type Bench, type Json } from "./a-manager";

const SERVERS = 45;

function withServers(): Bench {
  const bench = answering();
  for (let number = 1; number <= SERVERS; number++) bench.make("stun_server", { name: `stun ${number}`, address: `stun${number}.example.com`, description: number % 2 === 0 ? "Even" : "odd" });
  return bench;
}

const ids = (list: Json): readonly number[] => list.objects.map(({ id }: { readonly id: number }) => id);

test("a list has twenty of a page, and says how to get the others", () => {
  const bench = withServers();
  const first = bench.read("stun_server/");
  expect(first.meta).toEqual({ limit: 20, next: `${V1}/stun_server/?limit=20&offset=20`, offset: 0, previous: null, total_count: SERVERS });
  const second = bench.read(first.meta.next);
  expect(second.meta).toMatchObject({ next: `${V1}/stun_server/?limit=20&offset=40`, previous: `${V1}/stun_server/?limit=20&offset=0`, offset: 20 });
  const third = bench.read(second.meta.next);
  expect(third.meta).toMatchObject({ next: null, previous: `${V1}/stun_server/?limit=20&offset=20` });
  expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(Array.from({ length: SERVERS }, (_, index) => index + 1));
});

test("pages are as long as is asked, all of it for 0, and end after the last", () => {
  const bench = withServers();
  expect(ids(bench.read("stun_server/?limit=2&offset=3"))).toEqual([4, 5]);
  expect(ids(bench.read("stun_server/?limit=0"))).toHaveLength(SERVERS);
  expect(bench.read("stun_server/?limit=0").meta.limit).toBe(10_000);
  expect(bench.read(`stun_server/?limit=${SERVERS}`).meta.next).toBeNull();
  expect(bench.read("stun_server/?offset=100")).toMatchObject({ objects: [], meta: { total_count: SERVERS, next: null } });
});

test.each([
  ["name=stun%207", [7]],
  ["name__exact=stun+7", [7]],
  ["name__iexact=STUN%207", [7]],
  ["id=7", [7]],
  ["id__in=7,9,11", [7, 9, 11]],
  ["name__in=stun%201,stun%202", [1, 2]],
  ["name__endswith=n%2044", [44]],
  ["address__startswith=stun4&description__icontains=EVEN", [4, 40, 42, 44]],
  ["description__contains=EVEN", []],
  ["port=3478&limit=1", [1]],
  ["format=json&name=stun%207", [7]],
])("finds by %s", (query, found) => {
  expect(ids(withServers().read(`stun_server/?${query}`))).toEqual(found);
});

test("finds by what an object refers to, its URI or its number, and links keep the filter", () => {
  const bench = answering();
  withEntry(bench);
  expect(ids(bench.read("worker_vm/?system_location=1"))).toEqual([1]);
  expect(ids(bench.read(`worker_vm/?system_location=${encodeURIComponent(`${V1}/system_location/1/`)}`))).toEqual([1]);
  expect(ids(bench.read("worker_vm/?system_location=2"))).toEqual([]);
  expect(ids(bench.read("/api/admin/status/v1/worker_vm/?name=oslo-1"))).toEqual([1]);
  expect(withServers().read("stun_server/?limit=20&description=odd").meta.next).toBe(`${V1}/stun_server/?limit=20&description=odd&offset=20`);
});

test.each(["colour=blue", "name__regex=.", "name__icontains__x=1", "limit=many", "limit=-1", "offset=x", "constructor=1", "name__constructor=1"])("refuses the question %s", (query) => {
  expect(answering().ask("GET", `stun_server/?${query}`).status).toBe(400);
});

test("nobody finds a secret by asking for it", () => {
  const bench = answering();
  bench.make("turn_server", { name: "turn", address: "turn.example.com", password: "secret" });
  expect(bench.ask("GET", "turn_server/?password__startswith=s").status).toBe(400);
});
