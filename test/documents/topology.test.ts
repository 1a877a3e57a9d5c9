import type { DeploymentRecord } from "../../lib/deployment/model";
import { DeploymentView } from "../../lib/deployment/model";
import { topologySvg } from "../../lib/documents/topology";
import { aHost, aLocation, aManager, aNode, aSwitch, sound } from "../support/records";
import { parsed, texts } from "./topology/parsed";

const svgOf = (records: readonly DeploymentRecord[]): Promise<string> => topologySvg(new DeploymentView({ records, acceptances: [] }));

/** 1,000 nodes on 40 hosts in 20 locations that overflow in a ring. */
function thousandNodes(): readonly DeploymentRecord[] {
  const hosts = Array.from({ length: 40 }, (_, index) => aHost({}, `hv${index}`));
  const switches = hosts.map((host, index) => aSwitch(host, {}, `lan${index}`));
  const manager = aManager({ host: hosts[0], externalSwitch: switches[0] });
  const locations = Array.from({ length: 20 }, (_, index) => aLocation(manager, {}, `site-${index}`));
  const ring = locations.map((location, index) => ({ ...location, primaryOverflowLocation: locations[(index + 1) % 20].path, secondaryOverflowLocation: locations[(index + 2) % 20].path }));
  const nodes = Array.from({ length: 1000 }, (_, index) => {
    const host = Math.floor(index / 25);
    return aNode({ host: hosts[host], externalSwitch: switches[host], systemLocation: locations[Math.floor(host / 2)] }, `node-${index}`, { address: `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`, vcpus: 2 });
  });
  return [...hosts, ...switches, manager, ...ring, ...nodes];
}

test("a host holds its switch, its Management Node and its nodes, and a location the way they are spread", async () => {
  expect(texts(await svgOf(sound().records))).toEqual([
    "Locations and media paths",
    "manager.example.com",
    "Pexip Infinity v21, runbook mode",
    "oslo",
    "2 transcoding nodes",
    "on hv1",
    "Hosts and virtual machines",
    "hv1",
    "hv1.example.com",
    "Windows Server 2022 · 2 x 16 cores · 64 GiB",
    "28 of 32 cores and 28 of 60 GiB promised",
    ...["Pexip External", "switch", "Ethernet 1"],
    ...["manager", "10.44.0.10", " · 4 vCPU · 4 GiB", "Management Node"],
    ...["oslo-1", "oslo", "10.44.0.11", " · 12 vCPU · 12 GiB", "Transcoding"],
    ...["oslo-2", "oslo", "10.44.0.12", " · 12 vCPU · 12 GiB", "Transcoding"],
    ...["Management Node", "transcoding nodes", "A", "location of the node"],
  ]);
});

test("the same model gives the same bytes", async () => {
  const first = await svgOf(sound().records);
  expect(await svgOf(sound().records)).toBe(first);
  const numbers = parsed(first).flatMap(({ attributes: { x, y, width, height, d, points } }) => [x, y, width, height, d, points]);
  expect(numbers.filter((number) => /\.\d\d/.test(number ?? ""))).toEqual([]);
});

test("names that somebody chose to break the picture are only text", async () => {
  const { host, externalSwitch, manager, systemLocation, nodes } = sound();
  const hostile = `<script>alert("1")</script>&amp;]]>'\u0001\u202e`;
  const shown = `<script>alert("1")</script>&amp;]]>'\ufffd\ufffd`;
  const svg = await svgOf([host, { ...externalSwitch, switchName: hostile }, { ...manager, fqdn: hostile }, { ...systemLocation, name: hostile }, { ...nodes[0], name: hostile, address: hostile }]);
  const elements = parsed(svg);
  expect(elements.filter(({ text }) => text.includes("<script>")).map(({ name }) => name)).toEqual(expect.arrayContaining(["title", "desc", "text"]));
  expect(elements.filter(({ name }) => name === "title").map(({ text }) => text)).toContain(shown);
  expect(new Set(elements.map(({ name }) => name))).toEqual(new Set(["svg", "title", "desc", "style", "rect", "g", "text", "tspan", "path"]));
  expect(svg).not.toContain("<script");
});

test("nothing is fetched, nothing runs, and style and ids keep to the picture", async () => {
  const svg = await svgOf(sound().records);
  const elements = parsed(svg);
  const attributes = elements.flatMap((element) => Object.keys(element.attributes));
  expect(attributes.filter((name) => /^on|href|^style$/.test(name))).toEqual([]);
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|url\(|@import|foreignObject/);
  expect(elements.flatMap(({ attributes: { id } }) => id ?? [])).toEqual(["topology-title", "topology-description"]);
  expect(elements.flatMap(({ attributes: { class: name } }) => name ?? []).filter((name) => !/^topology(-[a-z]+)?$/.test(name))).toEqual([]);
});

