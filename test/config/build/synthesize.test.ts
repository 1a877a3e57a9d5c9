import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesizePlatformFile } from "../../../lib/config/build/synthesize";
import { ValidationError } from "../../../lib/validation/validation-error";
import { changed, folderWith, GOOD } from "../../support/platform-files";
import { errorOf } from "../../support/stacks";

test("a platform file becomes Terraform, stack by stack in the order in which they are applied", () => {
  const folder = folderWith({ "platform.yaml": GOOD });
  expect(synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "a", "cdktf.out"))).toEqual({ stacks: ["manager", "platform"] });
  expect(readdirSync(join(folder, "a", "cdktf.out")).sort()).toEqual(["deployment.json", "manifest.json", "stacks"]);
  expect(readdirSync(join(folder, "a"))).toEqual(["cdktf.out"]);
});

test("a file that is wrong leaves no folder that was not there, and another's content as it was", () => {
  const folder = folderWith({ "platform.yaml": changed("role: transcoding", "role: none"), "cdktf.out/deployment.json": "kept" });
  const error = errorOf(() => synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "new", "deeper")));
  expect(error).toBeInstanceOf(ValidationError);
  expect(error.message).toBe('conferencingNodes.oslo-1: role must be one of transcoding, proxying, got "none"');
  expect(existsSync(join(folder, "new"))).toBe(false);
  errorOf(() => synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "cdktf.out")));
  expect(readdirSync(join(folder, "cdktf.out"))).toEqual(["deployment.json"]);
  expect(readFileSync(join(folder, "cdktf.out", "deployment.json"), "utf8")).toBe("kept");
});

test("what only the rules refuse leaves the folder as it was too", () => {
  const folder = folderWith({ "platform.yaml": changed("vcpus: 8", "vcpus: 30") });
  expect(errorOf(() => synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "cdktf.out"))).message).toContain("refused PXH012 platform/oslo-1: vcpus 30");
  expect(readdirSync(folder)).toEqual(["platform.yaml"]);
});
