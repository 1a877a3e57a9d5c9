import { TerraformVariable, Testing, Token } from "cdktf";
import { ConferencingNode, HypervHost, InfinityVersion, ManagementNode, ManagementNodeCertificate, NodeRole, Platform, type PlatformDefinition, Secret, TemplateDisk, ValidationError, WindowsServer } from "../../../lib";
import { certificate } from "../../support/certificates";
import { folderWith } from "../../support/platform-files";
import { errorOf, type Json, newApp, newStack, resources } from "../../support/stacks";

const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];

const definition = {
  hosts: { hv1: { address: "hv1.example.com", username: "EXAMPLE\\svc", windowsServer: "2022", sockets: 2, coresPerSocket: 24, memoryGib: 96, ntpServers: NTP, vmDirectory: "D:\\Pexip" } },
  switches: { lan: { host: "hv1", netAdapterNames: ["Ethernet 1"] } },
  managementNode: {
    externalSwitch: "lan",
    infinityVersion: 21,
    templateDisk: "D:\\Templates\\manager\\pexip.vhd",
    hostname: "manager",
    domain: "example.com",
    address: "10.44.0.10",
    netmask: "255.255.255.0",
    gateway: "10.44.0.1",
    dnsServers: ["10.44.0.53"],
    ntpServers: NTP,
    incidentReporting: true,
    usageStatistics: false,
  },
  locations: { oslo: { name: "Oslo" } },
  conferencingNodes: {
    "oslo-1": {
      externalSwitch: "lan",
      systemLocation: "oslo",
      role: "transcoding",
      templateDisk: "D:\\Templates\\oslo-1\\pexip.vhd",
      hostname: "oslo-1",
      domain: "example.com",
      address: "10.44.0.11",
      netmask: "255.255.255.0",
      gateway: "10.44.0.1",
      vcpus: 8,
      sipTlsFqdn: "oslo-1.example.com",
    },
  },
} as const satisfies PlatformDefinition;

const node = definition.conferencingNodes["oslo-1"];
const problemsOf = (given: unknown): readonly { readonly path: string; readonly message: string }[] => {
  const error = errorOf(() => Platform.fromDefinition(newApp(), given as PlatformDefinition));
  if (!(error instanceof ValidationError)) throw error;
  return error.problems;
};
const linesOf = (given: unknown): readonly string[] => problemsOf(given).map(({ path, message }) => `${path}: ${message}`);
const withNode = (more: object): PlatformDefinition => ({ ...definition, conferencingNodes: { "oslo-1": { ...node, ...more } } });
const backendOf = (stack: Parameters<typeof Testing.synth>[0]): Json => (JSON.parse(Testing.synth(stack, true))).terraform.backend;

test("a definition becomes constructs, by their place in it and by their id in two stacks", () => {
  const platform = Platform.fromDefinition(newApp(), definition);
  expect(platform.get("hosts.hv1")).toBeInstanceOf(HypervHost);
  expect(platform.get("conferencingNodes.oslo-1")).toBeInstanceOf(ConferencingNode);
  expect(platform.get("conferencingNodes.oslo-1").node.path).toBe("platform/oslo-1");
  expect(platform.managementNode).toBeInstanceOf(ManagementNode);
  expect(platform.managementNode).toBe(platform.get("managementNode"));
  expect(platform.managementNode.node.path).toBe("manager/manager");
  expect(platform.stack("manager").node.id).toBe("manager");
  expect(platform.stack("platform")).toBe(platform.stack("platform"));
  expect(Object.keys(resources(platform.stack("platform"), "hyperv_machine_instance"))).toHaveLength(1);
});

test("the answers to the installation wizard are an output of the first apply", () => {
  const { output } = JSON.parse(Testing.synth(Platform.fromDefinition(newApp(), definition).stack("manager"), true));
  expect(output.wizard.value).toEqual(expect.arrayContaining([expect.stringMatching(/: 10\.44\.0\.10$/)]));
  expect(JSON.stringify(output)).not.toMatch(/password: [^c]/i);
});

