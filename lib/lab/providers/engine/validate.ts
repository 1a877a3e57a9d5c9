import type { AttributePath, Diagnostic } from "../../plugin/handler";
import { isUnknown } from "../../plugin/values";
import type { Attributes, Flavour, SchemaPath, ValidatedPlace, Validator } from "./behaviour";
import type { Member } from "./members";
import { elementsOf } from "./members";

/** What the validators of single values find in a configuration. */
export function judged(flavour: Flavour, members: readonly Member[], config: Attributes, validators: Readonly<Record<SchemaPath, Validator | readonly Validator[]>> = {}): Diagnostic[] {
  const inObject = (inside: readonly Member[], object: Attributes, at: AttributePath, written: string): Diagnostic[] =>
    inside.flatMap((member) => {
      const value = object[member.name] ?? null;
      if (value === null || isUnknown(value)) return [];
      const attribute = [...at, member.name];
      const text = written === "" ? member.name : `${written}.${member.name}`;
      const place: ValidatedPlace = { path: member.path, written: text, attribute, config };
      const own = [validators[member.path] ?? []].flat().flatMap((validator) => findings(validator, value, place));
      const { nested } = member;
      if (nested === undefined) return own;
      const within = elementsOf(nested, value).flatMap(({ index, element }) => {
        const path = stepInto(nested.nesting, attribute, index);
        return inObject(nested.members, element, path, nested.nesting === "single" || nested.nesting === "group" ? text : indexed(flavour, text, index));
      });
      return [...own, ...within];
    });
  return inObject(members, config, [], "");
}

function findings(validator: Validator, value: Parameters<Validator>[0], place: ValidatedPlace): Diagnostic[] {
  const found = validator(value, place);
  if (found === undefined) return [];
  return [found].flat().map((finding) => ({ ...(typeof finding === "string" ? { summary: finding } : finding), attribute: place.attribute }));
}

// Terraform has no path to an element of a set
function stepInto(nesting: string, path: AttributePath, index: number | string): AttributePath {
  if (nesting === "list") return [...path, Number(index)];
  return nesting === "map" ? [...path, { key: String(index) }] : path;
}

function indexed(flavour: Flavour, text: string, index: number | string): string {
  return flavour === "sdkv2" ? `${text}.${index}` : `${text}[${typeof index === "string" ? JSON.stringify(index) : index}]`;
}
