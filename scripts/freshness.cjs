"use strict";
// Is what is installed and built still in line with the sources? Content decides, not time stamps.

const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

/** The first package of package-lock.json that is not installed as it says; undefined when all are. */
function missingPackage(lock, installed) {
  const entries = Object.entries(lock.packages).filter(([path, entry]) => path !== "" && !entry.optional);
  return entries.find(([path, entry]) => {
    const found = installed.packages[path];
    return found === undefined || found.version !== entry.version || found.link !== entry.link;
  })?.[0];
}

/** npm keeps a copy of the lock file's entries beside what it installed. */
function isInstalled(root) {
  const copy = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(copy)) return false;
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  return missingPackage(read(join(root, "package-lock.json")), read(copy)) === undefined;
}

function filesBelow(folder, skip = () => false) {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => !skip(path))
    .flatMap((path) => filesBelow(path, skip));
}

/** One line that changes when a file is added, renamed, changed or removed. */
function stampOf(root, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length).replaceAll("\\", "/")} ${content.length}\n`).update(content);
  }
  return `${hash.digest("hex")}\n`;
}

module.exports = { filesBelow, isInstalled, missingPackage, stampOf };
