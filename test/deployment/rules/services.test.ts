import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { importedManagementNodeRecord, type ManagementNodeRecord } from "../../../lib/deployment/management-node";
import type { DeploymentRecord } from "../../../lib/deployment/model";
import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord, type ServiceRecord, type ServiceSpec } from "../../../lib/deployment/service";
import { SERVICES } from "../../../lib/deployment/services";
import { automaticBackup, type AutomaticBackupFields } from "../../../lib/deployment/services/automatic-backup";
import { licence } from "../../../lib/deployment/services/licence";
import { registrationSettings, type RegistrationSettingsFields } from "../../../lib/deployment/services/registration-settings";
import { sipProxy, type SipProxyFields } from "../../../lib/deployment/services/sip-proxy";
import { SmtpConnectionSecurity, smtpServer, type SmtpServerFields } from "../../../lib/deployment/services/smtp-server";
import { snmpNetworkManagementSystem, type SnmpNetworkManagementSystemFields } from "../../../lib/deployment/services/snmp-network-management-system";
import { turnServer, type TurnServerFields, TurnServerType } from "../../../lib/deployment/services/turn-server";
import { placeAt } from "../../support/problems";
import { judged, sound, TOKEN } from "../../support/records";

const managerAt = (path: string, address: string): ManagementNodeRecord =>
  importedManagementNodeRecord(placeAt(path), "manager", { address, hostname: path, domain: "example.com", infinityVersion: InfinityVersion.of("21") });
const manager = managerAt("manager", "10.44.0.10");
const secret = Secret.fromVariable("secret");

function service<P, D extends keyof P>(spec: ServiceSpec<P, D>, fields: P, path = "it", on: ManagementNodeRecord = manager): ServiceRecord {
  return serviceRecord(placeAt(path), path, spec, fields, on, {});
}

const judgedAlone = (...services: readonly DeploymentRecord[]): readonly string[] => judged([manager, ...services]);
const proxy = (fields: Partial<SipProxyFields>, path?: string): ServiceRecord => service(sipProxy, { address: "10.44.0.20", ...fields }, path);
const backup = (fields: AutomaticBackupFields): readonly string[] => judgedAlone(service(automaticBackup, fields));

test("every kind of service is in the table once", () => {
  const kinds = SERVICES.map(({ service: kind }) => kind);
  expect(kinds).toEqual([...new Set(kinds)]);
});

test("every limit is that of a field", () => {
  for (const { fields, limits = {} } of SERVICES) expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(limits)));
});

test("a text is as long as Pexip Infinity takes it", () => {
  expect(judgedAlone(proxy({ name: "n".repeat(250), description: "ä".repeat(250) }))).toEqual([]);
  expect(judgedAlone(proxy({ name: "n".repeat(251) }))).toEqual(["error PXH130 it: name has 251 characters; Pexip Infinity takes at most 250"]);
});

test("a name that is left out is the id, and judged too", () => {
  const path = "i".repeat(251);
  expect(judgedAlone(proxy({}, path))).toEqual([`error PXH130 ${path}: name has 251 characters; Pexip Infinity takes at most 250`]);
});

test("a number is in its range", () => {
  expect(judgedAlone(proxy({ port: 1 }))).toEqual([]);
  expect(judgedAlone(proxy({ port: 65535 }))).toEqual([]);
  expect(judgedAlone(proxy({ port: 0 }))).toEqual(["error PXH130 it: port is 0; Pexip Infinity takes 1-65535"]);
  expect(judgedAlone(proxy({ port: 65536 }))).toEqual(["error PXH130 it: port is 65536; Pexip Infinity takes 1-65535"]);
});

test("all values out of range are found together", () => {
  const sound: AutomaticBackupFields = { passphrase: secret, uploadUrl: "ftps://backup.example.com" };
  expect(backup({ ...sound, intervalHours: 25, startHourUtc: 24 })).toEqual(["error PXH130 it: intervalHours is 25; Pexip Infinity takes 1-24", "error PXH130 it: startHourUtc is 24; Pexip Infinity takes 0-23"]);
  expect(backup({ ...sound, intervalHours: 1, startHourUtc: 0 })).toEqual([]);
  expect(judgedAlone(service(registrationSettings, { adaptiveMaxRefreshSeconds: 7201, nattedMinRefreshSeconds: 59 }))).toEqual([
    "error PXH130 it: adaptiveMaxRefreshSeconds is 7201; Pexip Infinity takes 60-7200",
    "error PXH130 it: nattedMinRefreshSeconds is 59; Pexip Infinity takes 60-3600",
  ]);
});

