import { join } from "node:path";
import { checkPlatform, readPlatformFile } from "../../../lib/config/read/platform-file";
import { platformModel } from "../../../lib/config/read/records";
import { certificate, privateKey } from "../../support/certificates";
import { changed, folderWith, GOOD, mistakesIn, problemsIn } from "../../support/platform-files";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- records are looked into freely
type Json = any;

/** The record of an entry, as synth writes it. */
function record(text: string, path: string, beside: Readonly<Record<string, string>> = {}): Json {
  const platform = readPlatformFile(join(folderWith({ ...beside, "platform.yaml": text }), "platform.yaml"));
  const { model, problems } = platformModel(platform, "file");
  expect([...platform.problems, ...problems]).toEqual([]);
  return JSON.parse(JSON.stringify(model.records.find((one) => one.path === path)));
}

const room = (values: string): string => `${GOOD}virtualMeetingRooms:\n  room: { ${values} }\n`;
const host = (line: string): string => changed("    sockets: 2\n", `    sockets: 2\n    ${line}\n`);
const disk = (written: string): string => changed("templateDisk: D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd", `templateDisk: ${written}`);

describe("text", () => {
  test("a number in its place is what was written", () => {
    expect(record(room("name: 0042, aliases: [5001, { alias: 1e3, description: 0x10 }], pin: 0042, primaryOwnerEmailAddress: 1.50"), "virtualMeetingRooms.room")).toMatchObject({
      name: "0042",
      values: { aliases: [{ alias: "5001" }, { alias: "1e3", description: "0x10" }], primaryOwnerEmailAddress: "1.50" },
    });
  });

  test.each([
    ["a yes", "name: true", "must be text, got true"],
    ["a list", "name: [a]", "must be text, got a list of 1 entry"],
    ["a map", "name: { a: b }", "must be text, got a map"],
    ["nothing in quotes", 'name: ""', 'must not be empty, got ""'],
    ["two lines", 'name: "a\\nb"', 'must be one line without control characters, got "a\\nb"'],
  ])("%s is none", (_, values, message) => {
    expect(mistakesIn(room(values))).toEqual([expect.stringMatching(/^platform\.yaml:56:17: /)]);
    expect(mistakesIn(room(values))[0]).toBe(`platform.yaml:56:17: virtualMeetingRooms.room: name ${message}`);
  });
});

describe("versions", () => {
  const version = (written: string): string => changed('infinityVersion: "21"', `infinityVersion: ${written}`);

  test.each([["21.10", "21.10"], ["40", "40"], ["v21.1", "21.1"], ['" 38 "', "38"]])("%s is %s", (written, read) => {
    expect(record(version(written), "managementNode").infinityVersion).toBe(read);
  });

  test.each([["latest", '"latest"'], ["21.", '"21."'], ["[21]", "a list of 1 entry"], ["true", "true"], ["-1", '"-1"']])("%s is none", (written, got) => {
    expect(mistakesIn(version(written))).toEqual([`platform.yaml:17:20: managementNode.infinityVersion: a version looks like "21", "21.1" or "40", got ${got}`]);
  });
});

describe("choices", () => {
  test("are taken in any case, and without quotes where they look like numbers", () => {
    expect(record(changed('"2022"', "2012 r2").replace("    sockets: 2\n", "    sockets: 2\n    edition: DataCenter\n"), "hosts.hv1")).toMatchObject({ windowsServer: "2012 R2", edition: "datacenter" });
    expect(record(changed('"2022"', "2019"), "hosts.hv1").windowsServer).toBe("2019");
    expect(record(changed("role: transcoding", "role: TRANSCODING"), "conferencingNodes.oslo-1").role).toBe("transcoding");
    expect(record(changed("    vcpus: 8\n", "    vcpus: 8\n    ssh: on\n"), "conferencingNodes.oslo-1").ssh).toBe("on");
  });

  test.each([["transcode", '"transcode"'], ["1", '"1"'], ["true", "true"], ["[transcoding]", "a list of 1 entry"]])("%s is none", (written, got) => {
    expect(mistakesIn(changed("role: transcoding", `role: ${written}`))).toEqual([`platform.yaml:34:11: conferencingNodes.oslo-1: role must be one of transcoding, proxying, got ${got}`]);
  });
});

