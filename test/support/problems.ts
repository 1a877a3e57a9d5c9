import type { Place } from "../../lib/validation/schema";
import { ValidationError } from "../../lib/validation/validation-error";

/** Stands for a value that only Terraform knows. */
export const TOKEN = "TOKEN";

/** A place where texts that begin with TOKEN are Terraform tokens. */
export function placeAt(path: string): Place {
  return { path, isToken: (value) => typeof value === "string" && value.startsWith(TOKEN) };
}

/** The lines of the ValidationError that this throws. */
export function problemsOf(action: () => unknown): readonly string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof ValidationError) return error.message.split("\n");
    throw error;
  }
  throw new Error("nothing was refused");
}
