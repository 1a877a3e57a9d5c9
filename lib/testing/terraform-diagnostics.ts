import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** One problem that Terraform found, in Terraform's own words. */
export interface TerraformDiagnostic {
  readonly stack: string;
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Terraform's address of the block, such as "hyperv_vhd.oslo-1" or "provider.hyperv". */
  readonly address?: string;
  /** The path of the construct that made the block, where cdktf noted it. */
  readonly constructPath?: string;
  readonly file?: string;
  readonly line?: number;
}

/** The part of `terraform validate -json` that is read; the snippets are left alone, they quote the configuration's values. */
export interface ValidateOutput {
  valid: boolean;
  diagnostics: {
    severity: "error" | "warning";
    summary: string;
    detail?: string;
    range?: { filename: string; start: { line: number } };
    snippet?: { context?: string | null };
  }[];
}

const NO_DOWNLOADS = "This check downloads nothing: give it the provider's schema with the option schemas.";

/** @param directory where the stack's files are; its paths end up in the result */
export async function stackDiagnostics(
  stack: string,
  directory: string,
  output: ValidateOutput,
): Promise<TerraformDiagnostic[]> {
  const configurations = new Map<string, Promise<Configuration | undefined>>();
  const configurationIn = (file: string) => {
    if (!configurations.has(file)) configurations.set(file, readConfiguration(file));
    return configurations.get(file);
  };
  return Promise.all(
    output.diagnostics.map(async ({ severity, summary, detail = "", range, snippet }) => {
      const file = range && join(directory, range.filename);
      const block = snippet?.context?.split(".") ?? [];
      return {
        stack,
        severity,
        summary,
        detail: summary === "Missing required provider" ? `${detail}\n${NO_DOWNLOADS}` : detail,
        address: addressOf(block),
        constructPath: file?.endsWith(".json") ? constructPathOf(block, await configurationIn(file)) : undefined,
        file,
        line: range?.start.line,
      };
    }),
  );
}

/** For people: one problem a paragraph. */
export function describeDiagnostic(diagnostic: TerraformDiagnostic): string {
  const { stack, severity, summary, detail, address, constructPath, file, line } = diagnostic;
  const place = [stack, constructPath ?? address].filter(Boolean).join(": ");
  const source = file && `(${address ? `${address}, ` : ""}${file}:${line})`;
  return [`${severity} ${place}: ${summary}`, detail, source].filter(Boolean).join("\n").replaceAll("\n", "\n  ");
}

function addressOf([kind, type, name]: string[]): string | undefined {
  if (kind === "resource") return name && `${type}.${name}`;
  if (kind === "data") return name && `data.${type}.${name}`;
  return type && `${kind}.${type}`;
}

function constructPathOf([kind, type, name]: string[], configuration?: Configuration): string | undefined {
  if (kind !== "resource" && kind !== "data") return undefined;
  return configuration?.[kind]?.[type]?.[name]?.["//"]?.metadata?.path;
}

interface Configuration {
  resource?: Blocks;
  data?: Blocks;
}

type Blocks = Record<string, Record<string, { "//"?: { metadata?: { path?: string } } }>>;

async function readConfiguration(file: string): Promise<Configuration | undefined> {
  const text = await readFile(file, "utf8");
  try {
    return JSON.parse(text) as Configuration;
  } catch {
    // that the file is not JSON is what Terraform reports
    return undefined;
  }
}
