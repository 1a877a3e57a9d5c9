import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { documentInput } from "../../lib/documents/document";
import { documentsOf } from "../../lib/documents/documents";
import { writeDocuments } from "../../lib/documents/write";
import { readDeployment, SOURCE_ARGUMENT } from "../deployment-source";
import { fileError, InputError } from "../errors";
import type { World } from "../world";

interface Flags {
  readonly output?: string;
  readonly date?: string;
}

export function docsCommand(world: World): Command {
  return new Command("docs")
    .description("Writes the papers of an installation: datasheet, checklist, runbook, DNS records, firewall, NAT, DHCP and trunk tables, topology picture.")
    .argument(...SOURCE_ARGUMENT)
    .option("-o, --output <folder>", "where to write (default: documents in cdktf's output folder)")
    .option("--date <day>", "day of the documents, such as 2026-11-22 (default: SOURCE_DATE_EPOCH, else a dotted line)")
    .addHelpText("after", "\nThe same deployment gives the same bytes. No secret is in any of them.\n\nExample:\n  pexip-hyperv docs platform.yaml --output documents")
    .action(async (given: string | undefined, { output, date }: Flags) => {
      const day = dayOf(date, world.env.SOURCE_DATE_EPOCH);
      const { folder, model } = readDeployment(world, given);
      const target = output === undefined ? join(folder, "documents") : resolve(world.cwd, output);
      const documents = await documentsOf(documentInput(model, day));
      try {
        writeDocuments(target, documents);
      } catch (error) {
        throw fileError(error, target);
      }
      const shownFolder = relative(world.cwd, target) || ".";
      world.stdout.write(`${documents.map(({ path }) => join(shownFolder, path)).join("\n")}\n`);
    });
}

/** Never the clock's: the same deployment gives the same bytes. */
function dayOf(given: string | undefined, epoch: string | undefined): string | undefined {
  if (given === undefined) return epoch === undefined || !/^\d{1,11}$/.test(epoch) ? undefined : new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== given) throw new InputError([`--date must be a day such as 2026-11-22, got ${JSON.stringify(given.slice(0, 40))}`]);
  return given;
}
