import type { ManagementNodeRecord } from "../../deployment/management-node";
import { isDeferred } from "../../validation/fields";
import type { Login } from "../management-api";

/** Who signs in to the Administrator interface, and which environment variable the password came from. */
export interface ManagerLogin extends Login {
  readonly from: string;
}

/** What was said on the command line and in the environment. */
export interface GivenLogin {
  readonly username?: string;
  /** PEXIP_PASSWORD; undefined where it must not be used, because the deployment has several Management Nodes. */
  readonly password?: string;
  /** A secret by the name of its Terraform variable. */
  readonly secretOf: (variable: string) => string | undefined;
}

/** The login for this Management Node; undefined when its password is not known. */
export function loginOf(manager: ManagementNodeRecord, { username, password, secretOf }: GivenLogin): ManagerLogin | undefined {
  const who = username ?? manager.api?.username ?? (manager.origin === "managed" ? manager.webAdminUsername : "admin");
  if (password !== undefined) return { username: who, password, from: "PEXIP_PASSWORD" };
  const variable = passwordVariable(manager);
  const secret = variable === undefined ? undefined : secretOf(variable);
  return secret === undefined ? undefined : { username: who, password: secret, from: `TF_VAR_${variable}` };
}

/** The Terraform variable of its password; undefined in runbook mode, and where another resource knows it. */
export function passwordVariable({ api }: ManagementNodeRecord): string | undefined {
  return api === undefined || isDeferred(api.password) ? undefined : api.password.variable;
}
