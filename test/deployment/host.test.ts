import { HostEdition, TimeSource, WindowsServer, WinrmAuthentication } from "../../lib/deployment/enums";
import { coresOf, hostRecord, logicalProcessorsOf, socketCapacity, type HypervHostFields, type WinrmFields } from "../../lib/deployment/host";
import { Secret } from "../../lib/deployment/secret";
import { host, minimalHost } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const record = (more: object = {}, id = "hv1"): unknown => hostRecord(placeAt(`manager/${id}`), id, { ...minimalHost, ...more });
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("manager/hv1: ", ""));
const WHOLE = "must be a whole number, got 1.5";
const FLAG = 'must be true or false, got "yes"';
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

test("a host has defaults for all that may be left out", () => {
  expect(record()).toEqual({
    kind: "host",
    path: "manager/hv1",
    id: "hv1",
    address: "hv1.example.com",
    username: "EXAMPLE\\svc-terraform",
    password: { variable: "hv1_password" },
    windowsServer: "2022",
    edition: "standard",
    sockets: 2,
    coresPerSocket: 12,
    threadsPerCore: 1,
    memoryGib: 96,
    memoryReserveGib: 4,
    reservedVcpus: 0,
    numaAffinity: false,
    cpuModel: undefined,
    networkAdapters: undefined,
    managementAdapter: undefined,
    timeSource: undefined,
    ntpServers: undefined,
    vmDirectory: "C:\\Pexip",
    serializeDiskCopies: true,
    winrm: {
      port: 5986,
      https: true,
      insecure: false,
      authentication: "ntlm",
      kerberosRealm: undefined,
      caCertificatePath: undefined,
      tlsServerName: undefined,
      operationTimeout: "10m",
    },
  });
});

const WINRM: Required<WinrmFields> = {
  port: 15986,
  https: false,
  insecure: true,
  authentication: WinrmAuthentication.KERBEROS,
  kerberosRealm: "EXAMPLE.COM",
  caCertificatePath: "/etc/ssl/company's ca.pem",
  tlsServerName: "hv1",
  operationTimeout: "1h30m",
};

const GIVEN: Required<HypervHostFields> = {
  address: "10.44.0.2",
  username: ".\\admin",
  password: Secret.fromVariable("shared_password"),
  windowsServer: WindowsServer.V2019,
  edition: HostEdition.DATACENTER,
  sockets: 1,
  coresPerSocket: 8,
  threadsPerCore: 2,
  memoryGib: 63.5,
  memoryReserveGib: 2.5,
  reservedVcpus: 2,
  numaAffinity: true,
  cpuModel: "Xeon® Gold",
  networkAdapters: ["Ethernet 1"],
  managementAdapter: "Ethernet 1",
  timeSource: TimeSource.ACTIVE_DIRECTORY,
  ntpServers: ["10.44.0.53"],
  vmDirectory: "D:\\VMs\\",
  serializeDiskCopies: false,
  winrm: WINRM,
};

test("everything that is given is recorded", () => {
  expect(record(GIVEN)).toEqual({ kind: "host", path: "manager/hv1", id: "hv1", ...GIVEN, password: { variable: "shared_password" }, vmDirectory: "D:\\VMs", winrm: WINRM });
});