test("a screen reader gets the picture in words, and a page a picture that shrinks", async () => {
  const [svg, title, description] = parsed(await svgOf(sound().records));
  expect(svg.attributes).toMatchObject({ role: "img", "aria-labelledby": "topology-title", "aria-describedby": "topology-description", viewBox: `0 0 ${svg.attributes.width} ${svg.attributes.height}` });
  expect(title.text).toBe("Topology of manager.example.com");
  expect(description.text).toBe(
    "Platform manager.example.com, Pexip Infinity v21, runbook mode. Location oslo: 2 transcoding nodes, on hv1. " +
      "hv1, hv1.example.com, Windows Server 2022 · 2 x 16 cores · 64 GiB, 28 of 32 cores and 28 of 60 GiB promised: switch Pexip External (Ethernet 1); manager (10.44.0.10, Management Node · 4 vCPU · 4 GiB); " +
      "oslo-1 (oslo, 10.44.0.11, Transcoding · 12 vCPU · 12 GiB); oslo-2 (oslo, 10.44.0.12, Transcoding · 12 vCPU · 12 GiB).",
  );
});

test("locations that overflow to each other are drawn with a line each way", async () => {
  const { host, externalSwitch, manager } = sound();
  const [oslo, bergen] = [aLocation(manager, {}, "oslo"), aLocation(manager, {}, "bergen")];
  const svg = await svgOf([host, externalSwitch, manager, { ...oslo, primaryOverflowLocation: bergen.path }, { ...bergen, primaryOverflowLocation: oslo.path }]);
  expect(parsed(svg).filter(({ name, attributes }) => name === "path" && attributes["stroke-dasharray"] !== undefined)).toHaveLength(2 + 1);
  expect(texts(svg).filter((text) => text === "primary overflow")).toHaveLength(2 + 1);
});

test("a chain of locations that is too long for paper goes from above to below", async () => {
  const { host, externalSwitch, manager } = sound();
  const chain = (length: number) => Array.from({ length }, (_, index) => ({ ...aLocation(manager, {}, `site-${index}`), primaryOverflowLocation: index + 1 < length ? `platform/site-${index + 1}` : undefined }));
  const size = async (length: number) => {
    const { width, height } = parsed(await svgOf([host, externalSwitch, manager, ...chain(length)]))[0].attributes;
    return [Number(width), Number(height)];
  };
  const [[, low], [narrow, high]] = [await size(3), await size(8)];
  expect(high).toBeGreaterThan(2 * low);
  expect(narrow).toBeLessThan(900);
});

test("many paths of media are named in the legend only", async () => {
  const { host, externalSwitch, manager } = sound();
  const ring = (length: number) => Array.from({ length }, (_, index) => ({ ...aLocation(manager, {}, `site-${index}`), primaryOverflowLocation: `platform/site-${(index + 1) % length}` }));
  const named = async (length: number) => texts(await svgOf([host, externalSwitch, manager, ...ring(length)])).filter((text) => text === "primary overflow").length;
  expect([await named(16), await named(17)]).toEqual([16 + 1, 1]);
});

test("several platforms stand in frames of their own, and a location that both have is named with its Management Node", async () => {
  const [host, other] = [aHost(), aHost({}, "hv2")];
  const [lan, otherLan] = [aSwitch(host), aSwitch(other, {}, "lan2")];
  const [manager, lab] = [aManager({ host, externalSwitch: lan }), aManager({ host: other, externalSwitch: otherLan }, {}, "lab")];
  const [oslo, labOslo] = [aLocation(manager, { name: "Oslo" }, "oslo"), aLocation(lab, { name: "Oslo" }, "lab-oslo")];
  const nodes = [aNode({ host, externalSwitch: lan, systemLocation: oslo }, "oslo-1"), aNode({ host: other, externalSwitch: otherLan, systemLocation: labOslo }, "lab-1")];
  expect(texts(await svgOf([host, other, lan, otherLan, manager, lab, oslo, labOslo, ...nodes]))).toEqual(expect.arrayContaining(["manager.example.com", "lab.example.com", "Oslo, manager", "Oslo, lab"]));
});

test("an empty model gives a small picture that says so", async () => {
  const svg = await svgOf([]);
  expect(texts(svg)).toEqual(["Nothing is described yet: no host, no Management Node."]);
  expect(Number(parsed(svg)[0].attributes.height)).toBeLessThan(100);
});

test("1,000 nodes on 40 hosts are drawn with one box for each host and location", async () => {
  const svg = await topologySvg(new DeploymentView({ records: thousandNodes(), acceptances: [] }));
  expect(texts(svg).filter((text) => text === "25 nodes")).toHaveLength(40);
  expect(texts(svg)).toEqual(expect.arrayContaining(["50 transcoding nodes", "10.1.0.1 – 10.1.0.25", " · 50 vCPU · 50 GiB"]));
});
