import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

interface Planted {
  readonly path: string;
  readonly code: string;
}

function lint(files: readonly Planted[]): string[][] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, "support", "lint.mjs")], { cwd: ROOT, input: JSON.stringify(files), encoding: "utf8" });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}

const uses = (name: string, module: string) => `import { ${name} } from ${JSON.stringify(module)};\nexport const planted = ${name};\n`;

// title, file, code, what must be said about it
const VIOLATIONS: readonly (readonly [string, string, string, string])[] = [
  ["validation that imports the model", "lib/validation/planted.ts", uses("HostRecord", "../deployment/host"), "import-x/no-restricted-paths"],
  ["a model that imports Terraform", "lib/deployment/planted.ts", uses("Registry", "../terraform/registry"), "import-x/no-restricted-paths"],
  ["documents that import constructs", "lib/documents/planted.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["a reader of files that imports constructs", "lib/config/read.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["Terraform's side that imports a construct", "lib/terraform/planted.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["Hyper-V that imports Infinity", "lib/hyperv/planted.ts", uses("ManagementNode", "../infinity/management-node"), "import-x/no-restricted-paths"],
  ["a construct that imports the lab", "lib/infinity/planted.ts", uses("startProviderServer", "../lab/plugin/server"), "import-x/no-restricted-paths"],
  ["a client that imports constructs", "lib/client/planted.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["a client that imports cdktf", "lib/client/planted.ts", uses("Token", "cdktf"), "no-restricted-imports: 'cdktf'"],
  ["a client that reads a file", "lib/client/planted.ts", uses("readFileSync", "node:fs"), "no-restricted-imports: 'node:fs'"],
  ["a client that reads the environment", "lib/client/planted.ts", "export const planted = process.env.PLANTED;\n", "no-restricted-properties: 'process.env'"],
  ["a folder's maker that imports the model", "lib/output/planted.ts", uses("HostRecord", "../deployment/host"), "import-x/no-restricted-paths"],
  ["a lab that imports the matchers", "lib/lab/planted.ts", uses("terraformMatchers", "../testing/terraform-matchers"), "import-x/no-restricted-paths"],
  ["a construct that imports the client", "lib/infinity/planted.ts", uses("request", "../client/https-request"), "import-x/no-restricted-paths"],
  ["a lab that imports constructs", "lib/lab/planted.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["testing that imports constructs", "lib/testing/planted.ts", uses("HypervHost", "../hyperv/hyperv-host"), "import-x/no-restricted-paths"],
  ["testing that imports a binding", "lib/testing/planted.ts", uses("Vhd", "@cdktf/provider-hyperv/lib/vhd"), "import-x/no-restricted-paths"],
  ["a public API that imports the matchers", "lib/index.ts", uses("terraformMatchers", "./testing/terraform-matchers"), "import-x/no-restricted-paths"],
  ["a construct that imports the re-exported bindings", "lib/hyperv/planted.ts", uses("vhd", "../provider-hyperv"), "import-x/no-restricted-paths"],
  ["lib that imports bin", "lib/infinity/planted.ts", uses("start", "../../bin/start"), "import-x/no-restricted-paths"],
  ["lib that imports a script", "lib/infinity/planted.ts", uses("isInstalled", "../../scripts/freshness.cjs"), "import-x/no-restricted-paths"],
  ["bin that imports an example", "bin/planted.ts", uses("main", "../examples/single-host/main"), "import-x/no-restricted-paths"],
  ["a cycle", "lib/validation/text.ts", uses("windowsNameProblem", "./windows"), "import-x/no-cycle"],
  ["validation that imports cdktf", "lib/validation/planted.ts", uses("Token", "cdktf"), "no-restricted-imports: 'cdktf'"],
  ["a model that imports constructs", "lib/deployment/planted.ts", uses("Construct", "constructs"), "no-restricted-imports: 'constructs'"],
  ["a model that imports a type of constructs", "lib/deployment/planted.ts", 'export type { IConstruct } from "constructs";\n', "no-restricted-imports: 'constructs'"],
  ["documents that import cdktf", "lib/documents/planted.ts", uses("Fn", "cdktf/lib/functions"), "no-restricted-imports: 'cdktf/lib/functions'"],
  ["zod outside the one file", "lib/deployment/planted.ts", uses("z", "zod"), "no-restricted-imports: 'zod'"],
  ["zod in a construct", "lib/infinity/planted.ts", uses("z", "zod/mini"), "no-restricted-imports: 'zod/mini'"],
  ["zod in the CLI", "bin/planted.ts", uses("z", "zod"), "no-restricted-imports: 'zod'"],
  ["zod in the lab", "lib/lab/planted.ts", uses("z", "zod"), "no-restricted-imports: 'zod'"],
  ["cdktf in zod's file", "lib/validation/schema.ts", uses("Token", "cdktf"), "no-restricted-imports: 'cdktf'"],
  ["a construct that reads a file", "lib/infinity/planted.ts", uses("readFileSync", "node:fs"), "no-restricted-imports: 'node:fs'"],
  ["a document that reads a file", "lib/documents/planted.ts", uses("readFile", "fs/promises"), "no-restricted-imports: 'fs/promises'"],
  ["console in lib", "lib/infinity/planted.ts", 'console.log("planted");\n', "no-console"],
  ["process.env in lib", "lib/infinity/planted.ts", "export const planted = process.env.PLANTED;\n", "no-restricted-properties: 'process.env'"],
  ["process.exit in lib", "lib/deployment/planted.ts", "process.exit(1);\n", "no-restricted-properties: 'process.exit'"],
  ["an imported process in lib", "lib/deployment/planted.ts", uses("env", "node:process"), "no-restricted-imports: 'node:process'"],
  ["a timer in lib", "lib/terraform/planted.ts", "setTimeout(() => undefined, 1000);\n", "no-restricted-globals: Unexpected use of 'setTimeout'"],
  ["an imported timer in lib", "lib/terraform/planted.ts", uses("setTimeout", "node:timers/promises"), "no-restricted-imports: 'node:timers/promises'"],
  ["code beside the re-export", "lib/provider-hyperv.ts", 'export * from "@cdktf/provider-hyperv";\nexport const planted = 1;\n', "no-restricted-syntax"],
  ["any", "lib/infinity/planted.ts", "export const planted = (value: any) => String(value);\n", "@typescript-eslint/no-explicit-any"],
  ["a note to self", "lib/infinity/planted.ts", `// ${"TO"}DO: planted\n`, "no-warning-comments"],
  ["a disable without effect", "lib/infinity/planted.ts", "// eslint-disable-next-line no-console\nexport const planted = 1;\n", "null: Unused eslint-disable directive"],
];

const ALLOWED: readonly (readonly [string, string, string])[] = [
  ["a model that imports validation", "lib/deployment/planted.ts", uses("lineProblem", "../validation/text")],
  ["a construct that imports downwards", "lib/infinity/planted.ts", uses("HypervHost", "../hyperv/hyperv-host") + 'export { ManagementNode } from "./management-node";\nexport { Vhd } from "@cdktf/provider-hyperv/lib/vhd";\n'],
  ["zod in its file", "lib/validation/schema.ts", uses("z", "zod")],
  ["files in the reader", "lib/config/read/planted.ts", uses("readFileSync", "node:fs")],
  ["files in the documents' writer", "lib/documents/write.ts", uses("writeFileSync", "node:fs")],
  ["files in the deployment's file", "lib/terraform/deployment-file.ts", uses("writeFileSync", "node:fs")],
  ["timers and the plugin server in testing", "lib/testing/planted.ts", uses("startProviderServer", "../lab/plugin/server") + "setTimeout(() => undefined, process.env.PLANTED ? 1 : 2);\n"],
  ["timers and sockets in the client", "lib/client/planted.ts", uses("request", "node:https") + "setTimeout(() => undefined, 1000);\n"],
  ["a CLI that imports the client", "bin/planted.ts", uses("request", "../lib/client/https-request")],
  ["console and exit in the CLI", "bin/planted.ts", 'console.log("planted");\nprocess.exit(1);\n'],
];

let found: string[][];

beforeAll(() => {
  found = lint([...VIOLATIONS, ...ALLOWED].map(([, path, code]) => ({ path, code })));
}, 60_000);

test.each(VIOLATIONS.map(([title, , , expected], index) => ({ title, expected, index })))("the linter refuses $title", ({ expected, index }) => {
  const messages = found[index];
  expect(messages).toHaveLength(1);
  expect(messages[0].startsWith(expected) ? expected : messages[0]).toBe(expected);
});

// a folder that nobody gave a zone would pass
test("every folder of lib has its zone", () => {
  const folders = readdirSync(join(ROOT, "lib"), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "bindings");
  const files = folders.flatMap(({ name }) => (name === "config" ? ["config/read", "config/build"] : [name])).map((part) => ({ part, up: "../".repeat(part.split("/").length) }));
  const messages = lint(files.map(({ part, up }) => ({ path: `lib/${part}/planted.ts`, code: uses("Secret", `${up}index`) })));
  expect(files.filter((_, index) => !messages[index].some((message) => message.startsWith("import-x/no-restricted-paths"))).map(({ part }) => part)).toEqual([]);
}, 60_000);

test.each(ALLOWED.map(([title], index) => ({ title, index: VIOLATIONS.length + index })))("the linter allows $title", ({ index }) => {
  expect(found[index]).toEqual([]);
});
