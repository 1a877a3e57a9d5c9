import { isObject } from "../validation/json";
import { ValidationError } from "../validation/validation-error";

/** How a plan becomes the JSON that this program reads. */
export const SHOW_COMMAND = "terraform show -json plan.tfplan > plan.json";

const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * The text of a file. Windows PowerShell's `>` writes UTF-16 with a byte order mark.
 *
 * @param name of the file, for the error
 * @throws ValidationError when it is a plan in Terraform's own binary form
 */
export function decodedText(bytes: Uint8Array, name: string): string {
  if (ZIP.every((byte, index) => bytes[index] === byte)) {
    throw ValidationError.at(name, `is a plan in Terraform's own binary form; run ${SHOW_COMMAND} and give plan.json`);
  }
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  // the decoder drops a byte order mark
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * The object in a text that is to be a plan.
 *
 * @throws ValidationError that says what the text is instead
 */
export function planObject(text: string, name: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") throw ValidationError.at(name, `is empty; run ${SHOW_COMMAND}`);
  const content = parsed(text);
  if (content === undefined) {
    const what = isStream(text) ? "is the log of terraform plan -json, not a plan" : "is no JSON";
    throw ValidationError.at(name, `${what}; save the plan (terraform plan -out=plan.tfplan) and run ${SHOW_COMMAND}`);
  }
  if (!isObject(content)) throw ValidationError.at(name, `is JSON, but no plan; run ${SHOW_COMMAND}`);
  if ("@level" in content) throw ValidationError.at(name, `is the log of terraform plan -json, not a plan; save the plan (terraform plan -out=plan.tfplan) and run ${SHOW_COMMAND}`);
  if ("lineage" in content) throw ValidationError.at(name, `is a state file, not a plan; save a plan (terraform plan -out=plan.tfplan) and run ${SHOW_COMMAND}`);
  return content;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `terraform plan -json` writes one JSON object a line. */
function isStream(text: string): boolean {
  const first = parsed(text.slice(0, text.indexOf("\n")));
  return isObject(first) && "@level" in first;
}
