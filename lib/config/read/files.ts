import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { MAX_LINES_LENGTH } from "../../validation/text";

/** What is wrong with a file, or what it holds. */
export type FileText = { readonly text: string } | { readonly problem: string };

const NOT_UTF8 = "is no text in UTF-8; save it in that encoding";

/** Reads a small file that a platform file names, such as a certificate. Lines end with LF afterwards, as the management API returns them. */
export function readNamedFile(folder: string, name: string): FileText {
  const read = readText(resolve(folder, name), MAX_LINES_LENGTH * 4);
  return "text" in read ? { text: read.text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n") } : read;
}

/** @param mostBytes a larger file is refused before it is read */
export function readText(path: string, mostBytes: number): FileText {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) return { problem: "is a folder" };
    // a device or a pipe may never end
    if (!facts.isFile()) return { problem: "is no ordinary file" };
    if (facts.size > mostBytes) return { problem: `has ${megabytes(facts.size)}, and ${megabytes(mostBytes)} is the most that is read` };
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    // UTF-16 without a mark is full of zeros
    return text.includes("\0") ? { problem: NOT_UTF8 } : { text };
  } catch (error) {
    return { problem: inOurWords(error) };
  }
}

function inOurWords(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this account";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return NOT_UTF8;
  if (typeof code === "string") return `cannot be read (${code})`;
  throw error;
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
