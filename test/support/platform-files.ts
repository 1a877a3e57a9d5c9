import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { problemLine } from "../../bin/problem-lines";
import { type CheckedPlatform, checkPlatform, readPlatformFile } from "../../lib/config/read/platform-file";

/** A platform file with which nothing is wrong, and of which no rule says anything. */
export const GOOD = `hosts:
  hv1:
    address: hv1.example.com
    username: EXAMPLE\\svc-terraform
    windowsServer: "2022"
    sockets: 2
    coresPerSocket: 24
    memoryGib: 96
    networkAdapters: [Ethernet 1, Ethernet 2]
    managementAdapter: Ethernet 2
    ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com]
    vmDirectory: D:\\Pexip
switches:
  lan: { host: hv1, netAdapterNames: [Ethernet 1] }
managementNode:
  externalSwitch: lan
  infinityVersion: "21"
  templateDisk: D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd
  hostname: manager
  domain: example.com
  address: 10.44.0.10
  netmask: 255.255.255.0
  gateway: 10.44.0.1
  dnsServers: [10.44.0.53]
  ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com]
  incidentReporting: true
  usageStatistics: false
locations:
  oslo: { name: Oslo }
conferencingNodes:
  oslo-1:
    externalSwitch: lan
    systemLocation: oslo
    role: transcoding
    templateDisk: D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd
    hostname: oslo-1
    domain: example.com
    address: 10.44.0.11
    netmask: 255.255.255.0
    gateway: 10.44.0.1
    vcpus: 8
    sipTlsFqdn: oslo-1.example.com
  oslo-2:
    externalSwitch: lan
    systemLocation: oslo
    role: transcoding
    templateDisk: D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd
    hostname: oslo-2
    domain: example.com
    address: 10.44.0.12
    netmask: 255.255.255.0
    gateway: 10.44.0.1
    vcpus: 8
    sipTlsFqdn: oslo-2.example.com
`;

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder with these files, gone after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "pexip-platform-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The good file with another text in the place of one that it has. */
export function changed(from: string, to: string, text = GOOD): string {
  if (!text.includes(from)) throw new Error(`the file holds no ${from}`);
  return text.replace(from, () => to);
}

/** What is said of a platform file in this text, with other files beside it. */
export function checkedText(text: string | Buffer, beside: Readonly<Record<string, string | Buffer>> = {}): CheckedPlatform {
  return checkPlatform(readPlatformFile(join(folderWith({ ...beside, "platform.yaml": text }), "platform.yaml")));
}

/** The lines that a user reads: `platform.yaml:5:5: hosts.hv1.pasword: unknown key; did you mean password?` */
export function problemsIn(text: string | Buffer, beside: Readonly<Record<string, string | Buffer>> = {}): readonly string[] {
  return checkedText(text, beside).problems.map((problem) => problemLine("platform.yaml", problem));
}

/** The same without what only the rules say. */
export function mistakesIn(text: string | Buffer, beside: Readonly<Record<string, string | Buffer>> = {}): readonly string[] {
  return checkedText(text, beside)
    .problems.filter(({ rule }) => rule === undefined)
    .map((problem) => problemLine("platform.yaml", problem));
}
