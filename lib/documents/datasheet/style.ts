/** Contrasts are 4.5:1 and more for text, 3:1 for what bars and boxes show (WCAG 2.2, 1.4.3 and 1.4.11); the browser test measures. */
const LIGHT = `
  color-scheme: light;
  --page: #ffffff; --ink: #1f2328; --muted: #57606a; --line: #d8dee4; --dots: #6e7781; --raised: #f6f8fa; --link: #0b5cad;
  --sound: #1a7f37; --open: #8a5a00; --stopped: #b42318;
  --manager: #6639ba; --transcoding: #0b5cad; --proxying: #9a4a00; --other: #6e7781; --room: #e3e7eb;`;

const DARK = `
  color-scheme: dark;
  --page: #0d1117; --ink: #e6edf3; --muted: #a9b4c0; --line: #30363d; --dots: #8b949e; --raised: #161b22; --link: #79bdff;
  --sound: #56d364; --open: #e3b341; --stopped: #ff8a80;
  --manager: #c4a7f7; --transcoding: #79bdff; --proxying: #f5ab62; --other: #8b949e; --room: #2a3038;`;

const SCREEN = `
*, ::before, ::after { box-sizing: border-box; }
html { ${LIGHT}
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
  background: var(--page); color: var(--ink); scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 88rem; overflow-wrap: break-word; }
h1, h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.25rem); line-height: 1.15; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; margin-bottom: 1.25rem; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; margin-bottom: 0.5rem; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--page); z-index: 1; }
.skip:focus { top: 1rem; }
dd, td, tbody th, .subject, .path { unicode-bidi: isolate; }
.line { display: block; }
.dotted { display: inline-block; width: 100%; max-width: 14rem; min-width: 4rem; height: 1em; border-bottom: 2px dotted var(--dots); }

.subject { font-size: 1.125rem; color: var(--muted); margin-top: 0.375rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-top: 1.25rem; }
.facts dt { font-size: 0.8125rem; color: var(--muted); }
.facts dd { font-weight: 550; }
.facts .dotted { width: 8rem; }
nav { margin-top: 1.5rem; padding: 0.75rem 0; border-block: 1px solid var(--line); font-size: 0.875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
nav a { display: inline-block; padding: 0.125rem 0; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { text-decoration: underline; }
section { margin-top: 3.5rem; }
section > * + div, section > * + p { margin-top: 2rem; }
section > h2 + div, section > h2 + p { margin-top: 0; }
.note { color: var(--muted); }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.8125rem; }

#verdict { margin-top: 2rem; }
.verdict { border-left: 4px solid var(--state); padding-left: 1rem; }
.verdict.sound { --state: var(--sound); } .verdict.open { --state: var(--open); } .verdict.stopped { --state: var(--stopped); }
.headline { font-size: 1.25rem; font-weight: 650; line-height: 1.3; color: var(--state); }
.counts { color: var(--muted); margin-top: 0.25rem; }
.findings ul { display: grid; gap: 0.75rem; }
.findings li { max-width: 60rem; }
.findings .path { color: var(--muted); overflow-wrap: anywhere; }
.findings .word { font-weight: 650; }
.word.error, .word.refused { color: var(--stopped); } .word.warning { color: var(--open); }
.findings p { overflow-wrap: anywhere; }
/* the picture of a large deployment is looked at in its own window; it has a margin of its own */
.picture { overflow: auto; max-height: max(64rem, 120vh); margin-left: max(-1rem, -1.72%); }
.picture svg { display: block; max-width: 100%; height: auto; }

.form { break-inside: avoid; }
section > .table + .form, section > .form + .form:not(:has(h3)) { margin-top: 1.75rem; }
.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1.75rem 3rem; }
.group { max-width: 60rem; }
.form dl { display: grid; grid-template-columns: 21rem minmax(0, 1fr); align-content: start; }
.groups dl { grid-template-columns: fit-content(58%) minmax(0, 1fr); }
.form dl > div { grid-column: 1 / -1; display: grid; grid-template-columns: subgrid; gap: 0 1.5rem; padding: 0.3125rem 0; border-bottom: 1px solid var(--line); }
.form dl > div:has(dd > .dotted) { border-bottom-color: transparent; }
.form .dotted { max-width: none; }
.form dt { color: var(--muted); }
.form dd { overflow-wrap: anywhere; }
.hint { display: block; font-size: 0.8125rem; }

.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: 0.4375rem 1.25rem 0.4375rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.8125rem; line-height: 1.3; font-weight: 550; color: var(--muted); vertical-align: bottom; border-bottom-color: var(--dots); }
tbody th { font-weight: 550; }
tbody th .line + .line { font-weight: 400; }
.number { text-align: right; padding-right: 2.5rem; }
tbody .short, .whole { white-space: nowrap; }
tbody .long { overflow-wrap: anywhere; }
tbody th.long { min-width: 8rem; }
th:first-child:has(+ :last-child) { width: 16rem; }
table .dotted { max-width: 8rem; }

.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; font-size: 0.875rem; color: var(--muted); margin-bottom: 1.25rem; }
.bars .host { padding: 0.875rem 0; border-top: 1px solid var(--line); display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1.5rem; break-inside: avoid; }
.bars dl { display: grid; gap: 0.75rem; }
.bars dl > div { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); gap: 0 1rem; }
.bars dt { color: var(--muted); }
.bars dd { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.125rem 1rem; align-items: center; }
.promised { font-weight: 550; }
.bar { display: block; width: 100%; height: 0.75rem; }
.detail { grid-column: 2; font-size: 0.8125rem; color: var(--muted); overflow-wrap: anywhere; }
.bar rect { stroke: var(--page); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.managementNode { fill: var(--manager); } .transcoding { fill: var(--transcoding); } .proxying { fill: var(--proxying); }
.bar .other, .legend .other { fill: url(#hatching); } .other { fill: var(--other); } .room { fill: var(--room); }
.limit { stroke: var(--stopped); stroke-width: 3; vector-effect: non-scaling-stroke; }

#progress { color: var(--muted); margin-bottom: 0.5rem; }
.checklist li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 0.75rem; padding: 0.625rem 0; border-top: 1px solid var(--line); max-width: 60rem; break-inside: avoid; }
.checklist input { width: 1.25rem; height: 1.25rem; margin: 0.125rem 0 0; accent-color: var(--link); }
.checklist label { cursor: pointer; }
.checklist li p { font-size: 0.875rem; color: var(--muted); margin-top: 0.125rem; overflow-wrap: anywhere; }`;

