import type { TerraformStack } from "cdktf";
import {
  CallRoutingRule,
  type IManagementNode,
  type ISystemLocation,
  Secret,
  type SipProxy,
  VirtualAuditorium,
  VirtualMeetingRoom,
} from "cdktf-pexip-hyperv";

/** Meeting rooms, and where calls go that are for none of them. */
export function buildMeetings(
  stack: TerraformStack,
  managementNode: IManagementNode,
  outgoingLocation: ISystemLocation,
  sipProxy: SipProxy,
): void {
  new VirtualMeetingRoom(stack, "alice-room", {
    managementNode,
    name: "Alice's room",
    aliases: ["meet.alice@example.com", { alias: "5001", description: "for telephones" }],
    pin: Secret.fromVariable("alice_room_pin"),
    allowGuests: true,
    primaryOwnerEmailAddress: "alice@example.com",
  });
  new VirtualMeetingRoom(stack, "test-room", {
    managementNode,
    name: "Test room",
    aliases: ["meet.test@example.com"],
    pin: Secret.fromVariable("test_room_pin"),
  });
  new VirtualAuditorium(stack, "all-hands", {
    managementNode,
    name: "All hands",
    aliases: ["all.hands@example.com"],
    pin: Secret.fromVariable("all_hands_pin"),
    allowGuests: true,
    guestPin: Secret.fromVariable("all_hands_guest_pin"),
    muteAllGuests: true,
  });

  new CallRoutingRule(stack, "extensions", {
    managementNode,
    priority: 50,
    matchString: "(\\d{4})@example\\.com",
    replaceString: "\\1@sip.example.com",
    outgoingLocation,
    sipProxy,
  });
  new CallRoutingRule(stack, "partners", {
    managementNode,
    priority: 100,
    matchOutgoingCalls: true,
    matchString: ".*@partner\\.example\\.org",
    outgoingLocation,
  });
}
