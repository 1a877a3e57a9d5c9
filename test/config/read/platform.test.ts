import { checkedText, changed, GOOD, mistakesIn, problemsIn } from "../../support/platform-files";

const LOCATION = "  oslo: { name: Oslo }\n";
const locations = (text: string): string => changed(LOCATION, text);

test("a good file has no problems, and everything in it is judged", () => {
  expect(checkedText(GOOD)).toMatchObject({ problems: [], notJudged: [] });
});

test("ten mistakes of ten kinds give ten lines, in the order of the file", () => {
  const node = (number: number, ...own: readonly string[]): string =>
    [`oslo-${number}:`, "  externalSwitch: lan", "  systemLocation: oslo", "  domain: example.com", `  address: 10.44.0.1${number}`, "  netmask: 255.255.255.0", "  gateway: 10.44.0.1", "  vcpus: 4", ...own.map((line) => `  ${line}`)].map((line) => `  ${line}\n`).join("");
  const nodes = [
    node(3, "role: transcodng", "hostname: oslo-3", "templateDisk: D:\\T\\oslo-3\\pexip.vhd"),
    node(4, "role: transcoding", "templateDisk: D:\\T\\oslo-4\\pexip.vhd"),
    node(5, "role: transcoding", "hostname: oslo-5", "templateDisk: D:/T/oslo-5.zip"),
  ];
  const changes: readonly (readonly [string, string])[] = [
    ["    username: EXAMPLE\\svc-terraform\n", "    username: EXAMPLE\\svc-terraform\n    passwrd: { variable: hv1 }\n"],
    ["    managementAdapter: Ethernet 2\n", "    managementAdapter: Ethernet 2\n    password: hunter2\n"],
    [LOCATION, `${LOCATION}  bergen: { sipProxy: none }\n`],
    ["    address: 10.44.0.12\n", "    address: 10.44.0.11\n"],
    ["    netmask: 255.255.255.0\n", "    netmask: 255.0.255.0\n"],
    ["    vcpus: 8\n    sipTlsFqdn: oslo-2", "    vcpus: 30\n    sipTlsFqdn: oslo-2"],
  ];
  const text = `${changes.reduce((so, [from, to]) => changed(from, to, so), GOOD)}${nodes.join("")}virtualMeetingRooms:\n  test: { name: Test, aliases: [test@example.com], allowGuests: "no" }\n`;
  expect(problemsIn(text)).toEqual([
    "platform.yaml:5:5: hosts.hv1.passwrd: unknown key; did you mean password?",
    "platform.yaml:12:15: hosts.hv1.password: a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs",
    'platform.yaml:32:23: locations.bergen.sipProxy: there is no "none" in sipProxies; there is none yet',
    "platform.yaml:42:14: PXH021 conferencingNodes.oslo-1: netmask 255.0.255.0 is not contiguous; a netmask looks like 255.255.255.0",
    "platform.yaml:53:14: PXH020 conferencingNodes.oslo-2: address 10.44.0.11 is already used by conferencingNodes.oslo-1; every node needs its own",
    expect.stringMatching(/^platform\.yaml:56:12: PXH012 conferencingNodes\.oslo-2: vcpus 30 is more than the 24 physical cores of one socket of hv1; /),
    'platform.yaml:66:11: conferencingNodes.oslo-3: role must be one of transcoding, proxying, got "transcodng"',
    "platform.yaml:69:3: conferencingNodes.oslo-4: hostname is required",
    'platform.yaml:89:19: conferencingNodes.oslo-5.templateDisk: the path must be written with backslashes (C:\\Templates\\pexip.vhd), got "D:/T/oslo-5.zip"',
    'platform.yaml:91:65: virtualMeetingRooms.test: allowGuests must be true or false, got "no"',
  ]);
});

