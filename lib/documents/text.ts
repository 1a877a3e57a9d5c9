import type { SecretRecord } from "../deployment/secret";
import { isDeferred, type Deferrable, type DeferredForm } from "../validation/fields";

/** What is not decided yet, or what only Terraform knows: a dotted line, as on the paper form. */
export const DOTTED = "..........";

export function shown(value: Deferrable<string | number> | undefined): string {
  return value === undefined || isDeferred(value) ? DOTTED : String(value);
}

/** The entries of a list, separated; a dotted line for what only Terraform knows. */
export function shownList(list: DeferredForm<readonly string[]> | undefined, separator = ", "): string {
  return list === undefined || isDeferred(list) ? DOTTED : list.map(shown).join(separator);
}

/** `in TF_VAR_hv1_password`: where a secret is, never what it is. */
export function secretText(secret: SecretRecord | undefined): string {
  if (secret === undefined) return DOTTED;
  return isDeferred(secret) ? "in Terraform, from another resource" : `in TF_VAR_${secret.variable}`;
}

export function yesNo(value: boolean): string {
  return value ? "Yes" : "No";
}
