import { managementNodeSettings } from "../../lib/deployment/services/management-node-settings";
import { natCsv } from "../../lib/documents/nat";
import { sound, TOKEN } from "../support/records";
import { aService, inputOf, withEdge } from "./edge-deployment";

const rows = (...args: Parameters<typeof inputOf>) => natCsv(inputOf(...args)).content.split("\r\n").slice(1, -1);

test("each public address goes to the interface that clients use, and nothing is translated between nodes", () => {
  const base = withEdge();
  const lan = { ...base.nodes[0], staticNatAddress: "203.0.113.50" };
  expect(rows([base.host, base.externalSwitch, base.manager, base.systemLocation, lan, base.dmz, base.edge(1)])).toEqual([
    '"translate 1:1, both directions",oslo-1.example.com,203.0.113.50,10.44.0.11,primary,Signalling and media of clients outside; all ports keep their numbers,guide page 13',
    '"translate 1:1, both directions",edge-1.example.com,203.0.113.1,10.44.30.1,secondary,Signalling and media of clients outside; all ports keep their numbers,guide page 13',
    'no NAT,"between any two nodes of manager.example.com, itself included",none,all primary addresses,primary,Nodes find each other by their own addresses (IPsec); a translation between them cuts them off,"docs.pexip.com, v23/admin/port_usage"',
  ]);
});

test("a platform without NAT has the statement alone", () => {
  expect(rows(sound().records)).toEqual([expect.stringMatching(/^no NAT,/)]);
});

test("the Management Node's public address counts, and an unknown one is a dotted line", () => {
  const base = sound({ node1: { staticNatAddress: TOKEN } });
  expect(rows([...base.records, aService(base, managementNodeSettings, "own", { staticNatAddress: "203.0.113.10" })]).slice(0, 2)).toEqual([
    expect.stringContaining(",manager.example.com,203.0.113.10,10.44.0.10,primary,"),
    expect.stringContaining(",oslo-1.example.com,..........,10.44.0.11,primary,"),
  ]);
});
