import type { AttributePath, Diagnostic } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Attributes, Flavour, SchemaPath, ValidatedPlace, Validator } from "./behaviour";
import type { Member } from "./members";
import { elementsOf, isRecord } from "./members";
import { isFraction, schemaFindings, unconverted } from "./schema-rules";

/** What a behaviour says of a configuration. */
interface Rules {
  readonly validators?: Readonly<Record<SchemaPath, Validator | readonly Validator[]>>;
  validate?(config: Attributes): Diagnostic[];
}

/** What a toolkit and the behaviour find in a configuration. */
export function judged(flavour: Flavour, members: readonly Member[], config: Attributes, rules: Rules): Diagnostic[] {
  if (flavour === "sdkv2") {
    // an attribute that may not stand there is not judged further (validate of helper/schema/schema.go)
    const whole = rules.validate?.(config) ?? [];
    const barred = whole.map(({ attribute }) => attribute?.[0]);
    return [...ofValues(flavour, members.filter(({ name }) => !barred.includes(name)), config, rules.validators), ...whole];
  }
  return distinct([...ofValues(flavour, members, config, rules.validators), ...(rules.validate === undefined ? [] : (unconvertible(members, config) ?? rules.validate(config)))]);
}

/** The framework says nothing twice (diag/diagnostics.go, Append). */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify([one.summary, one.detail, one.attribute]), one])).values()];
}

/** A configuration that cannot be read as a whole is not judged as a whole; the first value of which that is so is named. */
function unconvertible(members: readonly Member[], config: Attributes): Diagnostic[] | undefined {
  const first = members.find((member) => isFraction(member, config[member.name] ?? null));
  return first && [{ ...unconverted(config[first.name]), attribute: [first.name] }];
}

function ofValues(flavour: Flavour, members: readonly Member[], config: Attributes, validators: Rules["validators"] = {}): Diagnostic[] {
  const inObject = (inside: readonly Member[], object: Attributes, at: AttributePath, written: string, isInSet: boolean): Diagnostic[] =>
    inside.flatMap((member) => {
      const value = object[member.name] ?? null;
      // Terraform has no path into a set
      const attribute = isInSet ? at : [...at, member.name];
      const text = written === "" ? member.name : `${written}.${member.name}`;
      const bySchema = schemaFindings(flavour, member, value, text).map((finding): Diagnostic => ({ ...finding, attribute }));
      if (value === null || isUnknown(value) || bySchema.length > 0) return bySchema;
      const place: ValidatedPlace = { path: member.path, written: text, attribute, config };
      const own = [validators[member.path] ?? []].flat().flatMap((validator) => findings(validator, value, place));
      const { nested } = member;
      if (nested === undefined) return own;
      const within = elementsOf(nested, value).flatMap(({ index, element }) => {
        const path = stepInto(nested.nesting, attribute, index);
        const here = nested.nesting === "single" || nested.nesting === "group" ? text : nested.nesting === "set" && flavour === "framework" ? `${text}[${goValue(element)}]` : indexed(flavour, text, index);
        return inObject(nested.members, element, path, here, isInSet || nested.nesting === "set");
      });
      return [...own, ...within];
    });
  return inObject(members, config, [], "", false);
}

function findings(validator: Validator, value: Parameters<Validator>[0], place: ValidatedPlace): Diagnostic[] {
  const found = validator(value, place);
  if (found === undefined) return [];
  return [found].flat().map((finding) => ({ ...(typeof finding === "string" ? { summary: finding } : finding), attribute: place.attribute }));
}

function stepInto(nesting: string, path: AttributePath, index: number | string): AttributePath {
  if (nesting === "list") return [...path, Number(index)];
  return nesting === "map" ? [...path, { key: String(index) }] : path;
}

function indexed(flavour: Flavour, text: string, index: number | string): string {
  return flavour === "sdkv2" ? `${text}.${index}` : `${text}[${typeof index === "string" ? JSON.stringify(index) : index}]`;
}

/** An element of a set stands in paths as a whole: `Value({"alias":"5001","description":<null>})` (path/path_step_element_key_value.go of terraform-plugin-framework). */
function goValue(value: Value): string {
  const inner = (one: Value): string => {
    if (one === null) return "<null>";
    if (isUnknown(one)) return "<unknown>";
    if (Array.isArray(one)) return `[${one.map(inner).join(",")}]`;
    if (!isRecord(one)) return typeof one === "string" ? JSON.stringify(one) : String(one);
    return `{${Object.keys(one).sort().map((name) => `${JSON.stringify(name)}:${inner(one[name])}`).join(",")}}`;
  };
  return `Value(${inner(value)})`;
}
