import { DeploymentView } from "../../../lib/deployment/model";
import { Secret } from "../../../lib/deployment/secret";
import { existingServiceRecord, serviceRecord } from "../../../lib/deployment/service";
import { virtualMeetingRoom, type VirtualMeetingRoomFields } from "../../../lib/deployment/services/virtual-meeting-room";
import { firstRoom, pinOf, pinProblem, pinVariables, roomWith } from "../../../lib/client/verify/room";
import { placeAt } from "../../support/problems";
import { sound, TOKEN } from "../../support/records";

const { manager, records } = sound();
const room = (id: string, fields: VirtualMeetingRoomFields) => serviceRecord(placeAt(`platform/${id}`), id, virtualMeetingRoom, fields, manager, {});
const platform = new DeploymentView({
  records: [...records, room("silent", {}), existingServiceRecord(placeAt("platform/old"), "old", "virtualMeetingRoom", { resourceId: 7 }, manager), room("a", { aliases: ["meet.a@example.com", { alias: "111" }] }), room("b", { aliases: ["meet.b@example.com"] })],
  acceptances: [],
}).platforms[0];
const nothing = { secretOf: () => undefined };

test("calls the first room that has an alias, by its first alias", () => {
  expect(firstRoom(platform)).toMatchObject({ alias: "meet.a@example.com", record: { name: "a" } });
  expect(firstRoom({ ...platform, services: [] })).toBeUndefined();
});

test("finds a room by any of its aliases, whatever the case, and calls it as it was typed", () => {
  expect(roomWith("111", platform)?.record?.name).toBe("a");
  expect(roomWith("MEET.b@example.com", platform)).toMatchObject({ alias: "MEET.b@example.com", record: { name: "b" } });
  expect(roomWith("meet.c@example.com", platform)).toBeUndefined();
});

test("knows where a PIN may come from", () => {
  const withPin = (pin?: string | Secret) => ({ alias: "1", record: room("x", { pin }) });
  expect(pinVariables(withPin(Secret.fromVariable("room_pin")))).toEqual(["TF_VAR_room_pin", "PEXIP_ROOM_PIN"]);
  expect([withPin(), withPin("1234"), withPin(Secret.fromToken(TOKEN)), { alias: "1" }].map(pinVariables)).toEqual(Array.from({ length: 4 }, () => ["PEXIP_ROOM_PIN"]));
  expect([withPin(), withPin(Secret.fromVariable("room_pin")), withPin(Secret.fromToken(TOKEN)), { alias: "1" }].map((one) => pinOf(one, nothing))).toEqual([undefined, undefined, undefined, undefined]);
  expect(pinOf(withPin("1234"), nothing)).toEqual({ value: "1234", from: "the deployment" });
});

test.each([
  ["1234", true],
  ["12345678901234567890#", true],
  ["", false],
  ["12a4", false],
  ["1234\r\nX: y", false],
  ["123456789012345678901", false],
])("takes %j for a PIN: %s", (value, isOne) => {
  expect(pinProblem({ value, from: "PEXIP_ROOM_PIN" })).toBe(isOne ? undefined : "PEXIP_ROOM_PIN must hold a PIN of at most 20 digits, with a final # if it has one");
});
