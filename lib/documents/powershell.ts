import { oneLine } from "./one-line";

/**
 * The text between single quotes, in which PowerShell expands nothing. It takes four typographic quotes for single quotes too, and a doubled one for
 * the character itself. Source: PowerShell, CodeGeneration.EscapeSingleQuotedStringContent and CharExtensions.IsSingleQuote.
 */
export function literal(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

/** A comment: it ends with its line, so the text must not end it. */
export function remark(text: string): string {
  return `# ${oneLine(text)}`.trimEnd();
}

/**
 * A script's content. The byte-order mark is no ornament: without it Windows PowerShell 5.1 reads the bytes of a letter in the code page of the machine, where
 * they may be one of those quotes.
 */
export function script(lines: readonly string[]): string {
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
