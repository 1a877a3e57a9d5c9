import MarkdownIt from "markdown-it";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { importedManagementNodeRecord } from "../../lib/deployment/management-node";
import { importedSwitchRecord } from "../../lib/deployment/external-switch";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { Secret } from "../../lib/deployment/secret";
import { virtualMeetingRoom } from "../../lib/deployment/services/virtual-meeting-room";
import { runbook } from "../../lib/documents/runbook";
import { placeAt, TOKEN } from "../support/problems";
import { aHost, aLocation, aManager, aNode, aRoute } from "../support/records";
import { aService, headings, inputOf, nodeElsewhere, runbookOf, small, smallApi, stepOf, stepsOf } from "./runbook-deployment";

test("the chapters are the guide's, in its order", () => {
  expect(headings(runbookOf(small().records))).toEqual([
    "## Contents",
    "## 1 Before you start",
    "## 2 Configure Hyper-V",
    "## 3 Install the Management Node",
    "## 4 Run the installation wizard",
    "## 5 Initial platform configuration",
    "## 6 Deploy the Conferencing Nodes",
    "## 7 Make a test call",
    "## 8 Further configuration",
    "## 9 Call control, gateway, devices, branding",
    "## 10 Finish",
    "## 11 If something goes wrong",
  ]);
  expect(headings(runbookOf(smallApi().records))).toEqual(headings(runbookOf(small().records)));
});

test("in runbook mode each step is there once, with a box where a person does it", () => {
  expect(stepsOf(runbookOf(small().records))).toEqual([
    "1* Download the Management Node installation file",
    "2* Check the host servers",
    "3* Reserve addresses and host names",
    "4* Create the DNS records",
    "5* Open the firewalls",
    "6* Request the TLS certificates",
    "7* Prepare the machine that runs Terraform",
    "8* Have the passwords at hand",
    "9* Check the version of Hyper-V",
    "10* Synchronize the hosts' time",
    "11  Use a static MAC address for the Management Node",
    "12  Create the external virtual switches",
    "13* Extract Pexip_Infinity_v21_HyperV_pxMgr_<build>.zip",
    "14* Apply the stack manager",
    "15  Import the virtual machine",
    "16  Enable automatic startup",
    "17* Check that manager runs",
    "18* Open a console window",
    "19* Set the password of the operating system",
    "20* Give the eleven answers",
    "21* Wait until it answers",
    "22* Log in to the Administrator interface",
    "23* Enable DNS",
    "24* Enable NTP",
    "25* Licence licence",
    "26* SIP proxy call-control",
    "27* System location Oslo",
    "28* Upload TLS certificates",
    "29* Virtual Meeting Room test-room",
    "30  Add an alias for the Virtual Meeting Room",
    "31* Add the Conferencing Node oslo-1",
    "32* Put pexip-oslo-1.example.com.zip in its place",
    "33* Add the Conferencing Node oslo-2",
    "34* Put pexip-oslo-2.example.com.zip in its place",
    "35* Apply the stack platform",
    "36  Import the virtual machines",
    "37  Enable automatic startup",
    "38  Disable processor compatibility mode",
    "39* Wait for the nodes",
    "40* Call a room from a browser",
    "41* Join from a second device",
    "42* Assign hostnames and FQDNs",
    "43  Enable SNMP on Conferencing Nodes",
    "44* Integrate with the call control system",
    "45* Call Routing Rule extensions",
    "46  Register devices directly to the Pexip Infinity platform",
    "47  Customize the user experience",
    "48* Inform users about the new video conferencing service",
    "49* Check the certificates from outside",
    "50* Look at the alarms",
    "51* Back up the Management Node VM",
    "52* See that nothing is left to do",
  ]);
});

test("in api mode Terraform has the steps of the Administrator interface, and the certificate comes before its stack", () => {
  const text = runbookOf(smallApi().records);
  expect(stepsOf(text).slice(21, 42)).toEqual([
    "22* Log in to the Administrator interface",
    "23* Upload the Management Node's TLS certificate now",
    "24  Enable DNS",
    "25  Enable NTP",
    "26  Platform > Licenses",
    "27  Add system locations",
    "28* Upload TLS certificates",
    "29  Services > Virtual Meeting Rooms",
    "30  Add an alias for the Virtual Meeting Room",
    "31* Put the generic node disk in its place",
    "32* Reserve the first addresses in DHCP",
    "33* Apply the stack platform",
    "34  Import the virtual machines",
    "35  Add the Conferencing Nodes",
    "36  Enable automatic startup",
    "37  Disable processor compatibility mode",
    "38* Wait for the nodes",
    "39* Call a room from a browser",
    "40* Join from a second device",
    "41* Assign hostnames and FQDNs",
    "42  Enable SNMP on Conferencing Nodes",
  ]);
  expect(stepOf(text, "Add the Conferencing Nodes")).toContain("Terraform does this (`pexip_infinity_worker_vm`)");
  expect(stepOf(text, "Platform > Licenses")).toContain("Terraform does this (`pexip_infinity_licence`)");
  expect(stepOf(text, "Services > Virtual Meeting Rooms")).toContain("`test-room`");
  expect(stepOf(text, "Reserve the first addresses in DHCP")).toMatch(/\| oslo-1 \| `(..:){5}..` \| untagged \| `10\.44\.0\.11` \|/);
  expect(text).not.toContain("Add Conferencing Node**");
});

