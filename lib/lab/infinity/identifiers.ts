import { createHash } from "node:crypto";

/** A UUID that the same thing always gets. */
export function uuidOf(thing: string): string {
  const hex = createHash("sha256").update(thing).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
