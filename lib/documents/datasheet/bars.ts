import { html } from "htm/preact";
import type { Bar, Bars, ShareOf } from "./content";

/** Length of a full bar, in the picture's own units. */
const LENGTH = 1000;
const HEIGHT = 20;

/** Hatched, so that it is told apart without colours. */
const HATCHING = html`<svg class="unseen" width="0" height="0" aria-hidden="true"><defs><pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="other" width="3" height="6" /></pattern></defs></svg>`;

const LEGEND: readonly (readonly [ShareOf, string])[] = [
  ["managementNode", "Management Node"],
  ["transcoding", "transcoding nodes"],
  ["proxying", "proxying nodes"],
  ["other", "promised to other VMs"],
];

export function barsMarkup({ hosts }: Bars): unknown {
  const present = new Set(hosts.flatMap(({ bars }) => bars.flatMap(({ shares }) => shares.map(({ of }) => of))));
  const legend = LEGEND.filter(([of]) => present.has(of));
  return html`<div class="bars">
    ${HATCHING}
    <p class="legend">${legend.map(([of, name]) => html`<span><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class=${of} width="12" height="12" /></svg> ${name}</span>`)}</p>
    ${hosts.map(({ name, bars }) => html`<div class="host"><h3>${name}</h3><dl>${bars.map(barMarkup)}</dl></div>`)}
  </div>`;
}

function barMarkup(bar: Bar): unknown {
  return html`<div><dt>${bar.label}</dt><dd><span class="promised">${bar.text}</span>${drawing(bar)}<span class="detail">${bar.detail}</span></dd></div>`;
}

/** The whole length is what the host has, or what is promised when that is more; then a line shows where it ends. */
function drawing({ capacity, shares }: Bar): unknown {
  const promised = shares.reduce((sum, { amount }) => sum + amount, 0);
  const whole = Math.max(capacity, promised, Number.MIN_VALUE);
  const at = (amount: number): number => Math.round((amount / whole) * LENGTH);
  let start = 0;
  const parts = shares.map(({ name, amount, of }) => {
    const from = start;
    start += amount;
    return html`<rect class=${of} x=${at(from)} width=${Math.max(0, at(start) - at(from))} height=${HEIGHT}><title>${name}</title></rect>`;
  });
  return html`<svg class="bar" viewBox=${`0 0 ${LENGTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="room" width=${at(Math.max(capacity, 0))} height=${HEIGHT} />${parts}
    ${promised > capacity ? html`<line class="limit" x1=${at(capacity)} x2=${at(capacity)} y2=${HEIGHT} />` : null}
  </svg>`;
}
