import { randomBytes, randomInt } from "node:crypto";
import type { DeploymentRecord } from "../../deployment/model";
import type { SecretRecord } from "../../deployment/secret";
import { isDeferred } from "../../validation/fields";
import { ValidationError } from "../../validation/validation-error";

const isPin = (purpose: string): boolean => /pin$/i.test(purpose);

/** A value for each Terraform variable that a deployment's secrets come from. */
export class SecretValues {
  /** By name; without private keys that were not given. */
  public readonly variables: Readonly<Record<string, string>>;
  /** Variables of private keys that were not given. */
  public readonly privateKeys: readonly string[];

  constructor(
    records: readonly DeploymentRecord[],
    private readonly given: Readonly<Record<string, string>>,
  ) {
    const purposes = new Map<string, string>();
    for (const record of records) collect(record, "", purposes);
    const missing = [...purposes].filter(([name]) => given[name] === undefined);
    this.privateKeys = missing.filter(([, purpose]) => purpose === "privateKey").map(([name]) => name);
    const madeUp = missing.filter(([, purpose]) => purpose !== "privateKey").map(([name, purpose]) => [name, valueFor(purpose)] as const);
    const wanted = [...purposes.keys()].filter((name) => given[name] !== undefined).map((name) => [name, given[name]] as const);
    this.variables = Object.fromEntries([...madeUp, ...wanted]);
  }

  /**
   * @param path of the construct that has it
   * @throws ValidationError when another resource knows it and nobody said what it is
   */
  public of(secret: SecretRecord, path: string): string {
    const value = this.find(secret, path);
    if (value === undefined) throw ValidationError.at(path, "its password comes from another resource, which the lab cannot ask; give it to labFor by this path");
    return value;
  }

  /**
   * The same; undefined when another resource knows it and nobody said what it is, or when it is a private key that was not given.
   *
   * @param path of the construct that has it
   */
  public find(secret: SecretRecord, path: string): string | undefined {
    return isDeferred(secret) ? this.given[path] : this.variables[secret.variable];
  }
}

/** Digits for a PIN; all else is long enough for an SNMPv3 password and short enough for an SNMP community (pexip/infinity 40.0.0: at least 8 and at most 16). */
export function valueFor(purpose: string): string {
  return isPin(purpose) ? String(randomInt(10_000_000, 100_000_000)) : `lab-${randomBytes(6).toString("hex")}`;
}

function collect(value: unknown, purpose: string, found: Map<string, string>): void {
  if (typeof value !== "object" || value === null) return;
  const { variable } = value as { readonly variable?: unknown };
  // one variable for several props: a PIN is the pickiest of them
  if (typeof variable === "string" && !isPin(found.get(variable) ?? "")) found.set(variable, purpose);
  for (const [key, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? purpose : key, found);
}
