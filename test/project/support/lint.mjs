// Lints pretended files: [{ path, code }] as JSON on stdin, a list of "rule: message" per file on stdout.
// A process of its own, since jest cannot import an ES module's configuration.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

// types are not needed for what is planted here, and a pretended file has none
const withoutTypes = [{ files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked }];
const eslint = new ESLint({ overrideConfig: withoutTypes });

const results = [];
for (const { path, code } of JSON.parse(readFileSync(0, "utf8"))) {
  const [{ messages }] = await eslint.lintText(code, { filePath: join(process.cwd(), path) });
  results.push(messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(results));