test("values of a program stand where a file has text", () => {
  const platform = Platform.fromDefinition(newApp(), {
    ...definition,
    hosts: { hv1: { ...definition.hosts.hv1, windowsServer: WindowsServer.V2019, password: Secret.fromVariable("hv1_admin") } },
    managementNode: { ...definition.managementNode, infinityVersion: InfinityVersion.of("21.1"), templateVersion: InfinityVersion.of("21"), templateDisk: TemplateDisk.fromZip("https://images.example.com/manager.zip", "pexip.vhd") },
    conferencingNodes: { "oslo-1": { ...node, role: NodeRole.TRANSCODING } },
    virtualMeetingRooms: { test: { pin: Secret.fromVariable("test_pin"), aliases: ["test@example.com", { alias: "5001" }] } },
    managementNodeSettings: { tlsCertificate: ManagementNodeCertificate.SELF_SIGNED },
  });
  const [, instance] = Object.entries(resources(platform.stack("manager"), "hyperv_vhd"))[0];
  expect(instance.source).toBe("https://images.example.com/manager.zip");
  const manager = JSON.parse(Testing.synth(platform.stack("manager"), true));
  expect(manager.variable).toMatchObject({ hv1_admin: { sensitive: true } });
});

test("an undefined value is left out", () => {
  expect(() => Platform.fromDefinition(newApp(), withNode({ description: undefined, snmp: undefined, staticRoutes: undefined }))).not.toThrow();
});

describe("Terraform's own values", () => {
  const variable = (type: string) => {
    const app = newApp();
    const stack = newStack("addresses", app);
    return { app, stack, token: new TerraformVariable(stack, "value", { type }) };
  };

  test("stand where a prop takes them", () => {
    const { app, stack, token } = variable("string");
    const list = new TerraformVariable(stack, "list", { type: "list(string)" });
    const platform = Platform.fromDefinition(app, { ...withNode({ address: token.stringValue, gateway: token.stringValue }), locations: { oslo: { name: "Oslo", dnsServers: list.listValue, ntpServers: [token.stringValue, ...NTP] } } });
    app.synth();
    expect(platform.get("conferencingNodes.oslo-1").node.path).toBe("platform/oslo-1");
  });

  test("a secret that another resource knows", () => {
    const { app, token } = variable("string");
    expect(() => Platform.fromDefinition(app, { ...definition, hosts: { hv1: { ...definition.hosts.hv1, password: Secret.fromToken(token.stringValue) } } })).not.toThrow();
  });

  test("are refused where a value is needed when the configuration is made", () => {
    const { token } = variable("string");
    expect(linesOf(withNode({ hostname: token.stringValue, vcpus: Token.asNumber(token.value) }))).toEqual([
      "conferencingNodes.oslo-1: hostname must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later",
      "conferencingNodes.oslo-1: vcpus must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later",
    ]);
  });
});

