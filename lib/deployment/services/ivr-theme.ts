import { fromFile, line, opt } from "../../validation/fields";
import { serviceOf } from "../service";

/** A theme: the pictures and voice prompts of services (guide page 16, "Customizing the user experience"; Services > Themes). */
export interface IvrThemeFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /**
   * Path of the theme's ZIP on the machine that runs Terraform; absolute, because Terraform runs in a folder of its own below cdktf.out. New content under
   * the same path is not noticed, so put a version into the file's name.
   */
  readonly package: string;
}

/** Source of ranges: pexip/infinity 40.0.0, ivr_theme. */
export const ivrTheme = serviceOf<IvrThemeFields>()({
  service: "ivrTheme",
  title: "Theme",
  menu: "Services > Themes",
  page: 16,
  fields: { name: opt(line()), package: fromFile("path", line()) },
  limits: { name: { longest: 250 } },
  references: {},
});
