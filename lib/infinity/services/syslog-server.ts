import { PexipInfinitySyslogServer, type PexipInfinitySyslogServerConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-syslog-server";
import { Construct } from "constructs";
import { syslogServer, type SyslogServerFields } from "../../deployment/services/syslog-server";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a SyslogServer. */
export interface SyslogServerProps extends SyslogServerFields {
  readonly managementNode: IManagementNode;
}

/** A syslog server, made here or existing already. */
export interface ISyslogServer extends IPlatformObject {}

const resource = resourceOf<SyslogServerFields, PexipInfinitySyslogServerConfig>()({
  collection: "syslog_server",
  attributes: { address: "address", description: "description", port: "port", transport: "transport", auditLog: "auditLog", supportLog: "supportLog", webLog: "webLog" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinitySyslogServer(scope, "Resource", config as unknown as PexipInfinitySyslogServerConfig),
});

/**
 * A syslog server (System > Syslog Servers): a location that names it has its nodes send their logs there.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SyslogServer extends Construct implements ISyslogServer {
  /** A syslog server that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): ISyslogServer {
    return existingObject(scope, id, syslogServer, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SyslogServerProps) {
    const service = prepareService(scope, id, syslogServer, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