describe("keys", () => {
  test.each([
    ["of the file", changed("locations:", "location:"), "platform.yaml:28:1: location: unknown key; did you mean locations?"],
    ["of an entry", changed("    gateway: 10.44.0.1\n    vcpus", "    gatway: 10.44.0.1\n    vcpus"), "platform.yaml:40:5: conferencingNodes.oslo-1.gatway: unknown key; did you mean gateway?"],
    ["of a reference", changed("    systemLocation: oslo\n", "    systemLocaton: oslo\n"), "platform.yaml:33:5: conferencingNodes.oslo-1.systemLocaton: unknown key; did you mean systemLocation?"],
    ["of the Management Node", changed("managementNode:", "managmentNode:"), "platform.yaml:15:1: managmentNode: unknown key; did you mean managementNode?"],
    ["inside an entry", changed("    vmDirectory:", "    winrm: { prot: 5985 }\n    vmDirectory:"), "platform.yaml:12:14: hosts.hv1.winrm.prot: unknown key; did you mean port?"],
    ["of the defaults", `${GOOD}defaults: { host: {} }\n`, "platform.yaml:55:13: defaults.host: unknown key; did you mean hosts?"],
    ["among the defaults of a map", `${GOOD}defaults: { hosts: { adress: a } }\n`, "platform.yaml:55:22: defaults.hosts.adress: unknown key; did you mean address?"],
    ["with nothing near it", changed("    vcpus: 8\n", "    colour: red\n"), "platform.yaml:41:5: conferencingNodes.oslo-1.colour: unknown key"],
    ["that would steer a terminal", changed("    vcpus: 8\n", '    "\\e[31mred": 1\n'), 'platform.yaml:41:5: conferencingNodes.oslo-1."\\u001b[31mred": unknown key'],
  ])("%s: a slip of the pen is one line, with what was meant", (_, text, line) => {
    expect(mistakesIn(text)).toEqual([line]);
  });

  test("one that only an existing thing has, or only one that is made", () => {
    expect(mistakesIn(locations("  oslo: { resourceId: 7 }\n"))).toEqual(["platform.yaml:29:11: locations.oslo.resourceId: is taken only with existing: true, for what is there already"]);
    expect(mistakesIn(locations("  oslo: { existing: true, name: Oslo, mtu: 1400 }\n"))).toEqual([
      "platform.yaml:29:39: locations.oslo.mtu: has no place beside existing: true, which refers to what is there and makes nothing; remove one of the two",
    ]);
  });

  test("existing where nothing of the kind can be referred to", () => {
    expect(mistakesIn(`${GOOD}licences: { l: { existing: true, entitlementId: { variable: l } } }\n`)).toEqual(["platform.yaml:55:18: licences.l.existing: unknown key"]);
  });

  test("existing with a word that is none is taken as meant", () => {
    expect(mistakesIn(`${GOOD}syslogServers: { s: { existing: yes, resourceId: 3 } }\n`)).toEqual(["platform.yaml:55:33: syslogServers.s.existing: must be true or false"]);
    expect(mistakesIn(changed("managementNode:\n", "managementNode:\n  existing: 1\n")).slice(0, 1)).toEqual(["platform.yaml:16:13: managementNode.existing: must be true or false"]);
  });

  test("$schema tells an editor where the schema is, and us nothing", () => {
    expect(problemsIn(`$schema: ../platform.schema.json\n${GOOD}`)).toEqual([]);
  });
});

describe("ids", () => {
  test.each(["oslo 1", "øslo", "", "a.b", "a/b", "${x}"])("%j is none", (id) => {
    expect(mistakesIn(changed("  oslo-1:\n", `  ${JSON.stringify(id)}:\n`))).toEqual([`platform.yaml:31:3: conferencingNodes.${JSON.stringify(id)}: an id consists of letters, digits, _ and -: it becomes a part of Terraform's addresses`]);
  });

  test("are unique within one apply", () => {
    expect(mistakesIn(changed("  oslo-1:\n", "  oslo:\n"))).toEqual(["platform.yaml:31:3: conferencingNodes.oslo: the id oslo stands for locations.oslo already; ids are unique within one apply (stack platform)"]);
    expect(mistakesIn(changed("  hv1:\n", "  manager:\n").replace("host: hv1", "host: manager"))).toEqual(["platform.yaml:15:1: managementNode: the id manager stands for hosts.manager already; ids are unique within one apply (stack manager)"]);
    expect(mistakesIn(GOOD.replace("  lan: {", "  wizard: {").replaceAll(": lan\n", ": wizard\n"))).toEqual([
      "platform.yaml:14:3: switches.wizard: the id wizard stands for something of this package already; ids are unique within one apply (stack manager)",
    ]);
  });

  test("of two applies may be the same", () => {
    expect(mistakesIn(GOOD.replaceAll("oslo:", "lan:").replaceAll("systemLocation: oslo", "systemLocation: lan"))).toEqual([]);
  });

  test("that are numbers are text, in references too", () => {
    expect(mistakesIn(locations("  7: { name: Oslo }\n").replaceAll("systemLocation: oslo", "systemLocation: 7"))).toEqual([]);
  });
});

