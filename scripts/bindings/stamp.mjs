// What a generated binding was made from: unchanged means that there is nothing to do.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { BindingsError } from "./errors.mjs";

const MAKERS = ["generate.mjs", "compile.mjs", "stamp.mjs"];

// cdktf may be installed as the alias npm:cdktn, hence the name inside the package
function installed(name, root) {
  const { resolve } = createRequire(join(root, "package.json"));
  try {
    const manifest = JSON.parse(readFileSync(resolve(`${name}/package.json`), "utf8"));
    return `${manifest.name}@${manifest.version}`;
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    throw new BindingsError(`${name} is not installed; run npm install, with development dependencies`);
  }
}

export function stampOf(binding) {
  const hash = createHash("sha256").update(readFileSync(binding.schemaFile));
  hash.update(JSON.stringify(binding.manifest.cdktf));
  for (const maker of MAKERS) hash.update(readFileSync(new URL(maker, import.meta.url)));
  const packages = ["cdktf", "@cdktf/provider-generator", "typescript"].map((name) => installed(name, binding.root));
  return `${packages.join(" ")} ${hash.digest("hex")}\n`;
}

export function writtenStamp(binding) {
  try {
    return readFileSync(join(binding.output, ".stamp"), "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  }
}