/** On a wide screen the verdict has the picture beside it. */
const WIDE = `
@media (min-width: 75rem) {
  #verdict:has(.findings) { display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 7fr); gap: 0 3rem; grid-auto-rows: min-content; }
  #verdict:has(.findings) > h2 { grid-column: 1 / -1; }
  #verdict:has(.findings) > :not(.picture, h2) { grid-column: 1; }
  #verdict:has(.findings) > .picture { grid-column: 2; grid-row: 2 / span 20; margin-top: 0; }
}`;

/** Where groups of a form stand below each other, their values do too. */
const MEDIUM = `
@media screen and (max-width: 68.99rem) {
  .groups { grid-template-columns: minmax(0, 60rem); }
  .groups dl { grid-template-columns: 21rem minmax(0, 1fr); }
}`;

/** On a phone labels stand above their values, and each row of a table is a card. */
const NARROW = `
@media screen and (max-width: 47.99rem) {
  body { padding-top: 1.5rem; }
  section { margin-top: 2.75rem; }
  .facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.75rem 1rem; }
  .form dl, .groups dl { grid-template-columns: minmax(0, 1fr); }
  .form dl > div { padding: 0.5rem 0; }
  .form dt, .bars dt { font-size: 0.8125rem; }
  .bars .host, .bars dl > div, .bars dd { grid-template-columns: minmax(0, 1fr); }
  .bars .detail { grid-column: 1; }
  table, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  tbody th, tbody td, tbody .number { padding: 0.125rem 0; border: 0; text-align: left; }
  tbody th { font-size: 1rem; }
  td { display: grid; grid-template-columns: minmax(6rem, 2fr) minmax(0, 3fr); gap: 0 1rem; }
  td::before { content: attr(data-label); color: var(--muted); font-size: 0.8125rem; white-space: normal; overflow-wrap: break-word; }
  td > .line { grid-column: 2; }
  tbody th, td { overflow-wrap: anywhere; }
  tbody .short { white-space: normal; }
  td:empty { display: none; }
  .picture svg { min-width: 44rem; }
}`;

/** Black on white, as on paper. */
const PRINT = `
@page { size: A4; margin: 16mm 15mm; }
@media print {
  html { ${LIGHT} --ink: #000000; --muted: #3a3f45; --link: #000000; font-size: 9pt; line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  nav, .skip, footer { display: none; }
  section { margin-top: 9mm; }
  #verdict { margin-top: 6mm; }
  section > * + div, section > * + p { margin-top: 5mm; }
  h2, h3 { break-after: avoid; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; margin-bottom: 3mm; }
  h3 { font-size: 10pt; }
  table { font-size: 8pt; }
  thead { display: table-header-group; }
  th, td { padding: 1.1mm 3mm 1.1mm 0; }
  tr, .form dl, .findings li, .picture { break-inside: avoid; }
  .form:has(dl:nth-child(3)) { break-inside: auto; }
  .groups { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 5mm 8mm; }
  .groups dl { grid-template-columns: fit-content(50%) minmax(0, 1fr); }
  .form dl > div { padding: 0.7mm 0; gap: 0 4mm; }
  .picture { overflow: visible; max-height: none; }
  .picture:not(.tall) svg { width: auto; max-height: 185mm; }
  .picture.tall { break-inside: auto; }
  .table { overflow: visible; }
  .checklist li { padding: 1.4mm 0; }
}`;

const DARK_SCREEN = `
@media screen and (prefers-color-scheme: dark) { html { ${DARK} } }`;

/** All the style of the page. */
export const STYLE = [SCREEN, WIDE, MEDIUM, NARROW, DARK_SCREEN, PRINT].join("\n");
