import { isObject } from "../validation/json";
import { shown } from "../validation/text";
import { ValidationError } from "../validation/validation-error";
import { decodedText, planObject, SHOW_COMMAND } from "./plan-text";

/** The major version of the format that is read. Source: developer.hashicorp.com/terraform/internals/json-format (a new major is to be refused, unknown keys are to be ignored). */
const FORMAT_MAJOR = "1";

/** What a plan does to an object. `forget`: Terraform drops it from its state and leaves it alone. */
export type ChangeKind = "none" | "create" | "update" | "delete" | "replace" | "forget";

export type Values = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes` or `resource_drift`. */
export interface ResourceChange {
  /** `module.site.hyperv_vhd.oslo-1_Disk-hv1_7DEE78FB` */
  readonly address: string;
  /** `module.site`; empty in the root module. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** `[0]` or `["a"]` of `count` and `for_each`; else empty. */
  readonly instance: string;
  readonly kind: ChangeKind;
  readonly before?: Values;
  readonly after?: Values;
  /** Trees with `true` where a value is sensitive, or known only after the apply. */
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  readonly afterUnknown: unknown;
  /** `replace_because_tainted`, `replace_by_triggers`, `delete_because_no_resource_config`, ... */
  readonly reason?: string;
  /** Names of the attributes that force the replacement. */
  readonly replacePaths: readonly string[];
  /** A leftover of a replacement that failed: not the object that the address means now. */
  readonly isDeposed: boolean;
  readonly isImport: boolean;
}

/** A plan, as far as it is needed. Values of variables and outputs, which may be secrets in clear, are never looked at. */
export interface Plan {
  readonly terraformVersion?: string;
  /** Terraform stopped with an error: the changes are those that it had found so far, and it will not apply them. */
  readonly errored: boolean;
  /** false: what remains after it, because of `-target` or because Terraform defers changes. */
  readonly complete: boolean;
  /** Managed resources only, without what Terraform reads. */
  readonly changes: readonly ResourceChange[];
  /** What was found changed outside Terraform. */
  readonly drift: readonly ResourceChange[];
  /** What Terraform leaves to a later plan. */
  readonly deferred: readonly ResourceChange[];
}

/**
 * Reads what `terraform show -json` prints for a plan.
 *
 * @param name of the file, for the error
 * @throws ValidationError when it is something else
 */
export function readPlan(bytes: Uint8Array, name: string): Plan {
  const content = planObject(decodedText(bytes, name), name);
  const { format_version: version, terraform_version: terraformVersion } = content;
  if (typeof version !== "string") throw ValidationError.at(name, `is JSON, but no plan; run ${SHOW_COMMAND}`);
  if (version.split(".")[0] !== FORMAT_MAJOR) {
    throw ValidationError.at(name, `has the format version ${shown(version)}, and this program reads ${FORMAT_MAJOR}.x, which Terraform 1.1 and later write`);
  }
  // every plan has planned_values, also an empty one; a state has values
  if (!("planned_values" in content) && !("resource_changes" in content)) {
    throw ValidationError.at(name, `is the state, not a plan: terraform show -json without a file shows the state; save a plan (terraform plan -out=plan.tfplan) and run ${SHOW_COMMAND}`);
  }
  return {
    terraformVersion: typeof terraformVersion === "string" ? terraformVersion : undefined,
    errored: content.errored === true,
    complete: content.complete !== false,
    changes: changesOf(content.resource_changes, name),
    drift: changesOf(content.resource_drift, name),
    deferred: changesOf(deferredChanges(content.deferred_changes), name),
  };
}

function deferredChanges(list: unknown): unknown {
  return Array.isArray(list) ? list.map((entry: unknown) => (isObject(entry) ? entry.resource_change : entry)) : list;
}

function changesOf(list: unknown, name: string): readonly ResourceChange[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw malformed(name);
  return list.flatMap((entry: unknown) => {
    if (!isObject(entry) || !isObject(entry.change)) throw malformed(name);
    return entry.mode === "data" ? [] : [changeOf(entry, entry.change, name)];
  });
}

function changeOf(entry: Values, change: Values, name: string): ResourceChange {
  const { address, type, name: resource, module_address: module, index, deposed, action_reason: reason } = entry;
  const { actions } = change;
  if (typeof address !== "string" || typeof type !== "string" || typeof resource !== "string" || !Array.isArray(actions)) throw malformed(name);
  return {
    address,
    module: typeof module === "string" ? module : "",
    type,
    name: resource,
    instance: index === undefined || index === null ? "" : `[${JSON.stringify(index)}]`,
    kind: kindOf(actions),
    before: isObject(change.before) ? change.before : undefined,
    after: isObject(change.after) ? change.after : undefined,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
    afterUnknown: change.after_unknown,
    reason: typeof reason === "string" ? reason : undefined,
    replacePaths: replacePaths(change.replace_paths),
    isDeposed: typeof deposed === "string",
    isImport: isObject(change.importing),
  };
}

function kindOf(actions: readonly unknown[]): ChangeKind {
  const has = (action: string): boolean => actions.includes(action);
  if (has("create")) return has("delete") || has("forget") ? "replace" : "create";
  if (has("delete")) return "delete";
  if (has("update")) return "update";
  return has("forget") ? "forget" : "none";
}

function replacePaths(paths: unknown): readonly string[] {
  if (!Array.isArray(paths)) return [];
  return [...new Set(paths.flatMap((path: unknown) => (Array.isArray(path) && typeof path[0] === "string" ? [path.filter((step) => typeof step === "string").join(".")] : [])))];
}

function malformed(name: string): ValidationError {
  return ValidationError.at(name, `holds something else than a plan's resource changes; run ${SHOW_COMMAND}`);
}
