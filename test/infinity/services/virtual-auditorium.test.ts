import { GuestsSeeGuests, Licence, Secret, VirtualAuditorium } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_conference";

test("a minimal auditorium is its name and kind, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new VirtualAuditorium(platform, "it", { managementNode });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { name: "it", service_type: "lecture", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("its own props reach the resource, and so do those that it shares with a meeting room", () => {
  const { platform, managementNode } = newApiPlatform();
  new VirtualAuditorium(platform, "it", { managementNode, guestLayout: "one_main_zero_pips", guestsCanSeeGuests: GuestsSeeGuests.NEVER, forcePresenterIntoMain: true, aliases: ["all@example.com"], pin: Secret.fromVariable("pin") });
  expect(theResource(platform, TYPE)).toMatchObject({ guest_view: "one_main_zero_pips", guests_can_see_guests: "never", force_presenter_into_main: true, aliases: [{ alias: "all@example.com" }], pin: "${var.pin}" });
});

test("an auditorium waits for a licence", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  new VirtualAuditorium(platform, "it", { managementNode });
  new Licence(platform, "licence", { managementNode, entitlementId: Secret.fromVariable("key") });
  expect(theResource(platform, TYPE).depends_on).toEqual([gate, `pexip_infinity_licence.${Object.keys(resources(platform, "pexip_infinity_licence"))[0]}`]);
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new VirtualAuditorium(platform, "it", { managementNode, aliases: ["a"] });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what belongs to a meeting room is refused", () => {
  const { platform, managementNode } = newApiPlatform();
  expect(errorOf(() => new VirtualAuditorium(platform, "it", { managementNode, enableBreakoutRooms: true } as never)).message).toBe("platform/it: enableBreakoutRooms: unknown prop");
});
