import { PexipInfinitySmtpServer, type PexipInfinitySmtpServerConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-smtp-server";
import { Construct } from "constructs";
import { type SmtpConnectionSecurity, smtpServer, type SmtpServerFields } from "../../deployment/services/smtp-server";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an SmtpServer. */
export interface SmtpServerProps extends SmtpServerFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<SmtpServerFields, PexipInfinitySmtpServerConfig>()({
  collection: "smtp_server",
  attributes: {
    name: "name",
    description: "description",
    address: "address",
    port: "port",
    username: "username",
    password: "password",
    fromEmailAddress: "fromEmailAddress",
    connectionSecurity: "connectionSecurity",
  },
  references: {},
  notOffered: {},
  convert: { connectionSecurity: (security: SmtpConnectionSecurity) => security.toUpperCase() },
  make: (scope, config) => new PexipInfinitySmtpServer(scope, "Resource", config as unknown as PexipInfinitySmtpServerConfig),
});

/**
 * A mail server (System > SMTP Servers).
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SmtpServer extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SmtpServerProps) {
    const service = prepareService(scope, id, smtpServer, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
