// npm run bindings:update -- hyperv FILE [--version X.Y.Z]
// FILE is what `terraform providers schema -json` printed in a folder that requires the newer provider.
import { UsageError, updateBinding } from "./update-binding.cjs";

try {
  for (const line of updateBinding(process.argv.slice(2))) console.log(line);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