describe("numbers and flags", () => {
  test.each([
    ["vcpus: 8", "vcpus: eight", '41:12: conferencingNodes.oslo-1: vcpus must be a whole number, got "eight"'],
    ["vcpus: 8", 'vcpus: "8"', '41:12: conferencingNodes.oslo-1: vcpus must be a whole number, got "8"'],
    ["vcpus: 8", "vcpus: 8.5", "41:12: conferencingNodes.oslo-1: vcpus must be a whole number, got 8.5"],
    ["memoryGib: 96", "memoryGib: .nan", "8:16: hosts.hv1: memoryGib must be a number, got NaN"],
    ["memoryGib: 96", "memoryGib: .inf", "8:16: hosts.hv1: memoryGib must be a number, got Infinity"],
    ["memoryGib: 96", "memoryGib: 1_000", '8:16: hosts.hv1: memoryGib must be a number, got "1_000"'],
    ["incidentReporting: true", "incidentReporting: yes", '26:22: managementNode: incidentReporting must be true or false, got "yes"'],
    ["incidentReporting: true", "incidentReporting: 1", "26:22: managementNode: incidentReporting must be true or false, got 1"],
    ["netAdapterNames: [Ethernet 1]", "netAdapterNames: Ethernet 1", '14:38: switches.lan: netAdapterNames must be a list with at least one entry, got "Ethernet 1"'],
    ["netAdapterNames: [Ethernet 1]", "netAdapterNames: []", "14:38: switches.lan: netAdapterNames must be a list with at least one entry, got a list of 0 entries"],
    ["dnsServers: [10.44.0.53]", "dnsServers: [10.44.0.53, dns.example.com]", '24:28: managementNode: dnsServers entry 2 must be an IP address such as 10.44.0.53, got "dns.example.com"'],
    ["vmDirectory: D:\\Pexip", "winrm: ntlm", '12:12: hosts.hv1: winrm must be a map, got "ntlm"'],
    ["vmDirectory: D:\\Pexip", "winrm: { port: high }", '12:20: hosts.hv1: winrm.port must be a whole number, got "high"'],
  ])("%s, written as %s", (from, to, line) => {
    expect(mistakesIn(changed(from, to))).toEqual([`platform.yaml:${line}`]);
  });
});

describe("secrets", () => {
  const never = "a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs";

  test("are the name of a variable", () => {
    expect(record(host("password: { variable: hv1_admin }"), "hosts.hv1").password).toEqual({ variable: "hv1_admin" });
    expect(record(room("pin: { variable: pin }"), "virtualMeetingRooms.room").values.pin).toEqual({ variable: "pin" });
  });

  test.each(["planted", "0042", "[planted]", "{ variabel: planted }", "{ variable: a, value: planted }", "{ variable: [planted] }", "{ variable: 5 }", "{}", "true"])("%s is none, and is not shown", (written) => {
    const lines = mistakesIn(host(`password: ${written}`));
    expect(lines).toEqual([`platform.yaml:7:15: hosts.hv1.password: ${never}`]);
  });

  test("a name that Terraform has no variable for is not shown either", () => {
    expect(mistakesIn(host("password: { variable: planted password }"))).toEqual([
      "platform.yaml:7:15: hosts.hv1.password: the name of a Terraform variable consists of letters, digits, _ and -, beginning with a letter or _ (the secret itself goes into the environment: TF_VAR_name)",
    ]);
  });

  test("one that is wrong keeps nothing else from being judged", () => {
    expect(problemsIn(changed("    vcpus: 8\n", "    vcpus: 30\n", host("password: planted")))).toEqual([`platform.yaml:7:15: hosts.hv1.password: ${never}`, expect.stringContaining("PXH012 conferencingNodes.oslo-1")]);
  });

  test("a PIN of another kind is not shown", () => {
    for (const written of ["[planted]", "true", '"planted\\npin"']) {
      const lines = mistakesIn(room(`pin: ${written}`));
      expect(lines).toEqual([expect.stringMatching(/^platform\.yaml:56:16: virtualMeetingRooms\.room: pin must be /)]);
      expect(lines.join("\n")).not.toContain("planted");
    }
    expect(mistakesIn(room("pin: { variabel: planted }"))).toEqual([`platform.yaml:56:16: virtualMeetingRooms.room.pin: ${never}`]);
  });
});

