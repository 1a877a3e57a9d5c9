import { Directory, type Place } from "../../../lib/lab/endpoints/directory";
import { placesOf } from "../../../lib/lab/endpoints/places";

/** Remembers what became of its endpoints; each takes a turn of the event loop. */
function recorded(places: readonly Place[], open: Set<string>) {
  const events: string[] = [];
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const endpointFor = ({ address, port }: Place) => ({
    open: async (localPort: number) => {
      await turn();
      events.push(`open ${address}:${port} on ${localPort > 0}`);
    },
    close: async () => {
      await turn();
      events.push(`close ${address}:${port}`);
    },
  });
  return { events, claiming: Directory.claim(places, { open: () => open, endpointFor }) };
}

const PLACES = placesOf([
  { address: "10.0.0.1", names: ["manager.example.com"], ports: [443] },
  { address: "10.0.0.2", names: ["Node.example.com", "video.example.com"], ports: [443, 5061] },
  { address: "10.0.0.3", names: ["video.example.com"], ports: [443] },
  { address: "10.0.0.2", names: ["node.example.com", "other.example.com"], ports: [443] },
]);

test("each address and port is one place, and a name leads to the first that has it", () => {
  expect(PLACES).toEqual([
    { address: "10.0.0.1", port: 443, names: ["manager.example.com"] },
    { address: "10.0.0.2", port: 443, names: ["Node.example.com", "video.example.com", "other.example.com"] },
    { address: "10.0.0.2", port: 5061, names: ["Node.example.com", "video.example.com"] },
    { address: "10.0.0.3", port: 443, names: [] },
  ]);
});

test("says where each name and address leads, for --resolve and for tests", async () => {
  const directory = await recorded(PLACES, new Set()).claiming;
  const manager = directory.localPort("manager.example.com", 443);
  expect(directory.resolveStrings.slice(0, 3)).toEqual([`10.0.0.1:443:127.0.0.1:${manager}`, `manager.example.com:443:127.0.0.1:${manager}`, `10.0.0.2:443:127.0.0.1:${directory.localPort("NODE.example.com", 443)}`]);
  expect(directory.resolveStrings).toHaveLength(10);
  expect([directory.localPort("manager.example.com", 8443), directory.localPort("10.0.0.9", 443)]).toEqual([undefined, undefined]);
  await directory.stop();
});

test("opens what listens and closes what does not, one after another, and everything at the end", async () => {
  const open = new Set(["10.0.0.1:443"]);
  const { events, claiming } = recorded(PLACES.slice(0, 2), open);
  const directory = await claiming;
  directory.update();
  directory.update();
  open.clear();
  directory.update();
  open.add("10.0.0.2:443");
  directory.update();
  await directory.settled();
  expect(events).toEqual(["open 10.0.0.1:443 on true", "open 10.0.0.2:443 on true", "close 10.0.0.1:443"]);
  open.add("10.0.0.1:443");
  directory.update();
  events.length = 0;
  await directory.stop();
  expect([...events].sort()).toEqual(["close 10.0.0.1:443", "close 10.0.0.1:443", "close 10.0.0.2:443"]);
  directory.update();
  await directory.settled();
  expect(events).toHaveLength(3);
});
