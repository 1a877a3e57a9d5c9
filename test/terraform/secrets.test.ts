import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { TerraformVariable } from "cdktf";
import { Secret } from "../../lib";
import { newApp, newHost, newManager, newStack, newSwitch, newLocation, newNode } from "../support/stacks";

const PLANTED = "pLanted-5ecret-9471";

test("a planted secret is in no file under cdktf.out", () => {
  process.env.TF_VAR_hv1_password = PLANTED;
  try {
    const app = newApp();
    const manager = newStack("manager", app);
    const vault = new TerraformVariable(manager, "vault", { sensitive: true });
    const first = newSwitch(manager, newHost(manager, "hv1"));
    newSwitch(manager, newHost(manager, "hv2", { password: Secret.fromToken(vault.stringValue) }), "lan2");
    const managementNode = newManager(manager, { externalSwitch: first });
    const platform = newStack("platform", app);
    newNode(platform, 1, { externalSwitch: first, systemLocation: newLocation(platform, { managementNode }) });
    app.synth();
    const files = readdirSync(app.outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain(PLANTED);
  } finally {
    delete process.env.TF_VAR_hv1_password;
  }
});

test("a Secret shows nothing of what it holds", () => {
  const secret = Secret.fromToken(PLANTED);
  for (const text of [JSON.stringify(secret), inspect(secret, { depth: 9, showHidden: true }), inspect(Object.entries(secret))]) expect(text).not.toContain(PLANTED);
});
