import { AutomaticStart, SshAccess, TimeSource, WindowsServer } from "../../../lib/deployment/enums";
import { Secret } from "../../../lib/deployment/secret";
import { tlsCertificate } from "../../../lib/deployment/services/tls-certificate";
import { SnmpMode } from "../../../lib/deployment/snmp";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import { certificate } from "../../support/certificates";
import { TOKEN } from "../../support/problems";
import { aHost, aNode, aRoute, aSwitch } from "../../support/records";
import { aService, nodeElsewhere, runbookOf, small, smallApi, stepOf, stepsOf } from "../runbook-deployment";

test("the node's form has every field in the guide's order and words", () => {
  const { records, on, managementNode } = small();
  const route = aRoute(managementNode);
  const chain = certificate(["edge-1.example.com"], { commonName: "edge-1.example.com" });
  const cert = aService(managementNode, tlsCertificate, "edges", { certificate: chain, privateKey: Secret.fromVariable("edge_key") });
  const node = aNode({ ...on, staticRoutes: [route] }, "edge-1", {
    description: "DMZ",
    secondaryAddress: "10.44.30.11",
    secondaryNetmask: "255.255.255.0",
    staticNatAddress: "203.0.113.11",
    ipv6Address: "2001:db8::11",
    distributedDatabase: false,
    ssh: SshAccess.ON,
    sshPassword: Secret.fromVariable("edge_ssh"),
  });
  const text = runbookOf([...records, route, cert, { ...node, tlsCertificate: cert.path }]);
  const form = stepOf(text, "Add the Conferencing Node edge-1");
  expect(form.split("\n").filter((line) => line.startsWith("| ") && !/^\| (Option|---)/.test(line))).toEqual([
    "| Number of virtual CPUs to assign | `12` |",
    "| System memory (in megabytes) to assign | `12288` |",
    "| Name | `edge-1` |",
    "| Description | `DMZ` |",
    "| Role | Transcoding Conferencing Node |",
    "| Hostname | `edge-1` |",
    "| Domain | `example.com` |",
    "| IPv4 address | `10.44.0.11` |",
    "| Network mask | `255.255.255.0` |",
    "| Gateway IPv4 address | `10.44.0.1` |",
    "| Secondary interface IPv4 address | `10.44.30.11` |",
    "| Secondary interface network mask | `255.255.255.0` |",
    "| System location | `Oslo` |",
    "| SIP TLS FQDN | `edge-1.example.com` |",
    "| TLS certificate | `edges`: subject `edge-1.example.com`, issuer `Intermediate` |",
    "| IPv6 address | `2001:db8::11` |",
    "| Gateway IPv6 address | leave empty: it listens for router advertisements |",
    "| IPv4 static NAT address | `203.0.113.11` |",
    "| Static routes | move to **Chosen Static routes**: `inside` |",
    "| Enable distributed database | No (clear the box): the node is not always on |",
    "| Enable SSH | On |",
    "| SSH password | in TF_VAR_edge_ssh |",
  ]);
  expect(form).toContain("the file is `pexip-edge-1.example.com.zip`");
  expect(form).toContain("The NAT device must route `203.0.113.11` to `10.44.30.11`, one to one");
  expect(stepOf(text, "Add the static routes")).toContain("| `inside` | `10.99.0.0` | 24 | `10.44.0.254` |");
  expect(stepOf(text, "Import the virtual machines")).toContain("| secondary interface |  |  |  |  |");
  expect(stepOf(text, "Decide when edge-1 runs")).toContain("it makes the VM switched off. Start each once now");
});

