import { HostEdition, TimeSource, WindowsServer, WinrmAuthentication } from "../../../lib/deployment/enums";
import { importedSwitchRecord } from "../../../lib/deployment/external-switch";
import { aHost, aLocation, aManager, aNode, aSwitch, judged, judgedWith, sound, TOKEN } from "../../support/records";
import { placeAt } from "../../support/problems";

const HOST = "manager/hv1";

test("the sound deployment has no problem", () => {
  expect(judgedWith({})).toEqual([]);
});

test("the numbers of a host are at least one", () => {
  expect(judgedWith({ host: { sockets: 0, coresPerSocket: -2, memoryGib: 0 } })).toEqual([
    `error PXH002 ${HOST}: coresPerSocket -2 is out of range; give a whole number from 1`,
    `error PXH002 ${HOST}: memoryGib 0 is out of range; give the server's memory in GiB`,
    `error PXH002 ${HOST}: sockets 0 is out of range; give a whole number from 1`,
  ]);
});

test.each([0, 3])("a core does not have %d threads", (threadsPerCore) => {
  expect(judgedWith({ host: { threadsPerCore } })).toEqual([`error PXH003 ${HOST}: threadsPerCore ${threadsPerCore} is out of range; give 1, or 2 with hyper-threading switched on`]);
  expect(judgedWith({ host: { threadsPerCore: 2 } })).toEqual([]);
});

test("what a host keeps back is not negative and leaves something", () => {
  expect(judgedWith({ host: { memoryReserveGib: 64, reservedVcpus: -1 } })).toEqual([
    `error PXH004 ${HOST}: memoryReserveGib 64 is out of range; give 0 or more, and less than the 64 GiB of hv1`,
    `error PXH004 ${HOST}: reservedVcpus -1 is out of range; give 0 or more`,
  ]);
  expect(judgedWith({ host: { memoryReserveGib: 0, reservedVcpus: 0 } })).toEqual([]);
});

test("NUMA affinity needs the Datacenter edition", () => {
  const nodes = sound({ host: { numaAffinity: true, edition: HostEdition.STANDARD } }).records.filter(({ kind }) => kind === "host");
  expect(judged(nodes)).toEqual([`error PXH005 ${HOST}: numaAffinity true needs the Datacenter edition, and hv1 has standard; set edition to datacenter if it is, or numaAffinity to false`]);
  expect(judged([aHost({ numaAffinity: true, edition: HostEdition.DATACENTER })])).toEqual([]);
});

test("Hyper-V Server ended with 2019", () => {
  expect(judgedWith({ host: { edition: HostEdition.HYPERV_SERVER } })).toEqual([
    `error PXH006 ${HOST}: edition hyperv_server does not exist for 2022, the last one is 2019; give standard or datacenter, or windowsServer 2019`,
  ]);
  expect(judgedWith({ host: { edition: HostEdition.HYPERV_SERVER, windowsServer: WindowsServer.V2019 } })).toEqual([]);
});

test("Terraform builds nothing on Server 2012 R2, and says so at what it would build", () => {
  const cannot = "cannot be built by Terraform on hv1 (Windows Server 2012 R2; the provider needs 2016 or later)";
  const vm = (name: string): string => `a VM ${cannot}; import it by hand from the runbook and declare it with ${name}.fromAddress`;
  const old = { windowsServer: WindowsServer.V2012_R2 };
  expect(judgedWith({ host: old })).toEqual([
    `error PXH007 manager/lan: a switch ${cannot}; make it by hand and declare it with ExternalSwitch.fromSwitchName`,
    `error PXH007 manager/manager: ${vm("ManagementNode")}`,
    `error PXH007 platform/oslo-1: ${vm("ConferencingNode")}`,
    `error PXH007 platform/oslo-2: ${vm("ConferencingNode")}`,
  ]);
  const host = aHost(old);
  expect(judged([host, importedSwitchRecord(placeAt("manager/lan"), { switchName: "Pexip External" }, host)])).toEqual([]);
  expect(judgedWith({ host: { windowsServer: WindowsServer.V2016 } })).toEqual([]);
});

test.each([0, 65536])("%d is no WinRM port", (port) => {
  expect(judgedWith({ host: { winrm: { port } } })).toEqual([`error PXH008 ${HOST}: winrm.port ${port} is out of range; a port is 1 to 65535`]);
});

test.each([1, 65535])("%d is a WinRM port", (port) => {
  expect(judgedWith({ host: { winrm: { port } } })).toEqual([]);
});

test("Kerberos and its realm come together", () => {
  const authentication = WinrmAuthentication.KERBEROS;
  expect(judgedWith({ host: { winrm: { authentication } } })).toEqual([`error PXH009 ${HOST}: winrm.authentication kerberos needs kerberosRealm; give the realm, in upper case as a rule (EXAMPLE.COM)`]);
  expect(judgedWith({ host: { winrm: { kerberosRealm: "EXAMPLE.COM" } } })).toEqual([
    `error PXH009 ${HOST}: winrm.kerberosRealm EXAMPLE.COM contradicts authentication ntlm; remove it, or set authentication to kerberos`,
  ]);
  expect(judgedWith({ host: { winrm: { authentication, kerberosRealm: "EXAMPLE.COM" } } })).toEqual([]);
});

