/** Width of a character in ems, by class. DejaVu Sans is the widest system font that we know of; the others leave some room to the right. */
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[ijlI.,:;'|!` ·]/, 0.34],
  [/[frt()[\]{}/\\"-]/, 0.42],
  [/[mwMW@%…]/, 1],
  [/[A-Z&#+=<>~^]/, 0.76],
  [/[\u0020-\u007E]/, 0.64],
  [/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\p{Extended_Pictographic}]|[\u{20000}-\u{3FFFD}]/u, 1.1],
];

const ANY_OTHER = 0.8;
const BOLD = 1.09;
const ELLIPSIS = "…";

export interface Typeface {
  /** In pixels. */
  readonly size: number;
  readonly bold?: boolean;
}

/** About how wide a text is drawn, in whole pixels: rather too much than too little, whatever the system's font. */
export function textWidth(text: string, { size, bold = false }: Typeface): number {
  let ems = 0;
  for (const character of text) ems += CLASSES.find(([characters]) => characters.test(character))?.[1] ?? ANY_OTHER;
  return Math.ceil(ems * size * (bold ? BOLD : 1));
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function shortened(text: string, width: number, typeface: Typeface): string {
  if (textWidth(text, typeface) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(`${kept}${character}${ELLIPSIS}`, typeface) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}