describe("template disks", () => {
  test.each([
    ["D:\\T\\oslo-1\\pexip.vhd", { from: "host", path: "D:\\T\\oslo-1\\pexip.vhd" }],
    ["{ url: 'https://images.example.com/pexip.vhd' }", { from: "url", url: "https://images.example.com/pexip.vhd", fileName: "pexip.vhd" }],
    ["{ zip: 'https://images.example.com/pexip-oslo-1.example.com.zip', fileName: pexip.vhd }", { from: "zip", url: "https://images.example.com/pexip-oslo-1.example.com.zip", fileName: "pexip.vhd" }],
  ])("%s", (written, read) => {
    expect(record(disk(written), "conferencingNodes.oslo-1").machine.templateDisk).toEqual(read);
  });

  const advice = "must be a path on the host, or { zip: URL, fileName: NAME }, or { url: URL }";

  test.each([
    ["5", `: ${advice}, got 5`],
    ["[a]", `: ${advice}, got a list`],
    ["{}", `: ${advice}`],
    ["{ url: a, zip: b }", `: ${advice}`],
    ["{ zip: 'https://a.example.com/b.zip' }", ": needs fileName beside zip: the name of the .vhd or .vhdx inside the ZIP"],
    ["{ zip: 'https://a.example.com/b.zip', fileName: {} }", ": the file name must be text, got a map"],
    ["{ url: [a] }", ": the URL must be text, got a list of 1 entry"],
    ["{ url: ~ }", ": the URL must be text, got null"],
    ["{ url: 'https://a.example.com/b' }", ': the URL must end in the name of a .vhd or .vhdx (or give it as fileName), got "https://a.example.com/b"'],
    ["C:\\T\\a.zip", ': the path must name the unpacked .vhd: the provider never unpacks a local ZIP (publish it over http and use { zip: URL, fileName: NAME }, or unpack it), got "C:\\\\T\\\\a.zip"'],
    ["pexip.vhd", ': the path must be an absolute Windows path (C:\\Templates\\pexip.vhd), got "pexip.vhd"'],
  ])("%s is none", (written, message) => {
    expect(mistakesIn(disk(written))).toEqual([`platform.yaml:35:19: conferencingNodes.oslo-1.templateDisk${message}`]);
  });

  test("a key that is unknown is named, with what was meant", () => {
    expect(mistakesIn(disk("{ uri: 'https://a.example.com/b.vhd' }"))).toEqual([`platform.yaml:35:21: conferencingNodes.oslo-1.templateDisk.uri: unknown key; did you mean url?; a disk ${advice}`]);
  });

  test("a URL is judged, and a password in it is not shown", () => {
    expect(mistakesIn(disk("{ zip: 'ftp://a.example.com/b.zip', fileName: c.vhd }"))).toEqual(['platform.yaml:35:19: conferencingNodes.oslo-1: templateDisk must come from an http or https URL (a file on the host: its path), got "ftp://a.example.com/b.zip"']);
    expect(mistakesIn(disk("{ url: 'https://user:planted@a.example.com/b.vhd' }"))).toEqual(["platform.yaml:35:19: conferencingNodes.oslo-1: templateDisk must not carry a user name or password in its URL: it would be readable in the synthesized files"]);
  });
});

