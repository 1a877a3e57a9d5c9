import type { Diagnostic } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Flavour } from "./behaviour";
import type { Member } from "./members";
import { asText } from "./members";

type Finding = Omit<Diagnostic, "attribute">;

// Texts: helper/schema/schema.go of terraform-plugin-sdk/v2 2.32.0; internal/fwserver/attribute_validation.go and types/basetypes of terraform-plugin-framework 1.16.1

/** What is wrong with a value by the schema alone, as the toolkit says it: Terraform itself judges types and what is not written at all, and leaves the rest to it. */
export function schemaFindings(flavour: Flavour, { name, path, attribute }: Member, value: Value, written: string): Finding[] {
  if (attribute === undefined) return [];
  const { computed, optional, required } = attribute;
  if (value === null) return required ? [flavour === "sdkv2" ? missingSdkv2(written) : missingFramework(written)] : [];
  // SDKv2 adds it to each schema by itself
  if (flavour === "sdkv2" && path === "id") return [{ summary: "Invalid or unknown key" }];
  if (computed && !optional && !required) return [flavour === "sdkv2" ? readOnlySdkv2(written) : READ_ONLY];
  return isFraction({ name, path, attribute }, value) ? [flavour === "sdkv2" ? { summary: `Attribute must be a whole number, got ${asText(value)}` } : unread(value)] : [];
}

/** Neither provider has a number that is not whole. */
export function isFraction({ attribute }: Member, value: Value): boolean {
  return attribute?.type === "number" && value !== null && !isUnknown(value) && typeof value !== "bigint" && !Number.isInteger(Number(value));
}

const UNEXPECTED = "This is always an error in the provider. Please report the following to the provider developer:";

/** What the framework says besides where a provider reads its configuration as a whole. */
export function unconverted(value: Value): Finding {
  return { summary: "Value Conversion Error", detail: `An unexpected error was encountered trying to convert the Terraform value. ${UNEXPECTED}\n\n${notWhole(value)}` };
}

function unread(value: Value): Finding {
  return { summary: "Configuration Read Error", detail: `An unexpected error was encountered trying to convert an attribute value from the configuration. ${UNEXPECTED}\n\nError: ${notWhole(value)}` };
}

const notWhole = (value: Value): string => `Value %!s(*big.Float=${asText(value)}) is not an integer.`;

function missingSdkv2(written: string): Finding {
  return { summary: "Missing required argument", detail: `The argument ${JSON.stringify(written)} is required, but no definition was found.` };
}

function missingFramework(written: string): Finding {
  return {
    summary: "Missing Configuration for Required Attribute",
    detail:
      `Must set a configuration value for the ${written} attribute as the provider has marked it as required.\n\n` +
      "Refer to the provider documentation or contact the provider developers for additional information about configurable attributes that are required.",
  };
}

function readOnlySdkv2(written: string): Finding {
  return { summary: "Value for unconfigurable attribute", detail: `Can't configure a value for ${JSON.stringify(written)}: its value will be decided automatically based on the result of applying this configuration.` };
}

const READ_ONLY: Finding = {
  summary: "Invalid Configuration for Read-Only Attribute",
  detail:
    "Cannot set value for this attribute as the provider has marked it as read-only. Remove the configuration line setting the value.\n\n" +
    "Refer to the provider documentation or contact the provider developers for additional information about configurable and read-only attributes that are supported.",
};
