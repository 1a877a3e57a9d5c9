import { HostEdition, WindowsServer } from "../../../lib/deployment/enums";
import { importedSwitchRecord } from "../../../lib/deployment/external-switch";
import { DeploymentView } from "../../../lib/deployment/model";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import { expectationOf } from "../../../lib/client/preflight/host-expectation";
import { parseHostFacts } from "../../../lib/client/preflight/host-facts";
import { judgeHostFacts } from "../../../lib/client/preflight/host-facts-judgement";
import { hostFactsContent } from "../../support/host-facts";
import { lines } from "../../support/probe-context";
import { placeAt } from "../../support/problems";
import { sound, type Changes } from "../../support/records";

const GIB = 1024 ** 3;
const NOW = Date.parse("2026-06-01T12:00:00Z");

interface Case {
  readonly changes?: Changes;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly built?: readonly string[];
  readonly downloads?: ReadonlyMap<string, number>;
  readonly imported?: boolean;
}

function judge({ changes = {}, facts = {}, built = [], downloads, imported = false }: Case = {}): readonly string[] {
  const { records, host, externalSwitch } = sound({ lan: { netAdapterNames: ["Ethernet 1"] }, ...changes });
  const given = imported ? records.map((record) => (record === externalSwitch ? { ...importedSwitchRecord(placeAt(externalSwitch.path), { switchName: "Pexip External" }, host) } : record)) : records;
  const view = new DeploymentView({ records: given, acceptances: [] });
  const content = JSON.stringify(hostFactsContent({ clockUtc: "2026-06-01T11:59:58Z", ...facts }));
  return lines(judgeHostFacts(parseHostFacts(Buffer.from(content), "hv1.json"), expectationOf(host, view, ({ hostname }) => built.includes(hostname)), NOW, downloads));
}

/** The lines about one thing. */
const about = (what: string, of: Case = {}) => judge(of).filter((line) => line.split(": ")[0].endsWith(` ${what}`));

test("finds nothing wrong with a host that is as declared", () => {
  expect(judge()).toEqual([
    "ok Windows: Microsoft Windows Server 2022 Standard, build 20348, as declared",
    "ok processors: 2 x 16 cores, 1 thread each, Intel(R) Xeon(R) Gold 6326 CPU @ 2.90GHz, as declared",
    "ok memory: 63.6 GiB; memoryGib says 64",
    "ok adapters: Ethernet 1 is there and up",
    "ok switch: Pexip External is not there yet",
    "ok virtual machines: no other VM has the name of manager, oslo-1, oslo-2",
    "ok template: D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd is there, 8.0 GiB",
    "ok template: D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd is there, 4.0 GiB",
    "ok template: D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd is there, 4.0 GiB",
    "ok disk D:: 900.0 GiB free; 3 disks, 16.0 GiB as copied, up to 186.3 GiB when grown",
    "ok host clock: not ahead of this machine, and at most 2 s behind",
    "ok time source: dc1.example.com",
  ]);
});

describe("Windows", () => {
  test("fails when release or edition differ from what is declared", () => {
    expect(about("Windows", { changes: { host: { windowsServer: WindowsServer.V2019 } } })).toEqual(["failed Windows: Microsoft Windows Server 2022 Standard, build 20348; windowsServer says 2019"]);
    expect(about("Windows", { changes: { host: { edition: HostEdition.DATACENTER } } })).toEqual(["failed Windows: Microsoft Windows Server 2022 Standard, build 20348; edition says datacenter"]);
  });

  test("is worth a warning when nobody here knows it", () => {
    expect(about("Windows", { facts: { windows: { caption: "Windows 11 Pro", build: 22631, sku: 48 } } })).toEqual(["warning Windows: Windows 11 Pro, build 22631: which release and edition that is is not known here"]);
  });
});

describe("processors and memory", () => {
  test("fail when there is less than declared", () => {
    expect(about("processors", { changes: { host: { coresPerSocket: 24 } } })[0]).toMatch(/^failed processors: 2 x 16 cores.*; sockets 2, coresPerSocket 24, threadsPerCore 1 are declared$/);
    expect(about("processors", { changes: { host: { threadsPerCore: 2 } } })[0]).toMatch(/^failed/);
    expect(about("processors", { facts: { processors: [{ cores: 16, logicalProcessors: 32 }] } })[0]).toMatch(/^failed processors: 1 x 16 cores, 2 threads each; sockets 2/);
    expect(about("memory", { changes: { host: { memoryGib: 96 } } })).toEqual(["failed memory: 63.6 GiB; memoryGib says 96"]);
  });

  test("are worth a warning when there is more, and say so when the host did not tell", () => {
    expect(about("processors", { changes: { host: { coresPerSocket: 12 } } })[0]).toMatch(/^warning/);
    expect(about("processors", { facts: { processors: [] } })).toEqual(["skipped processors: the host did not tell"]);
    expect(about("memory", { facts: { memoryBytes: null } })).toEqual(["skipped memory: the host did not tell"]);
  });
});