test("two hosts do not share an id", () => {
  const again = { ...aHost({ address: "other.example.com" }), path: "platform/hv1" };
  expect(judged([aHost(), again])).toEqual([`error PXH070 platform/hv1: the id hv1 is already used by ${HOST}; give this host another id, or use that one if it is the same server`]);
});

test("the management adapter is an adapter of the host", () => {
  const networkAdapters = ["Ethernet 1", "Ethernet 2"];
  expect(judgedWith({ host: { networkAdapters, managementAdapter: "Ethernet 3" } })).toEqual([
    `error PXH071 ${HOST}: managementAdapter Ethernet 3 is not one of networkAdapters (Ethernet 1, Ethernet 2); give a name from there, or add it`,
  ]);
  expect(judgedWith({ host: { networkAdapters, managementAdapter: "ethernet 2" } })).toEqual([]);
  expect(judgedWith({ host: { managementAdapter: "Ethernet 3" } })).toEqual([]);
});

test("one server is one host", () => {
  const more = (address: string): readonly string[] => judged([aHost(), aHost({ address }, "hv2")]);
  expect(more("HV1.example.com")).toEqual(["warning PXH072 manager/hv2: address HV1.example.com is already the address of hv1; use that host in both places"]);
  expect(more(TOKEN)).toEqual([]);
  expect(judged([aHost(), aHost({ address: "hv1.example.com", winrm: { port: 15986 } }, "hv2")])).toEqual([]);
});

const pinned = { numaAffinity: true, edition: HostEdition.DATACENTER };

test("a host with NUMA affinity is for Conferencing Nodes only, one for each socket", () => {
  expect(judgedWith({ host: pinned })).toEqual(["refused PXH073 manager/manager: hv1 has NUMA affinity, which leaves it to Conferencing Nodes; put the Management Node on another host, or accept it with a reason"]);
});

test("a host with NUMA affinity has one Conferencing Node for each socket", () => {
  const { host, externalSwitch, manager, systemLocation } = sound();
  const numa = aHost({ ...pinned, coresPerSocket: 20 }, "hv2");
  const numaLan = aSwitch(numa, {}, "lan2");
  const on = { host: numa, externalSwitch: numaLan, systemLocation };
  const nodes = ["oslo-1", "oslo-2", "oslo-3"].map((id) => aNode(on, id, { vcpus: 10 }));
  const elsewhere = aNode({ host, externalSwitch, systemLocation }, "oslo-4");
  const base = [host, externalSwitch, manager, systemLocation, numa, numaLan, elsewhere];
  expect(judged([...base, ...nodes])).toEqual(["refused PXH074 manager/hv2: 3 Conferencing Nodes are more than the 2 sockets of hv2, which has NUMA affinity; move 1 to another host, or accept it with a reason"]);
  expect(judged([...base, ...nodes.slice(1)])).toEqual([]);
});

test("Conferencing Nodes are spread over the hosts of their platform", () => {
  const { records } = sound();
  expect(judged([...records, aHost({}, "hv2")])).toEqual(["warning PXH075 manager/manager: all 2 Conferencing Nodes are on hv1, which ends every meeting when it fails; put one on hv2"]);
  const other = aHost({}, "hv2");
  const lan = aSwitch(other, {}, "lan2");
  const manager = aManager({ host: other, externalSwitch: lan }, {}, "other");
  expect(judged([...records, other, lan, manager, aLocation(manager, {}, "bergen")])).toEqual([]);
});

test("VMs are not on drive C", () => {
  expect(judgedWith({ host: { vmDirectory: "C:\\Pexip" }, node2: { diskPath: "c:\\Elsewhere\\pexip.vhd" } })).toEqual([
    "warning PXH076 manager/hv1: vmDirectory C:\\Pexip puts 2 VMs on the system drive of hv1; give a folder on another drive (D:\\Pexip)",
    "warning PXH076 platform/oslo-2: diskPath c:\\Elsewhere\\pexip.vhd is on the system drive of hv1; give a path on another drive",
  ]);
});

test.each(["Intel(R) Xeon(R) CPU E5620 @ 2.40GHz", "Intel Xeon X5650", "Xeon E7-4870", "AMD Opteron 6174", "Intel Core 2 Quad"])("%s has no AVX", (cpuModel) => {
  expect(judgedWith({ host: { cpuModel } })).toEqual([`warning PXH077 ${HOST}: cpuModel ${cpuModel} looks like a processor without AVX, on which nodes take no calls; check it before buying licences`]);
});

test.each(["Intel Xeon Gold 5118", "Intel(R) Xeon(R) CPU E5-2660 v3", "Xeon Silver 4210", "Xeon E7-4880 v2", "Xeon W-3245", "Xeon 6740E", "AMD EPYC 7543", "Opteron 6276"])("%s has AVX", (cpuModel) => {
  expect(judgedWith({ host: { cpuModel } })).toEqual([]);
});

test.each(["60s", "1m", "59s500ms"])("an operation timeout of %s is too short", (operationTimeout) => {
  expect(judgedWith({ host: { winrm: { operationTimeout } } })).toEqual([`warning PXH078 ${HOST}: winrm.operationTimeout ${operationTimeout} is not above the host's own 60 seconds; leave it at 10m`]);
  expect(judgedWith({ host: { winrm: { operationTimeout: "1m1s" } } })).toEqual([]);
});

test("a deferred time source of a host is not judged", () => {
  expect(judged([aHost({ ntpServers: TOKEN as never, timeSource: TimeSource.NTP })])).toEqual([]);
});
