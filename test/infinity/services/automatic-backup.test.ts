import { TerraformVariable } from "cdktf";
import { AutomaticBackup, Secret } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal automatic backup is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new AutomaticBackup(platform, "it", { managementNode, passphrase: Secret.fromVariable("backup_passphrase") });
  expect(resources(platform, "pexip_infinity_autobackup")).toEqual({ it_10B07C0F: { autobackup_enabled: true, autobackup_passphrase: "${var.backup_passphrase}", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new AutomaticBackup(platform, "it", {
    managementNode,
    enabled: false,
    intervalHours: 12,
    startHourUtc: 0,
    passphrase: Secret.fromVariable("backup_passphrase"),
    uploadUrl: "ftps://backup.example.com/pexip",
    uploadUsername: "pexip",
    uploadPassword: Secret.fromVariable("upload_password"),
  });
  expect(theResource(platform, "pexip_infinity_autobackup")).toMatchObject({
    autobackup_enabled: false,
    autobackup_interval: 12,
    autobackup_passphrase: "${var.backup_passphrase}",
    autobackup_start_hour: 0,
    autobackup_upload_password: "${var.upload_password}",
    autobackup_upload_url: "ftps://backup.example.com/pexip",
    autobackup_upload_username: "pexip",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new AutomaticBackup(platform, "it", { managementNode, passphrase: Secret.fromVariable("backup_passphrase") });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, enabled: "yes", passphrase: "secret", uploadUrl: "sftp://backup.example.com" } as never;
  expect(errorOf(() => new AutomaticBackup(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: enabled must be true or false, got "yes"',
    "platform/it: passphrase must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    'platform/it: uploadUrl must be a URL such as ftps://backup.example.com/pexip (FTP or FTPS), got "sftp://backup.example.com"',
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new AutomaticBackup(platform, "it", { managementNode, passphrase: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_autobackup")).toMatchObject({ autobackup_passphrase: "${var.token}" });
});

test("an upload URL holds no password", () => {
  const { platform, managementNode } = newApiPlatform();
  expect(errorOf(() => new AutomaticBackup(platform, "it", { managementNode, uploadUrl: "ftps://pexip:secret@backup.example.com" })).message).toBe(
    'platform/it: uploadUrl must not hold a user name or password: give uploadUsername and uploadPassword, got "ftps://***@backup.example.com"',
  );
});