test("what Terraform builds is said where the guide has it, with the values to compare", () => {
  const text = runbookOf(small({ vlanId: 110 }).records);
  expect(stepOf(text, "Create the external virtual switches")).toContain("| `Pexip External` | `hv1` | `Ethernet 1` | Yes |  |");
  expect(stepOf(text, "Import the virtual machine**")).toMatch(/\| `manager` \| `hv1` \| 4 \| 4096 \| `D:\\Pexip\\manager\\manager\.vhd` \| `Pexip External` \| 110 \| `(..:){5}..` \|/);
  expect(stepOf(text, "Import the virtual machines")).toContain("| `oslo-2` | `hv1` | 12 | 12288 | `D:\\Pexip\\oslo-2\\oslo-2.vhd` | `Pexip External` | untagged |");
  expect(stepOf(text, "Disable processor compatibility mode")).toContain("Terraform does this (`hyperv_machine_instance`)");
});

test("the eleven answers of the wizard are there, the password named and not shown", () => {
  const text = stepOf(runbookOf(small({ address: TOKEN, webAdminUsername: "video" }).records), "Give the eleven answers");
  expect(text.split("\n").filter((line) => /^\| \d/.test(line))).toEqual([
    "| 1 | IP address | .......... |",
    "| 2 | Network mask | `255.255.255.0` |",
    "| 3 | Gateway | `10.44.0.1` |",
    "| 4 | Hostname | `manager` |",
    "| 5 | Domain suffix | `example.com` |",
    "| 6 | DNS servers | `10.44.0.53` |",
    "| 7 | NTP servers | `ntp1.example.com ntp2.example.com ntp3.example.com` |",
    "| 8 | Web administration username | `video` |",
    "| 9 | Web administration password | the password that you choose for the Administrator interface |",
    "| 10 | Enable incident reporting | `yes` |",
    "| 11 | Send deployment and usage statistics to Pexip | `no` |",
  ]);
  expect(stepOf(runbookOf(smallApi().records), "Give the eleven answers")).toContain("| 9 | Web administration password | the password that `TF_VAR_manager_web_password` holds |");
});

test("what exists already is said so, and has no box", () => {
  const host = aHost();
  const managementNode = importedManagementNodeRecord(placeAt("platform/manager"), "manager", { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("21") });
  const lan = importedSwitchRecord(placeAt("platform/lan"), { switchName: "Production" }, host);
  const location = { ...aLocation(aManager({ host, externalSwitch: lan }), { name: "Oslo" }), managementNode: managementNode.path, origin: "imported" as const };
  const text = runbookOf([host, lan, managementNode, location, nodeElsewhere({ systemLocation: location }, "oslo-9")]);
  const steps = stepsOf(text);
  expect(steps).toContainEqual(expect.stringMatching(/^\d+ {2}The Management Node manager\.example\.com$/));
  expect(steps).toContainEqual(expect.stringMatching(/^\d+ {2}Deploy the Management Node manager\.example\.com$/));
  expect(steps).toContainEqual(expect.stringMatching(/^\d+ {2}Answer the wizard of manager\.example\.com$/));
  expect(steps).toContainEqual(expect.stringMatching(/^\d+ {2}System location Oslo$/));
  expect(stepOf(text, "Check the external virtual switches that exist already")).toContain("| `Production` | `hv1` |");
  expect(stepOf(text, "Check the licenses")).toContain("enough concurrent calls");
  expect(runbookOf([host, lan, managementNode, { ...location, origin: "managed" }])).toContain("**Platform > Locations**, add, or compare with what is there:");
  expect(text).not.toContain("Give the eleven answers");
  expect(steps.filter((step) => step.includes("Apply the stack"))).toEqual([]);
});

