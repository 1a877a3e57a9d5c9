import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

// WHO MAY IMPORT WHAT: each folder of lib, and what it sees of lib besides itself. CONTRIBUTING.md explains the order.
const MODEL = ["validation", "deployment"];
const CONSTRUCTS = [...MODEL, "terraform", "hyperv", "infinity", "bindings"];
const ZONES = [
  ["validation", []],
  ["deployment", ["validation"]],
  ["documents", [...MODEL, "output"]],
  ["plan", MODEL],
  ["config/read", MODEL],
  ["terraform", [...MODEL, "bindings"]],
  ["hyperv", [...MODEL, "terraform", "bindings"]],
  ["infinity", [...MODEL, "terraform", "hyperv", "bindings"]],
  ["config/build", [...CONSTRUCTS, "config/read", "output"]],
  ["client", MODEL],
  ["output", ["validation"]],
  ["scaffold", ["output"]],
  ["lab", [...MODEL, "output"]],
  ["testing", [...MODEL, "terraform", "lab/plugin", "lab/terraform/terraform-command.ts"]],
  ["index.ts", [...CONSTRUCTS, "config"]],
  ["provider-hyperv.ts", ["bindings"]],
  ["provider-pexip.ts", ["bindings"]],
];

// a part is a folder, or a file that may become one
const pathsOf = (part) => (part.endsWith(".ts") ? [part] : [part, `${part}.ts`]);

const zones = [
  ...ZONES.map(([part, seen]) => ({
    target: pathsOf(part).map((path) => `lib/${path}`),
    from: "lib",
    except: [part, ...seen].flatMap((name) => pathsOf(name)),
    message: seen.length === 0 ? `lib/${part} imports nothing else of lib` : `of lib, lib/${part} imports only ${seen.join(", ")}`,
  })),
  { target: "lib", from: ["bin", "test", "examples", "scripts"], message: "lib imports lib only" },
  { target: "bin", from: ["test", "examples", "scripts"], message: "bin imports lib only" },
];

const ZOD = { group: ["zod", "zod/*"], message: "only lib/validation/schema.ts names zod" };
const CDKTF = { group: ["cdktf", "cdktf/*", "constructs", "@cdktf/*"], message: "this side of the library is plain data: it loads without cdktf and constructs" };
const FILES = { group: ["fs", "fs/*", "node:fs", "node:fs/*"], message: "files are the business of lib/config, lib/scaffold, lib/documents/write, lib/output, lib/terraform/deployment-file.ts, lib/lab and lib/testing" };
const RUNTIME = { group: ["timers", "timers/*", "node:timers", "node:timers/*", "process", "node:process"], message: "a library has no timers and leaves the process alone" };

const restrictedImports = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

const TIMERS = ["setTimeout", "setInterval", "setImmediate"].map((name) => ({ name, message: "lib has no timers; lib/client, lib/lab and lib/testing may" }));
const PROCESS = ["env", "exit", "exitCode", "argv", "stdout", "stderr", "stdin"].map((property) => ({ object: "process", property, message: "this belongs to bin" }));

const NODE_GLOBALS = ["AbortController", "AbortSignal", "Buffer", "TextDecoder", "URL", "clearTimeout", "console", "performance", "process", "setTimeout"];
const globals = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", "**/cdktf.out/", "**/.terraform/", ".cache/", "coverage/", "lib/bindings/*/lib/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"], location: "anywhere" }],
    },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: globals(NODE_GLOBALS) } },
  { files: ["**/*.cjs", "**/*.js"], languageOptions: { sourceType: "commonjs", globals: globals([...NODE_GLOBALS, "require", "module", "exports", "__dirname", "__filename"]) } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ project: "tsconfig.json" })], "import-x/parsers": { "@typescript-eslint/parser": [".ts"] } },
    rules: {
      // props that add nothing to their fields are still an interface of their own
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/unbound-method": ["error", { ignoreStatic: true }],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
    },
  },
  {
    // what Terraform and jest give is any; a stub may be async for its signature's sake
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["lib/**/*.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-globals": ["error", ...TIMERS],
      "no-restricted-properties": ["error", ...PROCESS],
      ...restrictedImports(ZOD, FILES, RUNTIME),
    },
  },
  { files: ["lib/terraform/deployment-file.ts", "lib/config/build/synthesize.ts"], rules: restrictedImports(ZOD, RUNTIME) },
  { files: ["lib/{validation,deployment,documents,plan}/**/*.ts"], rules: restrictedImports(ZOD, FILES, RUNTIME, CDKTF) },
  { files: ["lib/config/read.ts", "lib/config/read/**/*.ts", "lib/documents/write.ts", "lib/documents/write/**/*.ts", "lib/output/**/*.ts"], rules: restrictedImports(ZOD, RUNTIME, CDKTF) },
  { files: ["lib/client/**/*.ts"], rules: { "no-restricted-globals": "off", ...restrictedImports(ZOD, FILES, RUNTIME, CDKTF) } },
  { files: ["lib/scaffold/**/*.ts"], rules: restrictedImports(ZOD, RUNTIME, CDKTF) },
  { files: ["lib/validation/schema.ts"], rules: restrictedImports(FILES, RUNTIME, CDKTF) },
  {
    files: ["lib/lab/**/*.ts", "lib/testing/**/*.ts"],
    rules: { "no-console": "off", "no-restricted-globals": "off", "no-restricted-properties": "off", ...restrictedImports(ZOD) },
  },
  { files: ["lib/lab/**/*.ts"], rules: restrictedImports(ZOD, CDKTF) },
  { files: ["bin/**/*.ts"], rules: restrictedImports(ZOD) },
  {
    files: ["lib/provider-*.ts"],
    rules: { "no-restricted-syntax": ["error", { selector: "Program > :not(ExportAllDeclaration)", message: "this file only re-exports a binding" }] },
  },
);
