import { groupBy } from "../../deployment/model";
import { oneLine } from "../one-line";
import type { LeftOut } from "./model";

/** The most names that are listed for one reason: a person reads them, and a large platform has thousands. */
const MOST_NAMES = 20;

/** `1 record`, `7 records` */
export function recordCount(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}

/** What has no record, and why: nothing, or lines for a comment. */
export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const byReason = [...groupBy(leftOut, ({ reason }) => reason)];
  return [
    "",
    "Left out:",
    ...byReason.flatMap(([reason, entries]) => [
      ...entries.slice(0, MOST_NAMES).map(({ subject }) => `  ${oneLine(subject)} ${reason}`),
      ...(entries.length > MOST_NAMES ? [`  and ${entries.length - MOST_NAMES} more: ${reason}`] : []),
    ]),
  ];
}
