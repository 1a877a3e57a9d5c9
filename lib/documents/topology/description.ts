import type { Card, Frame, LinkKind, Row, TopologyGraph } from "./graph";

/** What a screen reader says first. */
export function titleOf({ platforms }: TopologyGraph): string {
  if (platforms.length === 0) return "Topology";
  return `Topology of ${platforms.map(({ name }) => name).join(" and ")}`;
}

/** The picture in words: what is where, and which way media goes. */
export function descriptionOf({ platforms, hosts }: TopologyGraph): string {
  const sentences = [...platforms.flatMap(platformSentences), ...hosts.map(hostSentence)];
  return sentences.length === 0 ? "The deployment is empty." : sentences.join(" ");
}

const WAYS: Readonly<Record<Exclude<LinkKind, "adapter">, string>> = {
  transcoding: "is transcoded in",
  "primary overflow": "overflows first to",
  "secondary overflow": "overflows second to",
};

function platformSentences({ name, aside, facts, cards, links }: Frame): readonly string[] {
  const nameOf = new Map(cards.map((card) => [card.id, card.name]));
  const paths = links.flatMap(({ kind, from, to }) => (kind === "adapter" ? [] : [`Media of ${nameOf.get(from)} ${WAYS[kind]} ${nameOf.get(to)}.`]));
  return [`Platform ${[name, aside, ...facts].join(", ")}.`, ...cards.map((card) => `Location ${card.name}: ${rowsText(card.rows)}.`), ...paths];
}

function hostSentence({ name, aside, facts, cards }: Frame): string {
  return `${[name, aside, ...facts].join(", ")}: ${cards.length === 0 ? "nothing" : cards.map(cardText).join("; ")}.`;
}

/** The first row of a switch only says that it is one. */
function cardText(card: Card): string {
  const isSwitch = card.shape === "switch";
  const [first, ...others] = card.rows;
  const inside = isSwitch ? rowsText(others) : [card.tag ?? [], rowsText(card.rows)].flat().join(", ");
  return `${isSwitch ? `${first.text} ` : ""}${card.name}${inside === "" ? "" : ` (${inside})`}`;
}

function rowsText(rows: readonly Row[]): string {
  return rows.map(({ lead = "", text }) => `${lead}${text}`).join(", ");
}
