import type { Tone } from "./graph";

/** Fonts that systems have; each has the digits and letters of the picture, so nothing is fetched. */
export const FONTS = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif";

interface Colours {
  readonly fill?: string;
  readonly stroke?: string;
}

/** A colour on paper and on a light screen, and on a dark one. */
interface Paint {
  readonly light: Colours;
  readonly dark: Colours;
}

const INK = { light: "#1f2328", dark: "#e6edf3" };
const MUTED = { light: "#57606a", dark: "#a9b4c0" };
const MANAGER = { light: "#6639ba", dark: "#c4a7f7" };
const TRANSCODING = { light: "#0b5cad", dark: "#79bdff" };
const PROXYING = { light: "#9a4a00", dark: "#f5ab62" };

const fill = ({ light, dark }: { readonly light: string; readonly dark: string }): Paint => ({ light: { fill: light }, dark: { fill: dark } });
const stroke = ({ light, dark }: { readonly light: string; readonly dark: string }): Paint => ({ light: { fill: "none", stroke: light }, dark: { stroke: dark } });

/** Every text has a contrast of 4.5:1 and more with what it stands on (WCAG 2.2, 1.4.3), in light and dark; a test computes it. */
export const PAINTS = {
  page: fill({ light: "#ffffff", dark: "#0d1117" }),
  frame: { light: { fill: "#f6f8fa", stroke: "#afb8c1" }, dark: { fill: "#161b22", stroke: "#444c56" } },
  card: { light: { fill: "#ffffff", stroke: "#6e7781" }, dark: { fill: "#21262d", stroke: "#768390" } },
  switch: { light: { fill: "#e7ecf0", stroke: "#6e7781" }, dark: { fill: "#2d333b", stroke: "#768390" } },
  tag: { light: { fill: "#eef1f4" }, dark: { fill: "#373e47" } },
  label: fill({ light: "#f6f8fa", dark: "#161b22" }),
  ink: fill(INK),
  muted: fill(MUTED),
  plain: fill(MUTED),
  manager: fill(MANAGER),
  transcoding: fill(TRANSCODING),
  proxying: fill(PROXYING),
  cable: stroke({ light: "#6e7781", dark: "#8b949e" }),
  path: stroke(INK),
} as const satisfies Readonly<Record<string, Paint>> & Readonly<Record<Tone, Paint>>;

export type PaintName = keyof typeof PAINTS;

/** Class and light colours as attributes: they hold on paper, and in programs that read no style sheet. */
export function paint(name: PaintName): { readonly class: string } & Colours {
  return { class: `topology-${name}`, ...PAINTS[name].light };
}

/** The dark colours. Every selector begins with the picture's own class: in a page nothing else is touched. */
export const STYLE = [
  "svg.topology{max-width:100%;height:auto;color-scheme:light dark}",
  `@media screen and (prefers-color-scheme:dark){${Object.entries(PAINTS).map(([name, { dark }]) => `svg.topology .topology-${name}{${declarations(dark)}}`).join("")}}`,
].join("");

function declarations(colours: Colours): string {
  return Object.entries(colours)
    .map(([property, colour]) => `${property}:${colour}`)
    .join(";");
}
