import { PexipInfinityAutobackup, type PexipInfinityAutobackupConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-autobackup";
import { Construct } from "constructs";
import { automaticBackup, type AutomaticBackupFields } from "../../deployment/services/automatic-backup";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an AutomaticBackup. */
export interface AutomaticBackupProps extends AutomaticBackupFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<AutomaticBackupFields, PexipInfinityAutobackupConfig>()({
  collection: "autobackup",
  attributes: {
    enabled: "autobackupEnabled",
    intervalHours: "autobackupInterval",
    startHourUtc: "autobackupStartHour",
    passphrase: "autobackupPassphrase",
    uploadUrl: "autobackupUploadUrl",
    uploadUsername: "autobackupUploadUsername",
    uploadPassword: "autobackupUploadPassword",
  },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityAutobackup(scope, "Resource", config as unknown as PexipInfinityAutobackupConfig),
});

/**
 * Automatic backups of the configuration (Utilities > Automatic Backups). A Management Node has one such setting; removing the construct resets it.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class AutomaticBackup extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: AutomaticBackupProps) {
    const service = prepareService(scope, id, automaticBackup, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