const WRONG: Record<keyof HypervHostFields, [unknown, string]> = {
  address: ["hv1:5986", 'must be a host name or an IP address alone, without scheme or port, got "hv1:5986"'],
  username: ["o'brien", "must not contain ' (it would reach PowerShell on the host unescaped), got \"o'brien\""],
  password: ["hunter2", "must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program"],
  windowsServer: [2022, "must be one of 2012, 2012 R2, 2016, 2019, 2022, 2025, got 2022"],
  edition: ["DATACENTER", 'must be one of standard, datacenter, hyperv_server, got "DATACENTER"'],
  sockets: [1.5, WHOLE],
  coresPerSocket: [1.5, WHOLE],
  threadsPerCore: [1.5, WHOLE],
  memoryGib: [NaN, "must be a number, got NaN"],
  memoryReserveGib: [Infinity, "must be a number, got Infinity"],
  reservedVcpus: [1.5, WHOLE],
  numaAffinity: ["yes", FLAG],
  cpuModel: ["a\nb", 'must be one line without control characters, got "a\\nb"'],
  networkAdapters: ["Ethernet 1", 'must be a list, got "Ethernet 1"'],
  managementAdapter: ["Ethernet [1]", 'must not contain [ (it would reach PowerShell on the host unescaped), got "Ethernet [1]"'],
  timeSource: ["dhcp", 'must be one of active_directory, ntp, got "dhcp"'],
  ntpServers: ["ntp1.example.com", 'must be a list, got "ntp1.example.com"'],
  vmDirectory: ["C:/Pexip", 'must be written with backslashes (C:\\Templates\\pexip.vhd), got "C:/Pexip"'],
  serializeDiskCopies: ["yes", FLAG],
  winrm: [5986, "must be an object, got 5986"],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

test("reports all of them at once", () => {
  const wrong = Object.entries(WRONG);
  expect([...problems(Object.fromEntries(wrong.map(([prop, [value]]) => [prop, value])))].sort()).toEqual(wrong.map(([prop, [, message]]) => `${prop} ${message}`).sort());
});

const WRONG_WINRM: Record<keyof WinrmFields, [unknown, string]> = {
  port: ["5986", 'must be a whole number, got "5986"'],
  https: ["yes", FLAG],
  insecure: ["yes", FLAG],
  authentication: ["NTLM", 'must be one of ntlm, kerberos, basic, got "NTLM"'],
  kerberosRealm: ["", 'must not be empty, got ""'],
  caCertificatePath: [null, "must be text, got null"],
  tlsServerName: ["https://hv1", 'must be a host name or an IP address alone, without scheme or port, got "https://hv1"'],
  operationTimeout: ["10 minutes", 'must be a duration such as 90s or 10m, got "10 minutes"'],
};

test.each(Object.entries(WRONG_WINRM))("refuses a wrong winrm.%s", (prop, [value, message]) => {
  expect(problems({ winrm: { [prop]: value } })).toEqual([`winrm.${prop} ${message}`]);
});

test("an unknown prop is refused with the nearest one", () => {
  expect(problems({ coresPerSockets: 12, winrm: { timeout: "1m", prot: 1 } })).toEqual([
    "winrm.timeout: unknown prop",
    "winrm.prot: unknown prop; did you mean port?",
    "coresPerSockets: unknown prop; did you mean coresPerSocket?",
  ]);
});

test("address and time servers may be known to Terraform only", () => {
  expect(record({ address: TOKEN, ntpServers: TOKEN })).toMatchObject({ address: { deferred: true }, ntpServers: { deferred: true } });
  expect(record({ ntpServers: ["10.44.0.53", TOKEN] })).toMatchObject({ ntpServers: ["10.44.0.53", { deferred: true }] });
  expect(record({ password: Secret.fromToken(TOKEN) })).toMatchObject({ password: { deferred: true } });
});

test.each(Object.keys(WRONG).filter((prop) => !["address", "ntpServers", "password"].includes(prop)))("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test.each(Object.keys(WRONG_WINRM))("winrm.%s must be a literal", (prop) => {
  expect(problems({ winrm: { [prop]: TOKEN } })).toEqual([`winrm.${prop} ${LITERAL}`]);
});

test("stated time servers mean that the host keeps time by NTP", () => {
  expect(record({ ntpServers: ["10.44.0.53"] })).toMatchObject({ timeSource: "ntp" });
});

test("WinRM without TLS has a port of its own", () => {
  expect(record({ winrm: { https: false } })).toMatchObject({ winrm: { https: false, port: 5985 } });
});

test.each(["hv1", "HV-1", "_a"])("a host may have the id %s", (id) => {
  expect(record({}, id)).toMatchObject({ id });
});

test.each(["1st", "hv 1", "hv.1", "zürich", "", "hv1\t"])("a host must not have the id %j", (id) => {
  expect(problemsOf(() => record({}, id))).toEqual(
    [`manager/${id}: the id of a host becomes a Terraform identifier: letters, digits, _ and -, beginning with a letter or _; got ${JSON.stringify(id)}`],
  );
});

test("cores and threads are counted per host and per socket", () => {
  const threaded = host({ threadsPerCore: 2 });
  expect([coresOf(threaded), logicalProcessorsOf(threaded), socketCapacity(threaded)]).toEqual([24, 48, 12]);
  expect(socketCapacity(host({ threadsPerCore: 2, numaAffinity: true }))).toBe(24);
});

test("no plain password reaches an error, whatever else is wrong", () => {
  expect(problems({ password: Secret.fromToken("hunter2"), pasword: "hunter2", sockets: "2" }).join()).not.toContain("hunter2");
});