describe("what is wrong", () => {
  test("is one error with the place of each in the definition, and nothing is made", () => {
    const app = newApp();
    const given = { ...withNode({ gatway: "10.44.0.1", role: "transcodng", vcpus: "8" }), hosts: { hv1: { ...definition.hosts.hv1, password: "hunter2" } }, locations: { oslo: { mtu: [] } }, switchez: {} };
    const error = errorOf(() => Platform.fromDefinition(app, given as unknown as PlatformDefinition)) as ValidationError;
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message.split("\n")).toEqual([
      "switchez: unknown key; did you mean switches?",
      "hosts.hv1.password: a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs",
      "conferencingNodes.oslo-1.gatway: unknown key; did you mean gateway?",
      "locations.oslo: mtu must be a whole number, got a list of 0 entries",
      'conferencingNodes.oslo-1: role must be one of transcoding, proxying, got "transcodng"',
      'conferencingNodes.oslo-1: vcpus must be a whole number, got "8"',
    ]);
    expect(app.node.children).toEqual([]);
  });

  test("a wrong default is said once, also where there are no lines to point at", () => {
    const nodes = { a: { ...node, role: undefined, hostname: "a", address: "10.44.0.12" }, b: { ...node, role: undefined, hostname: "b", address: "10.44.0.13" } };
    expect(linesOf({ ...definition, conferencingNodes: nodes, defaults: { conferencingNodes: { role: "none" } } })).toEqual(['defaults.conferencingNodes: role must be one of transcoding, proxying, got "none"']);
  });

  test.each([
    ["nothing", {}, ": describes nothing yet: it has no entries"],
    ["a text", "hosts", ": a platform file is a map of hosts, switches, managementNode, locations and so on, and this is a value"],
    ["null", null, ": a platform file is a map of hosts, switches, managementNode, locations and so on, and this is nothing"],
    ["a list", [definition], ": a platform file is a map of hosts, switches, managementNode, locations and so on, and this is a list"],
  ])("%s is no definition", (_, given, line) => {
    expect(linesOf(given)).toEqual([line]);
  });

  test("a definition that holds itself", () => {
    const endless: Record<string, unknown> = { ...definition };
    endless.defaults = endless;
    expect(linesOf(endless)).toEqual([": a definition nests at most 32 levels"]);
  });

  test("what the rules refuse is refused when the App is synthesized, as of any construct", () => {
    const app = newApp();
    Platform.fromDefinition(app, withNode({ vcpus: 30 }));
    expect(errorOf(() => app.synth()).message).toMatch(/refused PXH012 platform\/oslo-1: vcpus 30 is more than the 24 physical cores/);
  });

  test("and accepted by the definition", () => {
    const app = newApp();
    Platform.fromDefinition(app, { ...withNode({ vcpus: 24 }), hosts: { hv1: { ...definition.hosts.hv1, reservedVcpus: 24 } }, accept: [{ rule: "PXH013", reason: "measured" }] });
    expect(() => app.synth()).not.toThrow();
  });

  test("a place that the definition has not is told with some that it has", () => {
    expect(errorOf(() => Platform.fromDefinition(newApp(), definition).get("locations.bergen")).message).toBe('the definition has no "locations.bergen"; it has hosts.hv1, switches.lan, managementNode, locations.oslo, conferencingNodes.oslo-1');
    expect(errorOf(() => Platform.fromDefinition(newApp(), { hosts: definition.hosts }).managementNode).message).toBe('the definition has no "managementNode"; it has hosts.hv1');
  });
});

test("paths start from the folder that is given", () => {
  const folder = folderWith({ "pki/oslo.pem": certificate(["oslo-1.example.com"]) });
  const given = { ...definition, tlsCertificates: { "oslo-tls": { certificate: "pki/oslo.pem", privateKey: { variable: "key" } } } };
  expect(() => Platform.fromDefinition(newApp(), given, { folder })).not.toThrow();
  expect(linesOf(given)).toEqual([expect.stringMatching(/^tlsCertificates\.oslo-tls\.certificate: there is no such file: "pki\/oslo\.pem" /)]);
});

test("each stack keeps its state where the definition says", () => {
  const platform = Platform.fromDefinition(newApp(), { ...definition, backend: { pg: { schema_name: "pexip_{stack}" } } });
  expect(backendOf(platform.stack("manager"))).toEqual({ pg: { schema_name: "pexip_manager" } });
  expect(backendOf(platform.stack("platform"))).toEqual({ pg: { schema_name: "pexip_platform" } });
});

test("a Management Node that exists already leaves one stack", () => {
  const manager = { existing: true, address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: "21" } as const;
  const app = newApp();
  const platform = Platform.fromDefinition(app, { ...definition, managementNode: manager });
  expect(app.node.children.map(({ node: { id } }) => id)).toEqual(["platform"]);
  expect(platform.managementNode.node.path).toBe("platform/manager");
  expect(platform.get("hosts.hv1").node.path).toBe("platform/hv1");
});

test("constructs of one's own stand beside those of the definition", () => {
  const platform = Platform.fromDefinition(newApp(), definition);
  const own = new TerraformVariable(platform.stack("platform"), "own", { type: "string" });
  expect(own.node.path).toBe("platform/own");
});

test("a host's provider stays in the stack platform when the host has no node there, so that its last one can be removed", () => {
  const hv2 = { ...definition.hosts.hv1, address: "hv2.example.com" };
  const platform = Platform.fromDefinition(newApp(), { ...definition, hosts: { ...definition.hosts, hv2 } });
  const { provider }: Json = JSON.parse(Testing.synth(platform.stack("platform")));
  expect(provider.hyperv.map(({ alias }: Json) => alias)).toEqual(["hv1", "hv2"]);
});