test("NUMA spanning must be off with NUMA affinity, and is nobody's business without", () => {
  const affinity = { host: { numaAffinity: true, edition: HostEdition.DATACENTER } };
  expect(about("NUMA spanning", { changes: affinity })).toEqual(["failed NUMA spanning: is on; numaAffinity needs it off"]);
  expect(about("NUMA spanning", { changes: affinity, facts: { numaSpanningEnabled: false } })).toEqual(["ok NUMA spanning: is off, as NUMA affinity needs it"]);
  expect(about("NUMA spanning", { changes: affinity, facts: { numaSpanningEnabled: null } })).toEqual(["skipped NUMA spanning: the host did not tell: is the Hyper-V role on it?"]);
  expect(about("NUMA spanning", {})).toEqual([]);
});

describe("adapters", () => {
  test("fail when they are not there; a description is recognised", () => {
    expect(about("adapters", { changes: { lan: { netAdapterNames: ["Ethernet 7"] } } })).toEqual(["failed adapters: Ethernet 7 is not there; the host has Ethernet 1, Ethernet 2"]);
    expect(about("adapters", { changes: { lan: { netAdapterNames: ["Intel(R) Ethernet Controller X710 #2"] } } })).toHaveLength(1);
  });

  test("are worth a warning when they are down", () => {
    expect(about("adapters", { facts: { adapters: [{ name: "ethernet 1", status: "Disconnected" }] } })).toEqual(["warning adapters: Ethernet 1 is Disconnected"]);
  });

  test("may be in no LBFO team on Server 2022, as the team or as a member", () => {
    const teams = [{ name: "Team", members: ["Ethernet 1", "Ethernet 2"] }];
    const adapters = [...["Ethernet 1", "Ethernet 2", "Team"].map((name) => ({ name, status: "Up" }))];
    expect(about("teams", { facts: { lbfoTeams: teams, adapters } })).toEqual(["failed teams: Ethernet 1 is in the LBFO team Team, which Windows Server 2022 does not bind to a switch"]);
    expect(about("teams", { changes: { lan: { netAdapterNames: ["team"] } }, facts: { lbfoTeams: teams, adapters } })).toEqual(["failed teams: Team is an LBFO team of Ethernet 1, Ethernet 2, which Windows Server 2022 does not bind to a switch"]);
    const older = { host: { windowsServer: WindowsServer.V2019 }, lan: { netAdapterNames: ["team"] } };
    expect(about("teams", { changes: older, facts: { lbfoTeams: teams, adapters } })).toEqual(["warning teams: Team is an LBFO team of Ethernet 1, Ethernet 2"]);
    expect(about("teams", { facts: { lbfoTeams: [{ name: "Backup", members: ["Ethernet 2"] }] } })).toEqual([]);
  });
});

describe("switches", () => {
  const there = { switches: [{ name: "PEXIP External", type: "External" }] };

  test("must not be there before they are made, and must be there afterwards", () => {
    expect(about("switch", { facts: there })).toEqual(["failed switch: Pexip External is there already"]);
    expect(about("switch", { facts: there, built: ["manager"] })).toEqual(["ok switch: Pexip External is there"]);
    expect(about("switch", { built: ["manager"] })).toEqual(["failed switch: Pexip External is not there"]);
  });

  test("that somebody else made must be there, and external", () => {
    expect(about("switch", { imported: true, facts: there })).toEqual(["ok switch: Pexip External is there"]);
    expect(about("switch", { imported: true })).toEqual(["failed switch: Pexip External is not there; the host has none"]);
    expect(about("switch", { imported: true, facts: { switches: [{ name: "Pexip External", type: "Internal" }] } })).toEqual(["failed switch: Pexip External is there, of type Internal"]);
  });
});

