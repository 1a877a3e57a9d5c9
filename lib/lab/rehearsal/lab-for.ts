import { DeploymentView, type DeploymentModel } from "../../deployment/model";
import type { LabOptions } from "../options";
import { hostsOf } from "./hosts";
import { networkOf } from "./networks";
import { platformsOf } from "./platforms";
import { SecretValues } from "./secret-values";

/**
 * The lab that a deployment can be rehearsed in: its hosts with the templates that it names, what boots from them, the networks of its switches, DHCP, the
 * answers to the installation wizard, and a value for each secret.
 *
 * @param deployment the model that `synth` writes (`deployment.json`), or several that follow each other: then the lab has what any of them needs
 * @param secrets values of Terraform variables, by name; the others are made up. A secret that comes from another resource goes by the path of its construct.
 *   Keys of certificates are not made up: the lab's own authority has one key for all that it issues
 * @throws ValidationError when something that only Terraform knows is missing
 */
export function labFor(deployment: DeploymentModel | readonly DeploymentModel[], secrets: Readonly<Record<string, string>> = {}): LabOptions {
  const views = [deployment].flat().map((model) => new DeploymentView(model));
  const values = new SecretValues(views.flatMap(({ model }) => model.records), secrets);
  return { ...hostsOf(views, values), ...networkOf(views), ...platformsOf(views, values), variables: values.variables, privateKeys: values.privateKeys };
}
