import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../../validation/json";

/** The states that a stack reads, by the names of their data sources. */
export function remoteStates({ data }: JsonObject): Readonly<Record<string, JsonObject>> {
  const states = isObject(data) && isObject(data.terraform_remote_state) ? data.terraform_remote_state : {};
  // one in another notation is nobody's state, and so is refused
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, isObject(state) ? state : {}]));
}

/** Is this the state of that stack? */
export function isStateOf({ backend, config }: JsonObject, { terraform }: JsonObject): boolean {
  if (!isObject(terraform) || typeof backend !== "string") return false;
  const settings = isObject(terraform.backend) ? terraform.backend[backend] : backend === "remote" ? asRemote(terraform.cloud) : undefined;
  return isObject(settings) && isDeepStrictEqual(withoutUnset(settings), withoutUnset(isObject(config) ? config : {}));
}

/** A stack in HCP Terraform is read through the backend `remote`, which has no projects. */
function asRemote(cloud: unknown): JsonObject | undefined {
  return isObject(cloud) && isObject(cloud.workspaces) ? { ...cloud, workspaces: { name: cloud.workspaces.name } } : undefined;
}

const withoutUnset = (settings: JsonObject): JsonObject => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== null));