test("what is unknown is a dotted line", () => {
  const { records, on } = small({ address: TOKEN, dnsServers: TOKEN as never });
  const node = aNode(on, "oslo-3", { address: TOKEN, sipTlsFqdn: undefined });
  const text = runbook(inputOf([...records, node]));
  expect(text).toContain("of ..........");
  expect(stepOf(text, "Wait until it answers")).toContain("--address ..........");
  expect(stepOf(text, "Enable DNS")).toContain("| .......... | Management Node, Oslo | add it |");
  expect(stepOf(text, "Add the Conferencing Node oslo-3")).toContain("| IPv4 address | .......... |");
  expect(text).not.toMatch(/undefined|\[object|TfToken/);
});

test("neither a PIN in clear nor a key is ever shown", () => {
  const { records, managementNode } = small();
  const room = aService(managementNode, virtualMeetingRoom, "clear", { aliases: ["a@example.com"], pin: "98765432", allowGuests: true, guestPin: "12345678" });
  const text = runbookOf([...records, room]);
  expect(stepOf(text, "Virtual Meeting Room clear")).toContain("| Host PIN | as the program has it (not printed) |");
  expect(text).not.toMatch(/98765432|12345678/);
});

const HOSTILE = "a|b <img src=x onerror=alert(1)> `c` [x](javascript:alert(1)) **d** \\| e";

/** Every text that a person chose becomes this one; kinds and references stay. */
function renamed(records: readonly DeploymentRecord[], name: string): readonly DeploymentRecord[] {
  const keys = new Set(["name", "description", "hostname", "domain", "fqdn", "sipTlsFqdn", "username", "cpuModel", "notes", "switchName", "vmName", "diskPath", "webAdminUsername", "contactEmail", "alias", "matchString", "replaceString", "address", "value"]);
  const changed = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return keys.has(key) ? name : value;
    if (Array.isArray(value)) return value.map((entry) => changed(entry, key === "ntpServers" || key === "netAdapterNames" ? "name" : key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, entry]) => [inner, changed(entry, inner)]));
  };
  return records.map((record) => changed(record, "") as DeploymentRecord);
}

test.each(["", "# ", "- ", "1. ", "> ", "| "])("names like %j with markup in them change nothing but themselves", (prefix) => {
  const { records, on, managementNode } = small();
  const all = [...records, nodeElsewhere(on, "oslo-9"), aRoute(managementNode), { ...nodeElsewhere(on, "oslo-8"), description: "x" }];
  const html = new MarkdownIt({ html: true }).render(runbookOf(renamed(all, `${prefix}${HOSTILE}`)));
  const sound = new MarkdownIt({ html: true }).render(runbookOf(renamed(all, "plain")));
  expect(html).not.toMatch(/<img|javascript:[^<]*">|<strong>d<\/strong>/);
  for (const tag of ["h1", "h2", "h3", "ol", "ul", "li", "table", "tr", "td", "blockquote", "pre", "hr"]) expect(`${tag} ${count(html, tag)}`).toBe(`${tag} ${count(sound, tag)}`);
});

function count(html: string, tag: string): number {
  return html.split(new RegExp(`<${tag}[ >]`)).length - 1;
}

test("it is Markdown: the numbers of the lists go through, and each step is an entry", () => {
  for (const { records } of [small(), smallApi()]) {
    const text = runbookOf(records);
    const tokens = new MarkdownIt().parse(text, {}).filter(({ type, level }) => level <= 1 && (type === "ordered_list_open" || type === "list_item_open"));
    const entries = tokens.filter(({ type, level, markup }) => type === "list_item_open" && level === 1 && markup === ".").map(({ info }) => Number(info));
    expect(entries).toEqual(stepsOf(text).map((_, index) => index + 1));
  }
});

test("links of the contents lead to headings", () => {
  const text = runbookOf(small().records);
  const targets = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
  const slugs = headings(text).map((line) => line.slice(3).toLowerCase().replace(/[^a-z0-9 -]/g, "").replaceAll(" ", "-"));
  expect(targets).toHaveLength(11);
  expect(slugs).toEqual(expect.arrayContaining(targets));
});

test("the same model gives the same bytes", () => {
  const { records } = small();
  const copy = JSON.parse(JSON.stringify(records)) as typeof records;
  expect(runbookOf(copy)).toBe(runbookOf(records));
});

test("each of a thousand nodes has its step", () => {
  const { records, on } = small();
  const nodes = Array.from({ length: 1000 }, (_, index) => ({ ...aNode(on, `node-${index}`, { address: `10.45.${Math.floor(index / 250)}.${(index % 250) + 1}`, sshPassword: Secret.fromVariable("ssh") }) }));
  expect(runbook(inputOf([...records, ...nodes])).split("Add Conferencing Node**")).toHaveLength(1003);
});
