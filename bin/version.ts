import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The version in package.json, which is one folder up from here, or two once compiled. */
export function packageVersion(): string {
  const path = [join(__dirname, "..", "package.json"), join(__dirname, "..", "..", "package.json")].find((candidate) => existsSync(candidate));
  return path === undefined ? "unknown" : (JSON.parse(readFileSync(path, "utf8")) as { readonly version: string }).version;
}
