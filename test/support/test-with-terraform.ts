import { terraformOnPath } from "../../lib/lab/terraform/terraform-command";

/** A test that is skipped, and says so in its title, where there is no terraform. */
export function testWithTerraform(title: string, body: () => Promise<void>): void {
  if (terraformOnPath() !== undefined) test(title, body);
  else test.skip(`${title} (skipped: terraform is not on PATH)`, body);
}
