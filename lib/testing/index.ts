export type { Judgement, RuleProblem } from "../deployment/judgement";
export type { Finding, Severity } from "../deployment/rules/rule";
export { judge } from "./judge";
export { type Environment, terraformOnPath } from "../lab/terraform/terraform-command";
export { describeDiagnostic, type TerraformDiagnostic } from "./terraform-diagnostics";
export { terraformMatchers } from "./terraform-matchers";
export { type TerraformValidation, type TerraformValidationOptions, validateTerraform } from "./terraform-validation";