describe("references", () => {
  test.each([
    ["an id with a slip of the pen", "systemLocation: olso", '33:21: conferencingNodes.oslo-1.systemLocation: there is no "olso" in locations; did you mean oslo?'],
    ["an id that nothing is near to", "systemLocation: bergen", '33:21: conferencingNodes.oslo-1.systemLocation: there is no "bergen" in locations; there is oslo'],
    ["a list", "systemLocation: [oslo]", "33:21: conferencingNodes.oslo-1.systemLocation: must be the id of one entry of locations"],
    ["a map", "systemLocation: { name: Oslo }", "33:21: conferencingNodes.oslo-1.systemLocation: must be the id of one entry of locations"],
    ["nothing", "systemLocation:", "33:20: conferencingNodes.oslo-1.systemLocation: has no value; write one after the colon, or remove the line"],
    ["a yes", "systemLocation: true", "33:21: conferencingNodes.oslo-1.systemLocation: there is no true in locations; there is oslo"],
    ["a place in the file", "systemLocation: locations.oslo", '33:21: conferencingNodes.oslo-1.systemLocation: there is no "locations.oslo" in locations; there is oslo'],
    ["one id for a list", "systemLocation: oslo\n    staticRoutes: a", "34:19: conferencingNodes.oslo-1.staticRoutes: must be a list of ids of staticRoutes: [a]"],
    ["a list with a hole", "systemLocation: oslo\n    staticRoutes: [~]", "34:20: conferencingNodes.oslo-1.staticRoutes: has no value; write one after the colon, or remove the line"],
    ["an id of a section without entries", "systemLocation: oslo\n    staticRoutes: [a]", '34:20: conferencingNodes.oslo-1.staticRoutes: there is no "a" in staticRoutes; there is none yet'],
  ])("%s", (_, text, line) => {
    expect(mistakesIn(changed("systemLocation: oslo", text))).toEqual([`platform.yaml:${line}`]);
  });

  test("that are missing are required, unless a slip of the pen stands for them", () => {
    expect(mistakesIn(changed("    systemLocation: oslo\n", ""))).toEqual(["platform.yaml:31:3: conferencingNodes.oslo-1.systemLocation: is required: the id of an entry of locations"]);
    expect(mistakesIn(changed("  externalSwitch: lan\n", "  extrnalSwitch: lan\n"))).toEqual(["platform.yaml:16:3: managementNode.extrnalSwitch: unknown key; did you mean externalSwitch?"]);
  });

  test("five of many ids are shown", () => {
    const many = Array.from({ length: 7 }, (_, index) => `  l${index}: {}\n`).join("");
    expect(mistakesIn(changed("systemLocation: oslo", "systemLocation: nowhere", locations(`${LOCATION}${many}`)))).toEqual(['platform.yaml:40:21: conferencingNodes.oslo-1.systemLocation: there is no "nowhere" in locations; there are oslo, l0, l1, l2, l3, ...']);
  });

  test("a word that stands for no entry is taken in any case", () => {
    expect(mistakesIn(`${GOOD}managementNodeSettings: { tlsCertificate: Self_Signed }\n`)).toEqual([]);
    expect(mistakesIn(`${GOOD}managementNodeSettings: { tlsCertificate: selfsigned }\n`)).toEqual(['platform.yaml:55:43: managementNodeSettings.tlsCertificate: there is no "selfsigned" in tlsCertificates; there is none yet']);
  });
});

