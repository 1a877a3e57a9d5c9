import { shown } from "../validation/text";
import { ValidationError } from "../validation/validation-error";
import { DeploymentView, type DeploymentModel, type DeploymentRecord } from "./model";

/** Name of the deployment model in cdktf's output folder. */
export const DEPLOYMENT_FILE = "deployment.json";

/** Raised when a reader of the file would have to change. */
const FORMAT_VERSION = 1;

/** A machine's Terraform addresses, for tools that read plans. */
export interface MachineAddresses {
  readonly stack: string;
  readonly disk: string;
  readonly vm: string;
}

/** What the file holds: the model, and the Terraform addresses of each machine by its path. Never a secret. */
export interface DeploymentFile extends DeploymentModel {
  readonly machines: Readonly<Record<string, MachineAddresses>>;
}

const KINDS: Readonly<Record<DeploymentRecord["kind"], true>> = { host: true, externalSwitch: true, managementNode: true, systemLocation: true, conferencingNode: true, staticRoute: true, service: true };

export function deploymentFileText(file: DeploymentFile): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...file }, undefined, 2)}\n`;
}

/**
 * Reads the text of a deployment file.
 *
 * @param name of the file, for the error
 * @throws ValidationError when it was not written by `synth`, or by a version with another format
 */
export function parseDeploymentFile(text: string, name: string): DeploymentFile {
  const content = parsed(text);
  if (content === undefined) throw ValidationError.at(name, "is no deployment model; synthesize again, which writes it");
  const { formatVersion, records, acceptances = [], machines = {} } = content as Partial<DeploymentFile> & { readonly formatVersion?: unknown };
  if (formatVersion !== FORMAT_VERSION) throw ValidationError.at(name, `has the format version ${shown(formatVersion)}, and this program reads ${FORMAT_VERSION}; synthesize again with the version of the package that reads it`);
  if (!Array.isArray(records) || !records.every(isRecord) || !Array.isArray(acceptances)) throw ValidationError.at(name, "holds something else than records of a deployment; synthesize again, which writes it");
  return { records, acceptances, machines };
}

/**
 * The ways through a model that came from a file.
 *
 * @throws ValidationError when a record refers to one that is not there
 */
export function viewOf(model: DeploymentModel, name: string): DeploymentView {
  const paths = new Set(model.records.map(({ path }) => path));
  const missing = model.records.flatMap((record) => referencesOf(record).filter((path) => !paths.has(path)));
  if (missing.length > 0) throw ValidationError.at(name, `has no ${shown(missing[0])}, which another record names; synthesize again`);
  return new DeploymentView(model);
}

function referencesOf(record: DeploymentRecord): readonly string[] {
  const fields: object = record;
  const { host, managementNode, systemLocation, machine } = fields as { readonly [key: string]: unknown; readonly machine?: { readonly host?: unknown; readonly primary?: { readonly switch?: unknown } } };
  return [host, managementNode, systemLocation, machine?.host, machine?.primary?.switch].filter((path): path is string => typeof path === "string");
}

function parsed(text: string): object | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(record: unknown): record is DeploymentRecord {
  const { kind, path } = (record ?? {}) as Partial<DeploymentRecord>;
  return typeof path === "string" && typeof kind === "string" && kind in KINDS;
}
