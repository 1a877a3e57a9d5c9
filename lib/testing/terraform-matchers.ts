import { describeDiagnostic } from "./terraform-diagnostics";
import type { TerraformValidationOptions } from "./terraform-validation";
import { validateTerraform } from "./terraform-validation";

/** For `expect.extend(terraformMatchers)` in Jest or Vitest. */
export const terraformMatchers = {
  /** The directory, as `app.synth()` or `Testing.fullSynth(stack)` wrote it, has no error that `validateTerraform` would find. */
  async toBeValidAgainstProviders(directory: string, options?: TerraformValidationOptions) {
    const { valid, stacks, diagnostics } = await validateTerraform(directory, options);
    return {
      pass: valid,
      message: () =>
        valid
          ? `expected an invalid configuration, but Terraform accepts ${stacks.join(", ")}`
          : `expected a valid configuration, but Terraform says\n${diagnostics.map(describeDiagnostic).join("\n")}`,
    };
  },
};

// the form in which @types/jest can be extended
/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars */
declare global {
  namespace jest {
    interface Matchers<R, T = {}> {
      toBeValidAgainstProviders(options?: TerraformValidationOptions): Promise<R>;
    }
  }
}
