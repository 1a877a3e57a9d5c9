import type { DeploymentRecord, DeploymentView } from "../../deployment/model";

/** What people call the thing at a path. */
export type NameOf = (path: string) => string;

export function namesOf(view: DeploymentView): NameOf {
  const names = new Map(view.model.records.map((record) => [record.path, nameOf(record)]));
  return (path) => names.get(path) ?? path;
}

function nameOf(record: DeploymentRecord): string {
  switch (record.kind) {
    case "host":
      return record.id;
    case "externalSwitch":
      return record.switchName;
    case "managementNode":
      return record.fqdn;
    default:
      return record.name;
  }
}
