import { PexipInfinityWebappBranding, type PexipInfinityWebappBrandingConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-webapp-branding";
import { Construct } from "constructs";
import { webappBranding, type WebappBrandingFields } from "../../deployment/services/webapp-branding";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a WebappBranding. */
export interface WebappBrandingProps extends WebappBrandingFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<WebappBrandingFields, PexipInfinityWebappBrandingConfig>()({
  collection: "webapp_branding",
  attributes: { name: "name", description: "description", webappType: "webappType", brandingFile: "brandingFile" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityWebappBranding(scope, "Resource", config as unknown as PexipInfinityWebappBrandingConfig),
});

/**
 * A branding package of the web app (guide page 16, "Customizing the user experience"), uploaded from the machine that runs Terraform.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class WebappBranding extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: WebappBrandingProps) {
    const service = prepareService(scope, id, webappBranding, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
