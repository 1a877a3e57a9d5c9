import { TerraformVariable } from "cdktf";
import { CallCapability, DirectMedia, IvrTheme, Licence, MaximumQuality, MediaEncryption, Override, Secret, VirtualMeetingRoom, type VirtualMeetingRoomProps } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, newStack, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_conference";

test("a minimal room is its name and kind, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new VirtualMeetingRoom(platform, "it", { managementNode });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { name: "it", service_type: "conference", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  const ivrTheme = IvrTheme.fromResourceId(platform, "theme", { managementNode, resourceId: 3 });
  new VirtualMeetingRoom(platform, "it", {
    managementNode,
    name: 'Alice "${1}"',
    description: "%{2}",
    aliases: ["meet.alice@example.com", { alias: "meet.${a}", description: "short %{b}" }],
    pin: Secret.fromVariable("host_pin"),
    allowGuests: true,
    guestPin: Secret.fromVariable("guest_pin"),
    participantLimit: 20,
    callCapability: CallCapability.VIDEO_ONLY,
    mediaEncryption: MediaEncryption.BEST_EFFORT,
    maximumQuality: MaximumQuality.FULL_HD,
    maximumInboundCallRateKbps: 1024,
    maximumOutboundCallRateKbps: 2048,
    hostLayout: "one_main_seven_pips",
    pinningConfiguration: "stage",
    enableOverlayText: true,
    enableActiveSpeakerIndication: true,
    chat: Override.ON,
    liveCaptions: Override.OFF,
    muteAllGuests: true,
    enableDenoise: true,
    enableSoftmute: true,
    primaryOwnerEmailAddress: "alice@example.com",
    tag: "sales",
    enableBreakoutRooms: true,
    directMedia: DirectMedia.BEST_EFFORT,
    directMediaNotificationSeconds: 5,
    ivrTheme,
  });
  expect(theResource(platform, TYPE)).toEqual({
    name: 'Alice "$${1}"',
    description: "%%{2}",
    aliases: [{ alias: "meet.alice@example.com" }, { alias: "meet.$${a}", description: "short %%{b}" }],
    pin: "${var.host_pin}",
    allow_guests: true,
    guest_pin: "${var.guest_pin}",
    participant_limit: 20,
    call_type: "video-only",
    crypto_mode: "besteffort",
    max_pixels_per_second: "fullhd",
    max_callrate_in: 1024,
    max_callrate_out: 2048,
    host_view: "one_main_seven_pips",
    pinning_config: "stage",
    enable_overlay_text: true,
    enable_active_speaker_indication: true,
    enable_chat: "yes",
    live_captions_enabled: "no",
    mute_all_guests: true,
    denoise_enabled: true,
    softmute_enabled: true,
    primary_owner_email_address: "alice@example.com",
    tag: "sales",
    breakout_rooms: true,
    direct_media: "best_effort",
    direct_media_notification_duration: 5,
    ivr_theme: "/api/admin/configuration/v1/ivr_theme/3/",
    service_type: "conference",
    depends_on: [expect.any(String)],
    provider: "pexip.manager",
  });
});

test("a room waits for every licence of its Management Node in its stack, whichever came first", () => {
  const { app, platform, managementNode, gate } = newApiPlatform();
  const licence = (id: string, scope = platform): Licence => new Licence(scope, id, { managementNode, entitlementId: Secret.fromVariable(id) });
  licence("first");
  new VirtualMeetingRoom(platform, "it", { managementNode });
  licence("second");
  licence("elsewhere", newStack("elsewhere", app));
  const addresses = Object.keys(resources(platform, "pexip_infinity_licence")).map((id) => `pexip_infinity_licence.${id}`);
  expect(addresses).toHaveLength(2);
  expect(theResource(platform, TYPE).depends_on.sort()).toEqual([gate, ...addresses].sort());
});

test("an empty list of aliases is left out, because the provider calls it inconsistent", () => {
  const { platform, managementNode } = newApiPlatform();
  new VirtualMeetingRoom(platform, "it", { managementNode, aliases: [] });
  expect(theResource(platform, TYPE)).not.toHaveProperty("aliases");
});

test("nothing is built in runbook mode; the record has the aliases in one form", () => {
  const { app, platform, managementNode } = newDeployment();
  const construct = new VirtualMeetingRoom(platform, "it", { managementNode, aliases: ["a", { alias: "b", description: "c" }], pin: Secret.fromVariable("host_pin") });
  expect(synthesized(platform).resource).toBeUndefined();
  expect(Registry.of(app).record(construct, "service")!.values).toEqual({ name: "it", aliases: [{ alias: "a" }, { alias: "b", description: "c" }], pin: { variable: "host_pin" } });
});

const refused = (props: Partial<Record<keyof VirtualMeetingRoomProps, unknown>>): readonly string[] => {
  const { platform, managementNode } = newApiPlatform();
  return errorOf(() => new VirtualMeetingRoom(platform, "it", { managementNode, ...props } as VirtualMeetingRoomProps)).message.split("\n");
};

test("what is wrong is refused, all of it; a PIN is never shown", () => {
  expect(refused({ aliases: ["", "two\nlines", { alias: "x", descripton: "y" }, { alias: "x", description: "\ud800" }, 7], pin: 1234, guestPin: "12\n34", allowGuests: "yes", directMedia: "best-effort", ivrTheme: "theme" })).toEqual([
    'platform/it: ivrTheme must be a IvrTheme, got "theme"',
    "platform/it: aliases entry 1 must not be empty",
    "platform/it: aliases entry 2 must be one line without control characters",
    "platform/it: aliases entry 3 has an unknown prop; an alias has alias and description",
    "platform/it: aliases entry 4 description contains half of a character (an unpaired surrogate)",
    "platform/it: guestPin must be one line without control characters",
    "platform/it: aliases entry 5 must be text, or an object with alias and description, got 7",
    "platform/it: pin must be text, or better a Secret (Secret.fromVariable(name))",
    'platform/it: allowGuests must be true or false, got "yes"',
    'platform/it: directMedia must be one of never, best_effort, always, got "best-effort"',
  ]);
  expect(refused({ description: "x".repeat(10_000) })).toEqual([expect.stringMatching(/^platform\/it: description must be at most 4096 characters, got 10000, got "x+\.\.\.$/)]);
});

test("a PIN may come from Terraform, as a Secret", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new VirtualMeetingRoom(platform, "it", { managementNode, pin: Secret.fromToken(token) });
  expect(theResource(platform, TYPE)).toMatchObject({ pin: "${var.token}" });
  expect(refused({ pin: token })).toEqual(["platform/it: pin must be text or a Secret (a token: Secret.fromToken(token))"]);
  expect(refused({ aliases: [token] })).toEqual(["platform/it: aliases entry 1 must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later"]);
});