describe("aliases", () => {
  test.each([
    ["{ alais: a }", "must be text, or a map with alias and description, got a map"],
    ["[a]", "must be text, or a map with alias and description, got a list of 1 entry"],
    ["true", "must be text, or a map with alias and description, got true"],
    ["''", "must not be empty"],
    ["{ alias: a, descripton: b }", "has an unknown key; an alias has alias and description"],
  ])("%s is none", (written, message) => {
    expect(mistakesIn(room(`aliases: [a, ${written}]`))).toEqual([`platform.yaml:56:24: virtualMeetingRooms.room: aliases entry 2 ${message}`]);
  });
});

describe("files that a platform file names", () => {
  const tls = (written: string): string => `${GOOD}tlsCertificates:\n  cert: { certificate: ${written}, privateKey: { variable: key } }\n`;
  const pem = certificate(["oslo-1.example.com"]);
  const wrong = (written: string, beside: Readonly<Record<string, string>> = {}) => mistakesIn(tls(written), beside);

  test("a certificate is read from the folder of the platform file, whatever its line ends and mark", () => {
    for (const text of [pem, pem.replaceAll("\n", "\r\n"), `\uFEFF${pem}`]) {
      expect(record(tls("pki/oslo.pem"), "tlsCertificates.cert", { "pki/oslo.pem": text }).values.certificate).toEqual(record(tls(JSON.stringify(pem)), "tlsCertificates.cert").values.certificate);
    }
  });

  test("a certificate that is not there, is a folder, is too large or is none", () => {
    const hint = "(the path of a PEM file, from the folder of the platform file, or the PEM text itself)";
    const at = "platform.yaml:56:24: tlsCertificates.cert";
    expect(wrong("none.pem")).toEqual([`${at}.certificate: there is no such file: "none.pem" ${hint}`]);
    expect(wrong("pki", { "pki/a": "" })).toEqual([`${at}.certificate: is a folder: "pki" ${hint}`]);
    expect(wrong("a.pem", { "a.pem": "a".repeat(300_000) })).toEqual([`${at}.certificate: has 300 kB, and 263 kB is the most that is read: "a.pem" ${hint}`]);
    expect(wrong("a.pem", { "a.pem": "planted" })).toEqual([`${at}: certificate must be PEM text: a line -----BEGIN CERTIFICATE-----, the certificate in Base64, and a line -----END CERTIFICATE-----`]);
    expect(wrong("a.pem", { "a.pem": "" })).toEqual([`${at}: certificate must not be empty`]);
    expect(wrong("[a.pem]")).toEqual([`${at}: certificate must be text`]);
    if (process.platform === "linux") expect(wrong("/dev/zero")).toEqual([`${at}.certificate: is no ordinary file: "/dev/zero" ${hint}`]);
  });

  test("a key beside the certificate is refused and not shown", () => {
    const [line, ...more] = wrong("a.pem", { "a.pem": `${pem}${privateKey}` });
    expect(more).toEqual([]);
    expect(line).toMatch(/^platform\.yaml:56:24: tlsCertificates\.cert: certificate holds a private key in clear/);
    for (const part of privateKey.split("\n").filter((one) => one.length > 20)) expect(line).not.toContain(part);
  });

  test("a key is never a file", () => {
    expect(mistakesIn(`${GOOD}tlsCertificates:\n  cert: { certificate: a.pem, privateKey: a.key }\n`, { "a.pem": pem, "a.key": privateKey })).toEqual([
      "platform.yaml:56:43: tlsCertificates.cert.privateKey: a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs",
    ]);
  });

  test("the path of a branding package is made absolute: Terraform runs in another folder", () => {
    const folder = folderWith({ "platform.yaml": `${GOOD}webappBrandings:\n  b: { webappType: webapp3, brandingFile: branding/b-1.zip }\n` });
    const platform = readPlatformFile(join(folder, "platform.yaml"));
    expect(platform.entries.find(({ path }) => path === "webappBrandings.b")!.props.brandingFile).toBe(join(folder, "branding", "b-1.zip"));
    expect(checkPlatform(platform).problems.filter(({ rule }) => rule === undefined)).toEqual([]);
  });
});