describe("locations that name each other", () => {
  test("may overflow to each other", () => {
    expect(mistakesIn(locations("  oslo: { name: Oslo, primaryOverflowLocation: bergen }\n  bergen: { primaryOverflowLocation: oslo }\n"))).toEqual([]);
  });

  test("cannot transcode for each other, over however many", () => {
    const two = "  oslo: { name: Oslo, transcodingLocation: b }\n  b: { transcodingLocation: oslo }\n";
    const three = "  oslo: { name: Oslo, transcodingLocation: b }\n  b: { transcodingLocation: c }\n  c: { transcodingLocation: oslo }\n";
    expect(mistakesIn(locations(two))).toEqual(["platform.yaml:30:29: locations.b.transcodingLocation: locations.oslo names this one in turn; one of the two must be first"]);
    expect(mistakesIn(locations(three))).toEqual(["platform.yaml:31:29: locations.c.transcodingLocation: locations.oslo names this one in turn; one of the two must be first"]);
  });

  test("nor for themselves", () => {
    expect(mistakesIn(locations("  oslo: { transcodingLocation: oslo }\n"))).toEqual(["platform.yaml:29:32: locations.oslo.transcodingLocation: names the entry itself; name another one, or leave it out"]);
  });

  test("may name each other in a chain of any length", () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `  l${index}: { transcodingLocation: l${index + 1} }\n`).join("");
    expect(mistakesIn(locations(`${LOCATION}${chain}  l3000: {}\n`))).toEqual([]);
  });

  test("may stand in any order", () => {
    expect(mistakesIn(locations("  dmz: { transcodingLocation: oslo }\n  oslo: { name: Oslo }\n"))).toEqual([]);
  });
});

describe("values that are missing", () => {
  test.each([
    ["of a field", changed("  hostname: manager", "  hostname:"), "19:12: managementNode.hostname: has no value; write one after the colon, or remove the line"],
    ["in a list", changed("[10.44.0.53]", "[~]"), "24:16: managementNode.dnsServers[0]: has no value; write one after the colon, or remove the line"],
    ["of a secret", changed("    sockets: 2", "    password:\n    sockets: 2"), "6:14: hosts.hv1.password: has no value; write one after the colon, or remove the line"],
  ])("%s", (_, text, line) => {
    expect(mistakesIn(text)).toEqual([`platform.yaml:${line}`]);
  });

  test("an entry without values is an entry", () => {
    expect(mistakesIn(locations("  oslo:\n"))).toEqual([]);
    expect(mistakesIn(`${GOOD}staticRoutes:\n  a:\n`)).toEqual(expect.arrayContaining(["platform.yaml:56:3: staticRoutes.a: address is required"]));
  });

  test("a secret that is required says how it is written", () => {
    expect(mistakesIn(`${GOOD}licences: { l: {} }\n`)).toEqual(["platform.yaml:55:13: licences.l: entitlementId is required: { variable: NAME }, the Terraform variable that holds it"]);
  });

  test("without a Management Node nothing of a platform stands", () => {
    const [before, after] = [GOOD.slice(0, GOOD.indexOf("managementNode:")), GOOD.slice(GOOD.indexOf("locations:"))];
    expect(mistakesIn(before + after)).toEqual(["platform.yaml:16:3: managementNode: is missing: locations.oslo and everything else of a platform belongs to one (existing: true refers to one that is there)"]);
    expect(mistakesIn(before)).toEqual([]);
  });
});

describe("maps that are none", () => {
  test.each([
    ["hosts: [a]\n", "1:8: hosts: must be a map, got a list"],
    ["hosts: { a: 5 }\n", "1:13: hosts.a: must be a map, got 5"],
    ["hosts: hv1\n", '1:8: hosts: must be a map, got "hv1"'],
    ["managementNode: true\n", "1:17: managementNode: must be a map, got true"],
    ["defaults: 5\n", "1:11: defaults: must be a map, got 5"],
    ["defaults: [a]\n", "1:11: defaults: must be a map, got a list"],
    ["defaults: { hosts: 5 }\n", "1:20: defaults.hosts: must be a map, got 5"],
  ])("%j", (text, line) => {
    expect(mistakesIn(text)).toContain(`platform.yaml:${line}`);
  });
});

