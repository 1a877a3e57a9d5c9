import { Refusal } from "../../plugin/handler";
import { ApiFailure } from "./api-client";

/** A text of the provider, as Terraform shows it. */
export function refused(summary: string, detail: string): Refusal {
  return new Refusal([{ summary, detail }]);
}

/** Runs a step; what the API refuses in it gets the provider's own text around it. */
export async function step<Result>(summary: string, detail: string, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    throw error instanceof ApiFailure ? refused(summary, `${detail}: ${error.message}`) : error;
  }
}

/** Runs a deletion, for which "not found" and a name that does not resolve are success (infinity-provider.md, section 1.3). */
export async function deletion(summary: string, detail: string, body: () => Promise<unknown>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (!error.saysNotFound && !error.saysLookup) throw refused(summary, `${detail}: ${error.message}`);
  }
}

/** `strconv.Atoi` of 64 bits, and the provider's text for what it does not read. */
export function importNumber(id: string): number {
  if (!/^[+-]?\d+$/.test(id) || BigInt.asIntN(64, BigInt(id.replace("+", ""))) !== BigInt(id.replace("+", ""))) throw refused("Invalid Import ID", `Import ID must be a valid integer for the resource ID. Got: ${id}`);
  return Number(id);
}
