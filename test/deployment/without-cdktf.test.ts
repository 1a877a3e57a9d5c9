import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The files below these folders; a folder that does not exist yet has none. */
function filesIn(...folders: readonly string[]): readonly string[] {
  return folders
    .map((folder) => join(root, "lib", folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(".ts"));
}

/** Requires these files in a Node process of its own that cannot resolve cdktf and constructs. */
function requireWithoutCdktf(files: readonly string[]): { readonly status: number | null; readonly errors: string } {
  const script = `for (const file of ${JSON.stringify(files)}) require(file);`;
  const { status, stderr } = spawnSync(process.execPath, ["-r", join(root, "test/support/without-cdktf.js"), "-e", script], { cwd: root, encoding: "utf8" });
  return { status, errors: stderr };
}

test("records, rules and documents load without cdktf and constructs", () => {
  const files = filesIn("validation", "deployment", "documents");
  expect(files.map((file) => file.slice(root.length + 1))).toEqual(expect.arrayContaining(["lib/validation/schema.ts", "lib/deployment/model.ts", "lib/deployment/rules/index.ts"]));
  expect(requireWithoutCdktf(files)).toEqual({ status: 0, errors: "" });
});

describe("the guard itself", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "without-cdktf-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each(["cdktf", "cdktf/lib/tokens", "constructs"])("stops code that imports %s, directly or further down", (name) => {
    const [direct, indirect] = [join(folder, "direct.ts"), join(folder, "indirect.ts")];
    writeFileSync(direct, `import * as imported from "${name}";\nexport const used = imported;\n`);
    writeFileSync(indirect, 'export { used } from "./direct";\n');
    for (const file of [direct, indirect]) {
      const { status, errors } = requireWithoutCdktf([file]);
      expect(status).toBe(1);
      expect(errors).toContain(`Error: ${name} is out of reach here`);
    }
  });

  test("lets an import of types alone pass, for it leaves no trace", () => {
    const file = join(folder, "types.ts");
    writeFileSync(file, 'import type { Token } from "cdktf";\nexport const isToken = (token: Token): boolean => token !== undefined;\n');
    expect(requireWithoutCdktf([file])).toEqual({ status: 0, errors: "" });
  });
});