describe("defaults", () => {
  const SHARED = ["externalSwitch: lan", "systemLocation: oslo", "role: transcoding", "domain: example.com", "netmask: 255.255.255.0", "gateway: 10.44.0.1", "vcpus: 8"];
  const lean = SHARED.reduce((text, line) => text.replaceAll(`    ${line}\n`, ""), GOOD);
  const withDefaults = (...lines: readonly string[]): string => `${lean}defaults:\n  conferencingNodes:\n${lines.map((line) => `    ${line}\n`).join("")}`;

  test("are what the entries of a map share", () => {
    expect(problemsIn(withDefaults(...SHARED))).toEqual([]);
  });

  test("give way to an entry's own value", () => {
    const own = changed("    hostname: oslo-2\n", "    hostname: oslo-2\n    role: proxying\n", withDefaults(...SHARED));
    expect(problemsIn(own).join("\n")).toMatch(/PXH\d+ locations\.oslo: .*(transcoding|proxying)/);
  });

  test("a wrong one is reported once, at the default", () => {
    expect(mistakesIn(withDefaults("role: transcodng", "vcpus: many", "systemLocation: olso", "externalSwitch: [lan]", "snmp: { mode: lowd }", "sshPassword: hunter2", ...SHARED.slice(3, 6)))).toEqual([
      'platform.yaml:43:11: defaults.conferencingNodes: role must be one of transcoding, proxying, got "transcodng"',
      'platform.yaml:44:12: defaults.conferencingNodes: vcpus must be a whole number, got "many"',
      'platform.yaml:45:21: defaults.conferencingNodes.systemLocation: there is no "olso" in locations; did you mean oslo?',
      "platform.yaml:46:21: defaults.conferencingNodes.externalSwitch: must be the id of one entry of switches",
      'platform.yaml:47:19: defaults.conferencingNodes: snmp.mode must be one of disabled, standard, authpriv, got "lowd"',
      "platform.yaml:48:18: defaults.conferencingNodes.sshPassword: a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs",
    ]);
  });

  test("a slip of the pen there is no missing value in each entry", () => {
    expect(mistakesIn(withDefaults("systemLocaton: oslo", "rol: transcoding", ...SHARED.filter((line) => !/^(systemLocation|role)/.test(line))))).toEqual([
      "platform.yaml:43:5: defaults.conferencingNodes.systemLocaton: unknown key; did you mean systemLocation?",
      "platform.yaml:44:5: defaults.conferencingNodes.rol: unknown key; did you mean role?",
    ]);
  });

  test("of what there is one of are refused", () => {
    expect(mistakesIn(`${GOOD}defaults: { managementNode: { domain: example.com } }\n`)).toEqual(["platform.yaml:55:13: defaults.managementNode: there is one managementNode, which takes no defaults; write the values there"]);
  });

  test("reach what exists already, as far as it has them", () => {
    const existing = `${withDefaults(...SHARED)}`.replace("  oslo-2:\n", "  oslo-2:\n    existing: true\n").replace("    templateDisk: D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd\n", "");
    expect(mistakesIn(existing)).toEqual([]);
  });
});

describe("with a Management Node that exists already", () => {
  const manager = "managementNode: { existing: true, address: 10.44.0.10, hostname: manager, domain: example.com, infinityVersion: 21 }\n";
  const text = `${GOOD.slice(0, GOOD.indexOf("managementNode:"))}${manager}${GOOD.slice(GOOD.indexOf("locations:"))}`.replace("{ name: Oslo }", "{ name: Oslo, dnsServers: [10.44.0.53], ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com] }");

  test("all is made in one apply, so that ids are unique over all", () => {
    expect(problemsIn(text)).toEqual([]);
    expect(mistakesIn(text.replaceAll("oslo-1:", "hv1:"))).toEqual(["platform.yaml:19:3: conferencingNodes.hv1: the id hv1 stands for hosts.hv1 already; ids are unique within one apply (stack platform)"]);
  });
});

test("thousands of mistakes are told like one", () => {
  const empty = Array.from({ length: 3000 }, (_, index) => `  n${index}:\n`).join("");
  const { problems, notJudged } = checkedText(`${GOOD}${empty}`);
  expect(notJudged).toHaveLength(3000);
  expect(problems).toHaveLength(3000 * 9);
});

test("an entry that is wrong is left out, with what hangs on it, and the rest is judged", () => {
  const text = changed("    hostname: oslo-1\n", "", changed("    vcpus: 8\n    sipTlsFqdn: oslo-2", "    vcpus: 30\n    sipTlsFqdn: oslo-2"));
  expect(checkedText(text).notJudged).toEqual(["conferencingNodes.oslo-1"]);
  expect(problemsIn(text)).toEqual(["platform.yaml:31:3: conferencingNodes.oslo-1: hostname is required", expect.stringContaining("PXH012 conferencingNodes.oslo-2: vcpus 30")]);
});
