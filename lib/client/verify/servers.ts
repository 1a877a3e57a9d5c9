import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import { isDeferred, type Deferrable } from "../../validation/fields";
import type { Server } from "../https-request";
import { connectionTarget } from "../resolve-override";
import { namesOf } from "../preflight/names";
import type { VerifyContext } from "./context";

/** Where to connect to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** The Management Node's HTTPS, by its name and at its address. A deployment that accepts its certificate unseen is taken at its word. */
export function managerServer(manager: ManagementNodeRecord, context: VerifyContext): Server {
  return serverAt(manager.fqdn, targetOf([manager.fqdn], manager.address, 443, context), 443, context);
}

/** A node's HTTPS under one of its names. */
export function nodeServer(node: ConferencingNodeRecord, name: string, context: VerifyContext): Server {
  return serverAt(name, nodeTarget(node, 443, context), 443, context);
}

/** Where clients reach a node: on its secondary interface where it has one (v21 guide, page 13). */
export function nodeTarget(node: ConferencingNodeRecord, port: number, context: VerifyContext): Target {
  return targetOf(namesOf(node), node.secondaryAddress ?? node.address, port, context);
}

/** Not by DNS, which is looked at by itself: its mistakes would show as mistakes of the machine. */
function targetOf(names: readonly string[], address: Deferrable<string>, port: number, { resolve }: VerifyContext): Target {
  const [own] = names;
  const overridden = names.map((name) => connectionTarget(name, port, resolve)).find(({ host }) => !names.includes(host));
  if (overridden !== undefined) return overridden;
  return isDeferred(address) ? { host: own, port } : connectionTarget(address, port, resolve);
}

function serverAt(host: string, target: Target, port: number, { trust, userAgent }: VerifyContext): Server {
  const resolve = target.host === host ? [] : [{ host, port, address: target.host, addressPort: target.port }];
  return { host, port, trust, resolve, userAgent };
}
