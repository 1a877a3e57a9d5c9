// node scripts/api-report.mjs [--write]
// The public API as text, in api/: compared with what the sources say now, or with --write brought up to date. Review its changes as you review code.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const REPORTS = join(ROOT, "api");

// the re-exported bindings are the providers' schemas in other words, and frozen there
const ENTRY_POINTS = { "cdktf-pexip-hyperv": "dist/lib/index.d.ts", lab: "dist/lib/lab/index.d.ts", testing: "dist/lib/testing/index.d.ts" };

function report(name, entryPoint, folder) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(ROOT, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, entryPoint),
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions: { target: "ES2022", module: "node16", moduleResolution: "node16", strict: true, skipLibCheck: true, types: ["node"] } } },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: folder, reportTempFolder: join(folder, "temp") },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: "error" } },
        extractorMessageReporting: { default: { logLevel: "error", addToApiReportFile: true }, "ae-missing-release-tag": { logLevel: "none" }, "ae-undocumented": { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
  const errors = [];
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel === "error") errors.push(message.formatMessageWithLocation(ROOT));
    },
  });
  if (errors.length > 0) throw new Error(`${name}: ${errors.join("\n")}`);
  return join(folder, `${name}.api.md`);
}

const write = process.argv.includes("--write");
const scratch = mkdtempSync(join(tmpdir(), "api-report-"));
try {
  for (const [name, entryPoint] of Object.entries(ENTRY_POINTS)) {
    const now = report(name, entryPoint, scratch);
    const frozen = join(REPORTS, `${name}.api.md`);
    if (existsSync(frozen) && readFileSync(frozen, "utf8") === readFileSync(now, "utf8")) continue;
    if (write) {
      mkdirSync(REPORTS, { recursive: true });
      copyFileSync(now, frozen);
      console.log(`wrote api/${name}.api.md`);
    } else {
      spawnSync("git", ["--no-pager", "diff", "--no-index", "--unified=1", frozen, now], { stdio: ["ignore", 2, 2] });
      console.error(`api/${name}.api.md is not what the sources say; if the change is meant, run "npm run api" and commit the file`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
