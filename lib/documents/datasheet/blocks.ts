import { html } from "htm/preact";
import { DOTTED } from "../text";
import { barsMarkup } from "./bars";
import type { Block, Checklist, Content, Field, Findings, Form, Table } from "./content";

/**
 * A block of a section as markup. Whatever text it holds is escaped by preact.
 *
 * @param id unique in the page
 * @param labelledBy id of the section, whose heading names a block without a title
 */
export function blockMarkup(block: Block, id: string, section: string, topologySvg: string): unknown {
  switch (block.is) {
    case "form":
      return formMarkup(block);
    case "table":
      return tableMarkup(block, id, section);
    case "bars":
      return barsMarkup(block);
    case "findings":
      return findingsMarkup(block);
    case "verdict":
      return html`<div class=${`verdict ${block.state}`}><p class="headline">${block.headline}</p><p class="counts">${block.counts}</p></div>`;
    case "picture":
      return html`<div class=${isTall(topologySvg) ? "picture tall" : "picture"} role="region" aria-label="Topology" tabindex="0" dangerouslySetInnerHTML=${{ __html: topologySvg }} />`;
    case "note":
      return html`<p class="note">${block.text}</p>`;
    case "progress":
      return html`<p id="progress" role="status">${block.text}</p>`;
    case "checklist":
      return checklistMarkup(block);
  }
}

/** Higher than a page of A4 when it is as wide: such a picture goes over several pages, any other is made to fit. */
function isTall(svg: string): boolean {
  const [, width, height] = /\bviewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg) ?? [];
  return Number(height) > Number(width) * Math.SQRT2;
}

function formMarkup({ title, groups }: Form): unknown {
  return html`<div class="form">
    ${heading(title)}
    <div class=${groups.length > 1 ? "groups" : "group"}>${groups.map((group) => html`<dl>${group.map(fieldMarkup)}</dl>`)}</div>
  </div>`;
}

function fieldMarkup({ label, hint, value }: Field): unknown {
  return html`<div><dt>${label}:${hint === undefined ? null : html` <span class="hint">${hint}</span>`}</dt><dd>${contentMarkup(value)}</dd></div>`;
}

/** The longest word that a column of any width takes, in characters: a MAC address, and most names. */
const LONG = 18;

/** The longest name that is never broken: a value of the narrowest form has room for it. */
const UNBROKEN = 22;

/** The roles are those that the elements have anyway: a browser that stacks the cells on a narrow screen may forget them. */
function tableMarkup({ title, columns, rows }: Table, id: string, section: string): unknown {
  const classes = columns.map(({ holds }, index) => [holds, widthOf(rows.map((row) => row[index]))].filter((name) => name !== undefined).join(" ") || undefined);
  return html`<div class="table">
    ${title === undefined ? null : html`<h3 id=${id}>${title}</h3>`}
    <table role="table" aria-labelledby=${title === undefined ? `${section}-title` : id}>
      <thead role="rowgroup"><tr role="row">${columns.map((column, index) => html`<th role="columnheader" scope="col" class=${classes[index]}>${column.title}</th>`)}</tr></thead>
      <tbody role="rowgroup">${rows.map(([name, ...cells]) => html`<tr role="row"><th role="rowheader" scope="row" class=${classes[0]}>${contentMarkup(name)}</th>${cells.map((cell, index) => html`<td role="cell" class=${classes[index + 1]} data-label=${columns[index + 1].title}>${contentMarkup(cell)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

/** short: each cell is one word that is never broken, not even at a hyphen. long: some words must be broken anywhere. */
function widthOf(cells: readonly Content[]): "short" | "long" | undefined {
  const texts = cells.flat();
  if (texts.every((text) => text.length <= LONG && !text.includes(" "))) return "short";
  return texts.some((text) => text.split(" ").some((word) => word.length > LONG)) ? "long" : undefined;
}

function findingsMarkup({ title, entries }: Findings): unknown {
  return html`<div class="findings">
    ${heading(title)}
    <ul>${entries.map(({ word, rule, path, text }) => html`<li><span class=${`word ${word}`}>${word}</span> <span class="rule">${rule}</span> <span class="path">${path}</span><p>${text}</p></li>`)}</ul>
  </div>`;
}

function checklistMarkup({ title, items }: Checklist): unknown {
  return html`<div class="checklist">
    ${heading(title)}
    <ol>${items.map(
      ({ id, number, text, ticked, how }) => html`<li>
        <input type="checkbox" id=${`tick-${id}`} data-item=${id} checked=${ticked} aria-describedby=${`how-${id}`} />
        <div><label for=${`tick-${id}`}>${number}. ${text}</label><p id=${`how-${id}`}>${how}</p></div>
      </li>`,
    )}</ol>
  </div>`;
}

function heading(title: string | undefined): unknown {
  return title === undefined ? null : html`<h3>${title}</h3>`;
}

/** Text, lines of text, or a line to write on. */
export function contentMarkup(content: Content): unknown {
  return typeof content === "string" ? lineMarkup(content) : content.map((line) => html`<span class="line">${lineMarkup(line)}</span>`);
}

function lineMarkup(text: string): unknown {
  if (text === DOTTED) return html`<span class="dotted"><span class="unseen">not decided</span></span>`;
  // paths have no spaces to be broken at
  if (text.includes("\\")) return html`<span>${text.split(/(?<=\\)/).flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />`, part]))}</span>`;
  // a name is not broken at its hyphen
  return text.includes("-") && text.length <= UNBROKEN && !text.includes(" ") ? html`<span class="whole">${text}</span>` : text;
}
