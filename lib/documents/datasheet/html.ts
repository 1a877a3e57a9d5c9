import { createHash } from "node:crypto";
import { html } from "htm/preact";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { DocumentInput } from "../document";
import { blockMarkup, contentMarkup } from "./blocks";
import type { Datasheet, Section } from "./content";
import { SCRIPT } from "./script";
import { datasheet } from "./sections";
import { STYLE } from "./style";

/**
 * The datasheet as one page that fetches nothing: style, script and picture are part of it, and its own policy lets nothing else in.
 *
 * @param topologySvg markup of ours, which is put in as it is
 */
export function datasheetHtml(input: DocumentInput, topologySvg: string): string {
  const content = datasheet(input);
  const page = html`<html lang="en" data-model=${content.fingerprint}>${head(content, policy(topologySvg))}${body(content, topologySvg)}</html>`;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

function head({ title, subject }: Datasheet, contentSecurityPolicy: string): VNode {
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content=${contentSecurityPolicy} />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${subject === "" ? title : `${subject}: ${title}`}</title>
    <link rel="icon" href="data:," />
    <style dangerouslySetInnerHTML=${{ __html: STYLE }} />
  </head>`;
}

function body({ title, subject, fingerprint, facts, sections }: Datasheet, topologySvg: string): VNode {
  return html`<body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
      <h1>${title}</h1>
      ${subject === "" ? null : html`<p class="subject">${subject}</p>`}
      <dl class="facts">${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${contentMarkup(value)}</dd></div>`)}</dl>
    </header>
    <nav aria-label="Contents"><ul>${sections.map(({ id, title: name }) => html`<li><a href=${`#${id}`}>${name}</a></li>`)}</ul></nav>
    <main id="content" tabindex="-1" dangerouslySetInnerHTML=${{ __html: sections.map((section) => renderToString(sectionMarkup(section, topologySvg))).join("\n") }} />
    <footer><p>Written by cdktf-pexip-hyperv of the model ${fingerprint}. Passwords and keys are never part of it.</p></footer>
    <script dangerouslySetInnerHTML=${{ __html: SCRIPT }} />
  </body>`;
}

/** Rendered one by one: the page of a thousand nodes is too large a tree to hold at once. */
function sectionMarkup({ id, title, blocks }: Section, topologySvg: string): VNode {
  return html`<section id=${id} aria-labelledby=${`${id}-title`}>
    <h2 id=${`${id}-title`}>${title}</h2>
    ${blocks.map((block, index) => blockMarkup(block, `${id}-${index + 1}`, id, topologySvg))}
  </section>`;
}

/** Lets in what is part of the page, by its hash, and nothing else. */
function policy(topologySvg: string): string {
  const styles = [STYLE, ...[...topologySvg.matchAll(/<style\b[^>]*>(.*?)<\/style>/gs)].map(([, style]) => style)];
  const hashes = (texts: readonly string[]): string => texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
  return ["default-src 'none'", "img-src data:", `style-src ${hashes(styles)}`, `script-src ${hashes([SCRIPT])}`, "base-uri 'none'", "form-action 'none'"].join("; ");
}