test.each([
  [TemplateDisk.onHost("D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd"), "Copy it to the server `hv1` and unzip it there, so that its disk is at `D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd`."],
  [TemplateDisk.onHost("\\\\files\\pexip\\oslo-1\\pexip.vhd"), "Unzip it so that its disk is at `\\\\files\\pexip\\oslo-1\\pexip.vhd`, where `hv1` can read it."],
  [TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip?sig=planted", "pexip.vhd"), "Publish it as it is at `https://images.example.com/pexip-oslo-1.example.com.zip` (with the query that the program has): `hv1` downloads and unpacks it."],
  [TemplateDisk.fromUrl("https://images.example.com/oslo-1/pexip.vhd"), "Unzip it, and publish its VHD at `https://images.example.com/oslo-1/pexip.vhd`: `hv1` downloads it as `pexip.vhd`."],
  [TemplateDisk.fromZip(TOKEN, "pexip.vhd"), "Publish it as it is at ..........: `hv1` downloads and unpacks it."],
])("a node's ZIP goes where its template says (%#)", (templateDisk, expected) => {
  const text = runbookOf(small({}, { templateDisk }).records);
  expect(stepOf(text, "Put pexip-oslo-1.example.com.zip in its place")).toContain(expected);
  expect(text).not.toContain("planted");
});

test("a node that Terraform does not build is imported by hand, with compatibility mode off", () => {
  const { records, on } = small();
  const text = runbookOf([...records, nodeElsewhere(on, "oslo-9")]);
  const form = stepOf(text, "Add the Conferencing Node oslo-9");
  expect(form).toContain("If **Platform > Conferencing Nodes** has `oslo-9` already");
  expect(form).toContain("| Number of virtual CPUs to assign | .......... |");
  const byHand = stepOf(text, "Import oslo-9 by hand");
  expect(byHand).toContain("**Import Virtual Machine...**; select the folder `Virtual Machines`. Import type: **Restore the virtual machine**");
  expect(byHand).toContain("On Windows Server 2022 and later the import of version 21's VM is refused");
  expect(byHand).toContain("Set-VMProcessor -VMName 'oslo-9' -CompatibilityForMigrationEnabled $false");
  const api = smallApi();
  const steps = stepsOf(runbookOf([...api.records, nodeElsewhere(api.on, "oslo-9", {}, "api")])).map((step) => step.slice(4).trim());
  expect(steps.indexOf("Have the VMs of oslo-9 running")).toBeLessThan(steps.indexOf("Apply the stack platform"));
});

test("hosts: time from the domain, versions before 2016, NUMA affinity", () => {
  const { records, on } = small();
  const domain = aHost({ timeSource: TimeSource.ACTIVE_DIRECTORY, ntpServers: undefined, windowsServer: WindowsServer.V2012_R2 }, "hv2");
  const pinned = aHost({ numaAffinity: true, threadsPerCore: 2 }, "hv3");
  const lan = aSwitch(pinned, {}, "lan3");
  const text = runbookOf([...records, domain, pinned, lan, aNode({ ...on, host: pinned, externalSwitch: lan }, "oslo-3", { vcpus: 32 })]);
  expect(stepOf(text, "Synchronize the hosts' time")).toContain("| `hv2` | Active Directory | the domain controller's |");
  expect(stepOf(text, "Check the version of Hyper-V")).toContain("On `hv2` Terraform cannot build");
  expect(stepOf(text, "Disable NUMA spanning on hv3")).toContain("Set-VMHost -NumaSpanningEnabled $false");
  expect(stepOf(text, "Pin the nodes to their sockets")).toContain("| `oslo-3` | `hv3` | at least `32` | at least `32768` | `1` |");
  expect(stepOf(runbookOf(small().records), "Synchronize the hosts' time")).not.toContain("domain controller");
});

test("SNMP, automatic start actions and the test call have this deployment's values", () => {
  const { records, on } = small();
  const node = aNode(on, "oslo-3", { snmp: { mode: SnmpMode.AUTHPRIV, username: "nms", privacyPassword: Secret.fromVariable("privacy") }, automaticStart: AutomaticStart.ALWAYS });
  const text = runbookOf([...records, node]);
  expect(stepOf(text, "Enable SNMP on Conferencing Nodes")).toContain("| oslo-3 | authpriv |  | `nms` |  | in TF_VAR_privacy |  |  |");
  const start = text.slice(text.indexOf("## 6 "));
  expect(stepOf(start, "Enable automatic startup")).toContain("| `oslo-3` | `hv1` | Always start this virtual machine automatically |");
  const call = stepOf(text, "Call a room from a browser");
  expect(call).toContain("| `Oslo` | `https://oslo-1.example.com/` | `https://10.44.0.11/` |  |");
  expect(call).toContain("enter `meet.test@example.com` (`test-room`), Enter. Host PIN: in TF_VAR_test_pin.");
});

test("with commands switched off, configurations are delivered by hand and nothing waits", () => {
  const { records } = smallApi({ commands: { enabled: false } });
  const text = runbookOf(records);
  expect(stepOf(text, "Deliver the nodes' configurations")).toContain('PEXIP_NODE_CONFIG="..." npx pexip-hyperv bootstrap-node oslo-1 --address 10.44.0.11');
  expect(stepOf(text, "Apply the stack platform")).not.toContain("waits up to");
});