describe("virtual machines", () => {
  const vms = { virtualMachines: [{ name: "OSLO-1", state: "Off" }, { name: "other", state: "Running" }] };

  test("fail when one of that name is there, and when a built one is not", () => {
    expect(about("virtual machines", { facts: vms })).toEqual(["failed virtual machines: oslo-1 (Off) exists already"]);
    expect(about("virtual machines", { facts: vms, built: ["manager", "oslo-1", "oslo-2"] })).toEqual(["failed virtual machines: manager, oslo-2 should exist, and do not"]);
    expect(about("virtual machines", { facts: vms, built: ["oslo-1"] })).toEqual(["ok virtual machines: no other VM has the name of manager, oslo-2"]);
  });
});

describe("disks", () => {
  const room = (gib: number) => ({ drives: [{ name: "D:", freeBytes: gib * GIB }] });

  test("fail without room for the copies, and are worth a warning without room to grow", () => {
    expect(about("disk D:", { facts: room(10) })).toEqual(["failed disk D:: 10.0 GiB free; 3 disks, 16.0 GiB as copied, up to 186.3 GiB when grown"]);
    expect(about("disk D:", { facts: room(100) })[0]).toMatch(/^warning disk D:/);
    expect(about("disk D:", { facts: room(100), built: ["manager", "oslo-1"] })).toEqual(["ok disk D:: 100.0 GiB free; one disk, 4.0 GiB as copied, up to 46.6 GiB when grown"]);
  });

  test("say when a size is not known", () => {
    const zip = { node1: { templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd") } };
    expect(about("disk D:", { changes: zip })).toEqual(["ok disk D:: 900.0 GiB free; 3 disks, 12.0 GiB as copied (1 of unknown size), up to 186.3 GiB when grown"]);
    expect(about("disk D:", { changes: zip, built: ["manager", "oslo-2"] })).toEqual(["ok disk D:: 900.0 GiB free; one disk, of unknown size, up to 46.6 GiB when grown"]);
  });

  test("count a download whose size is known from here", () => {
    const url = "https://images.example.com/pexip.vhd";
    const changes = { node1: { templateDisk: TemplateDisk.fromUrl(url) } };
    expect(about("disk D:", { changes, built: ["manager", "oslo-2"], downloads: new Map([[url, 7 * GIB]]) })).toEqual(["ok disk D:: 900.0 GiB free; one disk, 7.0 GiB as copied, up to 46.6 GiB when grown"]);
  });

  test("fail on a drive that the host does not have", () => {
    expect(about("disk D:", { facts: { drives: [{ name: "C:", freeBytes: 1 }] } })).toEqual(["failed disk D:: the host has no fixed drive D:; it has C:"]);
  });

  test("need their templates on the host", () => {
    const [manager, node] = ["Pexip_Infinity_v21_HyperV_pxMgr_45902", "pexip-oslo-1.example.com"].map((folder) => `D:\\Templates\\${folder}\\pexip.vhd`);
    expect(about("template", { facts: { templates: [{ path: manager, bytes: null }, { path: node.toUpperCase(), bytes: 4 * GIB }] } })).toEqual([
      `failed template: ${manager} is not there`,
      `ok template: ${node} is there, 4.0 GiB`,
      "skipped template: D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd: the script did not look for it",
    ]);
  });
});

describe("the clock", () => {
  test.each<[string, string, string]>([
    ["far ahead", "2026-06-01T12:06:00Z", "failed host clock: 360 s ahead of this machine"],
    ["ahead", "2026-06-01T12:00:30Z", "warning host clock: 30 s ahead of this machine"],
    ["told a while ago", "2026-06-01T11:50:00Z", "skipped host clock: these facts are 10 minutes old: whether the clock is behind cannot be told"],
    ["told long ago", "2026-05-30T12:00:00Z", "warning host clock: these facts are 48 hours old, or the host's clock is behind"],
  ])("that is %s", (_, clockUtc, text) => {
    expect(about("host clock", { facts: { clockUtc } })).toEqual([text]);
  });

  test.each(["Local CMOS Clock", "Free-running System Clock"])("must follow another one: %s follows none", (timeSource) => {
    expect(about("time source", { facts: { timeSource } })).toEqual([`failed time source: ${timeSource}: the host follows no other clock`]);
  });

  test("says so when the host did not tell what it follows", () => {
    expect(about("time source", { facts: { timeSource: null } })).toEqual(["skipped time source: the host did not tell"]);
  });
});
