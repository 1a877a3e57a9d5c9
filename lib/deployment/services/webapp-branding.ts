import { choice, fromFile, line, opt } from "../../validation/fields";
import { serviceOf } from "../service";

/** Generation of the web app that a branding is for. */
export enum WebappType {
  WEBAPP1 = "webapp1",
  WEBAPP2 = "webapp2",
  WEBAPP3 = "webapp3",
}

/** A branding package of the web app (guide page 16, "Customizing the user experience"). */
export interface WebappBrandingFields {
  /** At most 100 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Another type replaces the branding. */
  readonly webappType: WebappType;
  /**
   * Path of the ZIP on the machine that runs Terraform; absolute, because Terraform runs in a folder of its own below cdktf.out. Another path replaces
   * the branding; new content under the same path is not noticed, so put a version into the file's name.
   */
  readonly brandingFile: string;
}

/** Source of ranges: pexip/infinity 40.0.0, webapp_branding. */
export const webappBranding = serviceOf<WebappBrandingFields>()({
  service: "webappBranding",
  title: "Web app branding",
  menu: "Web App > Web App Branding",
  page: 16,
  fields: { name: opt(line()), description: opt(line()), webappType: choice(WebappType), brandingFile: fromFile("path", line()) },
  limits: { name: { longest: 100 }, description: { longest: 250 } },
  references: {},
});
