import { paint, PAINTS, type PaintName, STYLE } from "../../../lib/documents/topology/style";

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(first: string, second: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const colour = (name: PaintName, shade: "light" | "dark", property: "fill" | "stroke"): string => (PAINTS[name][shade] as { readonly fill?: string; readonly stroke?: string })[property]!;

const TEXTS: readonly (readonly [PaintName, PaintName])[] = [
  ...(["page", "frame", "card", "switch", "tag", "label"] as const).map((ground) => ["ink", ground] as const),
  ...(["page", "frame", "card", "switch"] as const).map((ground) => ["muted", ground] as const),
  ...(["plain", "manager", "transcoding", "proxying"] as const).map((tone) => [tone, "card"] as const),
];

describe.each(["light", "dark"] as const)("%s", (shade) => {
  test.each(TEXTS)("%s text on %s has a contrast of 4.5:1 and more", (text, ground) => {
    expect(contrast(colour(text, shade, "fill"), colour(ground, shade, "fill"))).toBeGreaterThanOrEqual(4.5);
  });

  // WCAG 2.2, 1.4.11: graphics that are needed to understand
  test.each(["cable", "path"] as const)("a %s has a contrast of 3:1 and more", (line) => {
    expect(contrast(colour(line, shade, "stroke"), colour("frame", shade, "fill"))).toBeGreaterThanOrEqual(3);
  });
});

test("what is written on a line has its frame's colour behind it", () => {
  expect([PAINTS.label.light.fill, PAINTS.label.dark.fill]).toEqual([PAINTS.frame.light.fill, PAINTS.frame.dark.fill]);
});

test("paper gets the light colours: they are attributes, and the dark ones are for screens only", () => {
  expect(paint("ink")).toEqual({ class: "topology-ink", fill: "#1f2328" });
  const [always, dark] = STYLE.split("@media screen and (prefers-color-scheme:dark)");
  expect(always).toBe("svg.topology{max-width:100%;height:auto;color-scheme:light dark}");
  expect(dark.slice(1, -1).split("}").filter((rule) => rule !== "" && !/^svg\.topology \.topology-[a-z]+\{[a-z:;#0-9]+$/.test(rule))).toEqual([]);
});
