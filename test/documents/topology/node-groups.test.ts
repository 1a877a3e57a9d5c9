import { addressRange, MOST_LOCATIONS_ON_HOST, nodeGroups } from "../../../lib/documents/topology/node-groups";
import { DEFERRED } from "../../../lib/validation/fields";
import { aHost, aLocation, aManager, aNode, aSwitch } from "../../support/records";

const host = aHost();
const externalSwitch = aSwitch(host);
const manager = aManager({ host, externalSwitch });
const nodeIn = (location: string, id: string) => aNode({ host, externalSwitch, systemLocation: aLocation(manager, {}, location) }, id);
const names = (groups: ReturnType<typeof nodeGroups>): unknown => groups.map(({ nodes, locations }) => [nodes.map(({ name }) => name), locations]);

test("few nodes stand alone", () => {
  expect(names(nodeGroups([nodeIn("oslo", "oslo-1"), nodeIn("oslo", "oslo-2")], true))).toEqual([
    [["oslo-1"], ["platform/oslo"]],
    [["oslo-2"], ["platform/oslo"]],
  ]);
});

test("many nodes stand together by location, in the order of the model", () => {
  expect(names(nodeGroups([nodeIn("oslo", "oslo-1"), nodeIn("bergen", "bergen-1"), nodeIn("oslo", "oslo-2")], false))).toEqual([
    [["oslo-1", "oslo-2"], ["platform/oslo"]],
    [["bergen-1"], ["platform/bergen"]],
  ]);
});

test("nodes of one location on another switch stand apart", () => {
  const dmz = aSwitch(host, {}, "dmz");
  const other = aNode({ host, externalSwitch: dmz, systemLocation: aLocation(manager) }, "oslo-3");
  expect(nodeGroups([nodeIn("oslo", "oslo-1"), other, nodeIn("oslo", "oslo-2")], false).map(({ nodes }) => nodes.length)).toEqual([2, 1]);
});

test("nodes of more locations than can be told apart stand together by role", () => {
  const nodes = (count: number) => Array.from({ length: count }, (_, index) => nodeIn(`site-${index}`, `node-${index}`));
  expect(nodeGroups(nodes(MOST_LOCATIONS_ON_HOST), false)).toHaveLength(MOST_LOCATIONS_ON_HOST);
  const [all, ...none] = nodeGroups(nodes(MOST_LOCATIONS_ON_HOST + 1), false);
  expect([all.nodes.length, all.locations.length, none]).toEqual([MOST_LOCATIONS_ON_HOST + 1, MOST_LOCATIONS_ON_HOST + 1, []]);
});

test.each([
  [["10.44.0.11"], "10.44.0.11"],
  [["10.44.0.100", "10.44.0.9", "10.44.0.20"], "10.44.0.9 – 10.44.0.100"],
  [["10.44.0.11", DEFERRED], ".........."],
  [[DEFERRED], ".........."],
  [["10.44.0.11", "somewhere"], ".........."],
])("the addresses %j are shown as %s", (addresses, range) => {
  expect(addressRange(addresses)).toBe(range);
});
