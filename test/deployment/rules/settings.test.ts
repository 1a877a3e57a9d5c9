import { serviceRecord, type ServiceRecord } from "../../../lib/deployment/service";
import { globalSettings, type GlobalSettingsFields } from "../../../lib/deployment/services/global-settings";
import { managementNodeSettings, type ManagementNodeSettingsFields } from "../../../lib/deployment/services/management-node-settings";
import { placeAt } from "../../support/problems";
import { judged, sound, TOKEN } from "../../support/records";

const { records, manager } = sound();

const global = (fields: Partial<GlobalSettingsFields> = {}, path = "global"): ServiceRecord => serviceRecord<GlobalSettingsFields, never>(placeAt(path), path, globalSettings, { ...fields, resetsEverythingNotNamed: true }, manager, {});
const ofManager = (fields: Partial<ManagementNodeSettingsFields> = {}, path = "settings"): ServiceRecord => serviceRecord(placeAt(path), path, managementNodeSettings, fields, manager, {});
const found = (...services: readonly ServiceRecord[]): readonly string[] => judged([...records, ...services]);

test("settings of a kind are given once", () => {
  expect(found(global(), global({}, "again"), ofManager(), ofManager({}, "again2"))).toEqual([
    "error PXH133 again: writes the global settings of manager/manager, and so does global; put all of it into one",
    "error PXH133 again2: writes the management node settings of manager/manager, and so does settings; put all of it into one",
  ]);
});

test("ranges of ports hold 100 ports and stay apart", () => {
  expect(found(global({ mediaPortsStart: 40000, mediaPortsEnd: 40099 }))).toEqual([]);
  expect(found(global({ mediaPortsStart: 40000, mediaPortsEnd: 40098 }))).toEqual(["error PXH147 global: mediaPortsStart 40000 and mediaPortsEnd 40098 hold 99 ports; give at least 100"]);
  expect(found(global({ signallingPortsEnd: 20000 }))).toEqual(["error PXH147 global: signallingPortsStart 33000 and signallingPortsEnd 20000 hold 0 ports; give at least 100"]);
  expect(found(global({ signallingPortsEnd: 40000 }))).toEqual(["error PXH147 global: media ports 40000-49999 and signalling ports 33000-40000 overlap; keep them apart"]);
});

test("values are in their ranges", () => {
  expect(found(global({ lastParticipantTimeoutSeconds: 59, minimumPinLength: 3 }))).toEqual([
    "error PXH130 global: lastParticipantTimeoutSeconds is 59; Pexip Infinity takes 60-86400 or 0",
    "error PXH130 global: minimumPinLength is 3; Pexip Infinity takes 4-20",
  ]);
  expect(found(global({ lastParticipantTimeoutSeconds: 0 }))).toEqual([]);
  expect(found(ofManager({ name: "n".repeat(33), mtu: 511 }))).toEqual(["error PXH130 settings: mtu is 511; Pexip Infinity takes 512-1500", "error PXH130 settings: name has 33 characters; Pexip Infinity takes at most 32"]);
});

test("the Management Node has three NTP servers", () => {
  expect(found(ofManager({ ntpServers: ["ntp1.example.com"], additionalNtpServers: ["NTP1.example.com", "ntp2.example.com"] }))).toEqual([
    "warning PXH158 settings: the Management Node has 2 distinct NTP servers; give additionalNtpServers, so that it has 3",
  ]);
  expect(found(ofManager({ ntpServers: ["ntp1.example.com"] }))).toEqual(["warning PXH158 settings: the Management Node has 1 distinct NTP server; give additionalNtpServers, so that it has 3"]);
  expect(found(ofManager({ ntpServers: ["ntp1.example.com"], additionalNtpServers: ["ntp2.example.com", "ntp3.example.com"] }))).toEqual([]);
  expect(found(ofManager())).toEqual([]);
  expect(found(ofManager({ ntpServers: [TOKEN] }))).toEqual([]);
});
