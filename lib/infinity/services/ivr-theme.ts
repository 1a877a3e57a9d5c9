import { PexipInfinityIvrTheme, type PexipInfinityIvrThemeConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-ivr-theme";
import { Construct } from "constructs";
import { ivrTheme, type IvrThemeFields } from "../../deployment/services/ivr-theme";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an IvrTheme. */
export interface IvrThemeProps extends IvrThemeFields {
  readonly managementNode: IManagementNode;
}

/** A theme, made here or existing already. */
export interface IIvrTheme extends IPlatformObject {}

const resource = resourceOf<IvrThemeFields, PexipInfinityIvrThemeConfig>()({
  collection: "ivr_theme",
  attributes: { name: "name", package: "package" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityIvrTheme(scope, "Resource", config as unknown as PexipInfinityIvrThemeConfig),
});

/**
 * A theme (guide page 16, "Customizing the user experience"; Services > Themes), uploaded from the machine that runs Terraform.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class IvrTheme extends Construct implements IIvrTheme {
  /** A theme that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): IIvrTheme {
    return existingObject(scope, id, ivrTheme, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: IvrThemeProps) {
    const service = prepareService(scope, id, ivrTheme, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
