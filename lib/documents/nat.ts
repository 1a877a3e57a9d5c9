import type { PlatformView } from "../deployment/model";
import { valuesOf } from "../deployment/service";
import { managementNodeSettings } from "../deployment/services/management-node-settings";
import { csv } from "./csv";
import type { Document, DocumentInput } from "./document";
import { clientAddress } from "./facing";
import { shown } from "./text";

const COLUMNS = ["rule", "node", "public address", "private address", "interface", "purpose", "fact"] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The addresses that a NAT device translates, one to one, and where there must be no NAT. */
export function natCsv({ view }: DocumentInput): Document {
  return { path: "nat.csv", content: csv(COLUMNS, view.platforms.flatMap((platform) => [...rowsOf(platform)])) };
}

function* rowsOf({ managementNode, nodes, services }: PlatformView): Iterable<Row> {
  const settings = services.find(({ service }) => service === "managementNodeSettings");
  const ofManager = settings === undefined ? undefined : valuesOf(managementNodeSettings, settings).staticNatAddress;
  const translated = { rule: "translate 1:1, both directions", fact: "guide page 13" };
  if (ofManager !== undefined) {
    yield { ...translated, node: managementNode.fqdn, "public address": shown(ofManager), "private address": shown(managementNode.address), interface: "primary", purpose: "Management Node from outside; never towards Conferencing Nodes" };
  }
  for (const node of nodes) {
    if (node.staticNatAddress === undefined) continue;
    const dual = node.secondaryAddress !== undefined;
    yield {
      ...translated,
      node: node.fqdn,
      "public address": shown(node.staticNatAddress),
      "private address": shown(clientAddress(node)),
      interface: dual ? "secondary" : "primary",
      purpose: "Signalling and media of clients outside; all ports keep their numbers",
    };
  }
  yield {
    rule: "no NAT",
    node: `between any two nodes of ${managementNode.fqdn}, itself included`,
    "public address": "none",
    "private address": "all primary addresses",
    interface: "primary",
    purpose: "Nodes find each other by their own addresses (IPsec); a translation between them cuts them off",
    fact: "docs.pexip.com, v23/admin/port_usage",
  };
}
