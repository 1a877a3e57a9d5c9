import type { Construct } from "constructs";
import * as api from "../../lib";
import { certificate } from "../support/certificates";
import { newApiPlatform, newHost, newLocation, newSwitch, managerProps, nodeProps } from "../support/stacks";

const { InfinityVersion, Secret, TemplateDisk, ValidationError } = api;

/** What people and programs pass by mistake. */
const WRONG: readonly unknown[] = [
  ...[null, NaN, Infinity, -1, 2.5, true, 10n, Symbol("s"), () => 1, new Date(NaN), [], [null], [[]], {}, Object.create(null), { toString: null }],
  ...["", " ", "x".repeat(10_000), "it's", 'a*?[]"', "日本", "\ud800", "a\nb", "${x}", "%{x}", "10.0.0.1"],
  ...[["10.0.0.1"], Secret.fromVariable("x"), InfinityVersion.of("40"), TemplateDisk.onHost("C:\\a.vhd")],
];

type Maker = new (scope: Construct, id: string, props: never) => Construct;

function constructs(): readonly (readonly [string, Maker, Record<string, unknown>])[] {
  const { platform, managementNode } = newApiPlatform();
  const host = newHost(platform, "hv1");
  const externalSwitch = newSwitch(platform, host);
  const systemLocation = newLocation(platform, { managementNode });
  const own = { host: { address: "hv2.example.com", username: "svc", windowsServer: "2022", sockets: 1, coresPerSocket: 8, memoryGib: 32, winrm: {} }, sound: { managementNode, name: "it" } };
  const secret = Secret.fromVariable("secret");
  const service = { ...own.sound, address: "it.example.com", description: "d" };
  return [
    ["HypervHost", api.HypervHost, own.host],
    ["ExternalSwitch", api.ExternalSwitch, { host, netAdapterNames: ["Ethernet 9"], switchName: "It" }],
    ["ManagementNode", api.ManagementNode, { ...managerProps, externalSwitch, infinityVersion: InfinityVersion.of("40"), api: {}, commands: {} }],
    ["ConferencingNode", api.ConferencingNode, { ...nodeProps(1), externalSwitch, systemLocation, snmp: {}, staticRoutes: [] }],
    ["SystemLocation", api.SystemLocation, { ...own.sound, dnsServers: ["10.44.0.53"], syslogServers: [], eventSinks: [] }],
    ["StaticRoute", api.StaticRoute, { ...own.sound, address: "10.0.0.0", prefix: 8, gateway: "10.0.0.1" }],
    ["Licence", api.Licence, { managementNode, entitlementId: secret }],
    ["TlsCertificate", api.TlsCertificate, { managementNode, certificate: certificate(["it.example.com"]), privateKey: secret }],
    ["CaCertificate", api.CaCertificate, { managementNode, certificate: certificate(["it.example.com"]) }],
    ["VirtualMeetingRoom", api.VirtualMeetingRoom, { ...own.sound, aliases: ["it@example.com"], pin: secret, allowGuests: false }],
    ["VirtualAuditorium", api.VirtualAuditorium, { ...own.sound, aliases: ["it@example.com"], participantLimit: 3 }],
    ["CallRoutingRule", api.CallRoutingRule, { ...own.sound, priority: 1, matchString: ".*" }],
    ...(["SyslogServer", "SnmpNetworkManagementSystem", "HttpProxy", "SipProxy", "H323Gatekeeper", "MssipProxy", "TurnServer", "StunServer", "SmtpServer"] as const).map(
      (name) => [name, api[name] as Maker, { ...service, port: 1000 }] as const,
    ),
    ["Device", api.Device, { managementNode, alias: "it@example.com" }],
    ["AutomaticBackup", api.AutomaticBackup, { managementNode, passphrase: secret }],
    ["GlobalSettings", api.GlobalSettings, { managementNode, resetsEverythingNotNamed: true }],
    ["ManagementNodeSettings", api.ManagementNodeSettings, { managementNode, dnsServers: ["10.44.0.53"] }],
  ];
}

test.each(constructs())("%s says what is wrong with any wrong value of any prop, and never breaks", (name, Construct, sound) => {
  const scope = (sound.managementNode ?? sound.host ?? sound.externalSwitch ?? newApiPlatform().platform) as Construct;
  const stack = scope.node.scopes[1] as Construct;
  let tried = 0;
  for (const key of [...Object.keys(sound), "unknownProp"]) {
    for (const value of [undefined, ...WRONG]) {
      try {
        new Construct(stack, `${name}-${++tried}`, { ...sound, [key]: value } as never);
      } catch (error) {
        expect(error).toBeInstanceOf(ValidationError);
        expect((error as Error).message).not.toMatch(/\[object|undefined \(|Cannot read/);
      }
    }
  }
  for (const props of [undefined, null, 7, "props", [], () => 1]) expect(() => new Construct(stack, `${name}-${++tried}`, props as never)).toThrow(ValidationError);
});