test("what Terraform knows alone, and what a Secret holds, is not judged", () => {
  expect(judgedAlone(proxy({ address: TOKEN }))).toEqual([]);
  expect(judgedAlone(service(snmpNetworkManagementSystem, { address: TOKEN, port: 162, snmpTrapCommunity: secret }))).toEqual([]);
});

test("an automatic backup that is on has a passphrase and an upload URL", () => {
  const passphrase = "error PXH131 it: passphrase is missing; give a Secret, and keep it where it survives the Management Node: nothing can be restored without it";
  const uploadUrl = "warning PXH132 it: uploadUrl is missing, so the backups stay on the machine that they are meant to save; give an FTPS URL";
  expect(backup({})).toEqual([passphrase, uploadUrl]);
  expect(backup({ uploadUrl: "ftps://backup.example.com" })).toEqual([passphrase]);
  expect(backup({ passphrase: secret })).toEqual([uploadUrl]);
  expect(backup({ enabled: false })).toEqual([]);
});

test("a Management Node has one of each settings", () => {
  const other = managerAt("other", "10.45.0.10");
  const settings = (path: string, on: ManagementNodeRecord, fields: RegistrationSettingsFields = {}): ServiceRecord => service(registrationSettings, fields, path, on);
  expect(judgedAlone(other, settings("a", manager), settings("b", other), settings("c", manager, { enable: false }))).toEqual([
    "error PXH133 c: writes the registration settings of manager, and so does a; put all of it into one",
  ]);
});

test("a licence wants a MAC address that is written down", () => {
  const withLicence = (macAddress?: string): readonly string[] => {
    const { records, manager: built } = sound({ manager: { macAddress } });
    return judged([...records, service(licence, { entitlementId: secret }, "platform/licence", built)]);
  };
  expect(withLicence()).toEqual([expect.stringMatching(/^warning PXH134 platform\/licence: is bound to the MAC address of manager\/manager, which is only derived from its name; write macAddress: "([0-9A-F]{2}:?){6}" there$/)]);
  expect(withLicence("02:8C:11:22:33:6A")).toEqual([]);
  expect(judgedAlone(service(licence, { entitlementId: secret }))).toEqual([]);
});

test("the port for SNMP traps is given", () => {
  const nms = (fields: Partial<SnmpNetworkManagementSystemFields>): readonly string[] => judgedAlone(service(snmpNetworkManagementSystem, { address: "10.44.0.30", ...fields }));
  expect(nms({})).toEqual(["warning PXH135 it: port is not given, and becomes 161; give 162, where systems listen for traps, or the port of yours"]);
  expect(nms({ port: 161 })).toEqual([]);
});

test("a TURN server has the credentials of its kind", () => {
  const turn = (fields: Partial<TurnServerFields>): readonly string[] => judgedAlone(service(turnServer, { address: "10.44.0.40", ...fields }));
  const both = { username: "pexip", password: secret };
  expect(turn(both)).toEqual([]);
  expect(turn({})).toEqual(["warning PXH136 it: username is missing, and serverType is username_password; give both username and password"]);
  expect(turn({ username: "pexip" })).toEqual(["warning PXH136 it: password is missing, and serverType is username_password; give both username and password"]);
  expect(turn({ ...both, secretKey: secret })).toEqual(["warning PXH136 it: secretKey is given, and serverType is username_password; set it to coturn_shared, or leave secretKey out"]);
  expect(turn({ serverType: TurnServerType.COTURN_SHARED })).toEqual(["warning PXH136 it: secretKey is missing, and serverType is coturn_shared; give the Secret that the server shares"]);
  expect(turn({ serverType: TurnServerType.COTURN_SHARED, secretKey: secret })).toEqual([]);
});

test("a password does not travel in clear", () => {
  const smtp = (fields: Partial<SmtpServerFields>): readonly string[] => judgedAlone(service(smtpServer, { address: "10.44.0.50", fromEmailAddress: "pexip@example.com", ...fields }));
  expect(smtp({ password: secret })).toEqual(["warning PXH137 it: connectionSecurity is none, and password is given; set it to starttls"]);
  expect(smtp({ password: secret, connectionSecurity: SmtpConnectionSecurity.STARTTLS })).toEqual([]);
  expect(smtp({})).toEqual([]);
  const upload = { passphrase: secret, uploadPassword: secret };
  expect(backup({ ...upload, uploadUrl: "ftp://backup.example.com" })).toEqual(["warning PXH137 it: uploadUrl is FTP, and uploadPassword is given; use an ftps:// URL"]);
  expect(backup({ ...upload, uploadUrl: "ftps://backup.example.com" })).toEqual([]);
});
