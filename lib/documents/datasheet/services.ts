import { groupBy, type PlatformView } from "../../deployment/model";
import type { CertificateFacts } from "../../deployment/pem";
import type { SecretRecord } from "../../deployment/secret";
import type { AnyServiceSpec, ServiceKind, ServiceRecord } from "../../deployment/service";
import { SERVICES } from "../../deployment/services";
import { factsOf } from "../../deployment/services/tls-certificate";
import { type AnyField, isDeferred } from "../../validation/fields";
import { isObject } from "../../validation/json";
import { labelOf } from "../runbook/labels";
import { DOTTED, secretText, yesNo } from "../text";
import { type Block, type Content, listed, table } from "./content";
import type { NameOf } from "./names";

/** Told apart from other services, by names: never a key. */
const CREDENTIALS: readonly ServiceKind[] = ["licence", "tlsCertificate", "caCertificate"];

/** Licences and certificates of a platform. */
export function credentialBlocks({ managementNode, nodes, services }: PlatformView): readonly Block[] {
  const of = (kind: ServiceKind): readonly ServiceRecord[] => services.filter(({ service }) => service === kind);
  const users = groupBy(nodes.filter(({ tlsCertificate }) => tlsCertificate !== undefined), ({ tlsCertificate = "" }) => tlsCertificate);
  const manager = of("managementNodeSettings")[0]?.references.tlsCertificate;
  const usersOf = ({ path }: ServiceRecord): string => listed([...(manager === path ? [managementNode.fqdn] : []), ...(users.get(path) ?? []).map(({ name }) => name)]);
  return [
    ...table("Licences", ["Name", "License entitlement key", "Activation"], of("licence").map((licence) => [licence.name, secretText(licence.values.entitlementId as SecretRecord | undefined), licence.values.offlineMode === true ? "by exchange of files" : "over the Internet"])),
    ...table("TLS certificates", ["Name", "Subject and issuer", "For the names", "Valid until", "Used by"], of("tlsCertificate").map((certificate) => [...certificateCells(certificate, factsOf(certificate)), usersOf(certificate)])),
    ...table("Trusted CA certificates", ["Name", "Subject and issuer", "For the names", "Valid until"], of("caCertificate").map((certificate) => certificateCells(certificate, factsOf(certificate)))),
  ];
}

function certificateCells({ name, origin }: ServiceRecord, facts: CertificateFacts | undefined): readonly Content[] {
  if (facts === undefined) return [name, origin === "imported" ? "exists already on the Management Node" : DOTTED, "", ""];
  return [name, [facts.subject, facts.selfSigned ? "issued by itself" : `issued by ${facts.issuer}`], facts.names, facts.notAfter.slice(0, 10)];
}

/** The other services, each kind in a table of its own. */
export function serviceBlocks({ services }: PlatformView, nameOf: NameOf): readonly Block[] {
  const byKind = groupBy(services, ({ service }) => service);
  return SERVICES.filter(({ service }) => !CREDENTIALS.includes(service)).flatMap((spec) => table(`${spec.title} (${spec.menu})`, ["Name", "Settings"], (byKind.get(spec.service) ?? []).map((service) => [service.name, settings(spec, service, nameOf)])));
}

/** `Priority: 50`, one a line, in the order of the form. */
function settings(spec: AnyServiceSpec, { origin, values, references }: ServiceRecord, nameOf: NameOf): readonly string[] {
  if (origin === "imported") return ["exists already on the Management Node"];
  const given = Object.entries(spec.fields).flatMap(([key, field]) => (values[key] === undefined || key === "name" ? [] : lines(key, field, values[key])));
  const named = Object.keys(spec.references).flatMap((key) => (references[key] === undefined ? [] : [`${labelOf(key)}: ${[references[key]].flat().map(nameOf).join(", ")}`]));
  return [...given, ...named];
}

function lines(key: string, { shape }: AnyField, value: unknown): readonly string[] {
  if (shape.is !== "object" || !isObject(value) || isDeferred(value)) return [`${labelOf(key)}: ${valueText({ shape }, value)}`];
  return Object.entries(shape.fields).flatMap(([inner, field]) => (value[inner] === undefined ? [] : lines(inner, field, value[inner]).map((line) => `${labelOf(key)}: ${line}`)));
}

function valueText({ shape }: AnyField, value: unknown): string {
  if (isSecret(value)) return secretText(value);
  if (Array.isArray(value)) return value.map(entryText).join(", ");
  if (typeof value === "boolean") return yesNo(value);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return DOTTED;
  // a PIN may stand in clear in the program, which a rule warns of; here it does not
  if (shape.is === "value" && shape.hidden) return "in the program, in clear";
  if (shape.is === "text" && shape.file === "path") return value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf("\\")) + 1);
  return shape.is === "choice" ? value.replaceAll("_", " ") : value;
}

/** Entries are texts, or aliases with a description. */
function entryText(entry: unknown): string {
  if (!isObject(entry)) return String(entry);
  const { alias, description } = entry;
  return typeof alias !== "string" ? DOTTED : typeof description === "string" ? `${alias} (${description})` : alias;
}

function isSecret(value: unknown): value is SecretRecord {
  return isObject(value) && (isDeferred(value) || typeof value.variable === "string");
}
