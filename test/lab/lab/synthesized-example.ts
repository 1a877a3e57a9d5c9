import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizePlatformFile } from "../../../lib/config/build/synthesize";

/** A folder with one of the examples, and what `synth` made of it. */
export class SynthesizedExample {
  private readonly folder = mkdtempSync(join(tmpdir(), "lab-test-"));
  public readonly output = join(this.folder, "cdktf.out");

  constructor(example: string) {
    cpSync(join(__dirname, "../../../examples", example), this.folder, { recursive: true, filter: (path) => !/node_modules|cdktf\.out/.test(path) });
  }

  public synthesize(): void {
    synthesizePlatformFile(join(this.folder, "platform.yaml"), this.output);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
