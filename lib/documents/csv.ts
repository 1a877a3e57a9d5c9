import { stringify } from "csv-stringify/sync";
import { oneLine } from "./one-line";

/**
 * A table for spreadsheets and scripts: RFC 4180, with a line of headings. Text that a spreadsheet would take for a formula gets an apostrophe before it.
 *
 * @param columns headings, in order
 * @param rows one text for each column
 */
export function csv<C extends string>(columns: readonly C[], rows: readonly Readonly<Record<C, string>>[]): string {
  const cells = rows.map((row) => columns.map((column) => oneLine(row[column]).trim()));
  return stringify([[...columns], ...cells], { escape_formulas: true, record_delimiter: "windows" });
}
