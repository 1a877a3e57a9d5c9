import { deferrable, flag, opt } from "../../validation/fields";
import { certificateFacts, oneCertificate } from "../pem";
import { serviceOf } from "../service";

/** A certificate of an authority, such as an intermediate one (guide page 11, Platform > Trusted CA Certificates). */
export interface CaCertificateFields {
  /** One certificate in PEM form, with lines that end with LF. Make a CaCertificate for each of a bundle. */
  readonly certificate: string;
  /** Trust what it issued, also without the root above it. @default false */
  readonly trustedIntermediate?: boolean;
}

/** Source of the default: pexip/infinity 40.0.0, ca_certificate (what becomes of a bundle is not documented). */
export const caCertificate = serviceOf<CaCertificateFields, "certificate">()({
  service: "caCertificate",
  title: "Trusted CA certificate",
  menu: "Platform > Trusted CA Certificates",
  page: 11,
  fields: { certificate: deferrable(oneCertificate()), trustedIntermediate: opt(flag()) },
  recorded: { certificate: certificateFacts },
  references: {},
});
