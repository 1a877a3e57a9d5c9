import { AutomaticStart, TimeSource } from "../../lib/deployment/enums";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { checklist } from "../../lib/documents/checklist";
import { aHost, type Changes, sound } from "../support/records";
import { complete, elsewhere, inputOf, soundInput } from "./datasheet/deployments";

/** Page 17 of the guide. */
const GUIDE = `
# Prior to installation
1. Download the appropriate Pexip Infinity Management Node installation file from the Pexip support site.
2. Ensure that you have appropriate host servers (see Server design guidelines).
3. Assign network IP addresses and host names for the Management Node and Conferencing Nodes.
4. Create DNS records for your Management Node administration.
5. Create DNS records to allow endpoints/clients to discover your Pexip Infinity Conferencing Nodes (see DNS record examples).
6. Generate or request certificates (Base64-encoded X.509 PEM format) for the Management Node and Conferencing Nodes (see guidelines at Certificate creation and requirements).
# Hypervisor / host servers
1. Note the CPU model number and the number of cores per socket on the host server to be used with the Conferencing Nodes, as this determines the maximum number of vCPUs to assign for the Conferencing Nodes.
2. Prior to deploying the Management Node or a Conferencing Node, ensure that all host servers are synchronized to NTP servers.
3. Upload the OVA file (or ZIP for Hyper-V) of the Management Node and run the setup wizard from the hypervisor console.
# Pexip Infinity Administrator interface
1. Configure basic Management Node settings after installation (licenses, VM managers, any additional DNS or NTP servers).
2. Add a system location.
3. Deploy Conferencing Nodes to the location (and use your hypervisor management tools for manual deployments).
4. Configure the SIP TLS FQDN on the Conferencing Nodes.
5. Verify your node's DNS records. (You can use the tool at http://dns.pexip.com to lookup and check SRV records for a domain.)
6. Replace the self-signed server certificates on the Management Node and Conferencing Nodes with your own certificates that have been signed by either an external CA or a trusted internal CA (see Managing TLS certificates).
7. Upload any required chain of intermediate CA certificates to the Management Node. You can use a tool such as https://www.sslshopper.com/ssl-checker.html to verify certificates and the chain of trust (specify port 5061 i.e. use the format <domain>:5061 for the server hostname to ensure that SIP TLS connections are checked).
8. Configure your VMRs and aliases.
9. Configure the Pexip Distributed Gateway (via Call Routing Rules), if required.
# Hypervisor maintenance
1. Enable automatic startup on every VM.
2. Backup your Management Node VM, and optionally, your Conferencing Node VMs.
`;

const ofRecords = (records: readonly DeploymentRecord[]): Readonly<Record<string, string>> => Object.fromEntries(checklist(inputOf(records)).map(({ id, ticked, how }) => [id, `${ticked ? "x" : "-"} ${how}`]));
const ticked = (records: readonly DeploymentRecord[]): readonly string[] => checklist(inputOf(records)).filter((item) => item.ticked).map(({ id }) => id);
const item = (id: string, changes: Changes): string => ofRecords(sound(changes).records)[id];
const inApi = (id: string, records = complete("40")): string => ofRecords(records)[id];
const without = (path: string, records = complete("40")): readonly DeploymentRecord[] => records.filter((record) => record.path !== path);

test("it has the guide's items in the guide's words and order", () => {
  const items = checklist(soundInput());
  const groups = [...new Set(items.map(({ group }) => group))];
  const text = groups.flatMap((title) => [`# ${title}`, ...items.filter(({ group }) => group === title).map(({ number, text: words }) => `${number}. ${words}`)]);
  expect(text.join("\n")).toBe(GUIDE.trim());
});

test("every item has an id of its own, and says how it is proven or what is left to do", () => {
  const items = checklist(soundInput());
  expect(new Set(items.map(({ id }) => id)).size).toBe(20);
  expect(items.filter(({ how }) => how.trim() === "")).toEqual([]);
});

test("a runbook deployment proves what is decided; people do the rest", () => {
  expect(ticked(sound().records)).toEqual(["prior-2", "prior-3", "maintenance-1"]);
  expect(ticked(complete("21"))).toEqual(["prior-2", "prior-3", "prior-6", "hosts-1", "maintenance-1"]);
  expect(ofRecords(complete("21"))).toMatchObject({
    "interface-1": "- Platform > Licenses: licence",
    "interface-2": "- Platform > Locations: oslo",
    "interface-3": "- Platform > Conferencing Nodes, then Terraform builds the VMs: oslo-1, oslo-2",
    "interface-4": "- Platform > Conferencing Nodes: oslo-1.example.com, oslo-2.example.com",
    "interface-8": "- Services > Virtual Meeting Rooms: room",
    "maintenance-2": "- back up the VM manager; its configuration is saved automatically",
  });
});

test("in api mode Terraform does what it configures; nobody's word is taken for DNS, time, wizard and backup", () => {
  expect(checklist(inputOf(complete("40"))).filter((one) => !one.ticked).map(({ id }) => id)).toEqual(["prior-1", "prior-4", "prior-5", "hosts-2", "hosts-3", "interface-5", "maintenance-2"]);
  expect(ofRecords(complete("40"))).toMatchObject({
    "prior-3": "x 1 Management Node and 2 Conferencing Nodes, no address and no name twice",
    "prior-6": "x given for the Management Node and 2 Conferencing Nodes",
    "hosts-1": "x hv1: Xeon Gold 6346, 16 cores per socket",
    "interface-6": "x Terraform does it: nodes, own",
    "interface-7": "x Terraform does it: ca",
    "interface-9": "x Terraform does it: rule",
  });
});

test("what people must do comes with its values", () => {
  expect(ofRecords(sound().records)).toMatchObject({
    "prior-1": "- Pexip_Infinity_v21_HyperV_pxMgr_<build>.zip; the disk of manager is copied from D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd on hv1",
    "prior-4": "- A and PTR: manager.example.com, 10.44.0.10; the zone files are in the folder dns",
    "prior-6": "- ask a certificate authority for manager.example.com, oslo-1.example.com, oslo-2.example.com",
    "hosts-2": "- check with w32tm /query /status: hv1 (ntp1.example.com, ntp2.example.com, ntp3.example.com)",
    "hosts-3": "- Terraform makes the VM manager on hv1; type the wizard's answers in its console (runbook.md)",
  });
  expect(item("hosts-2", { host: { timeSource: TimeSource.ACTIVE_DIRECTORY, ntpServers: undefined } })).toBe("- check with w32tm /query /status: hv1 (its domain controller)");
  expect(item("hosts-1", {})).toBe("- the CPU model of hv1 (16 cores per socket) is not noted");
});

test("hosts that a rule refuses are not appropriate, unless somebody accepted that", () => {
  const { records } = sound({ node1: { vcpus: 20 } });
  expect(ofRecords(records)["prior-2"]).toBe("- solve PXH012, PXH013 first");
  const accepted = checklist(inputOf(records, ["PXH012", "PXH013"].map((rule) => ({ rule, at: "", reason: "until March" }))));
  expect(accepted.find(({ id }) => id === "prior-2")).toMatchObject({ ticked: true, how: expect.stringMatching(/all that they found is accepted \(PXH012, PXH013\)$/) });
});

test("hosts that a rule warns of are to be looked at", () => {
  expect(item("prior-2", { host: { cpuModel: "Intel Xeon X5570" } })).toMatch(/^- look at the warnings PXH\d{3}$/);
});

test("an address that is taken twice, or that only Terraform knows, is not assigned", () => {
  expect(item("prior-3", { node1: { address: "10.44.0.12" } })).toBe("- solve PXH020 first");
  expect(item("prior-3", { node1: { address: "TOKEN" } })).toBe("- only Terraform knows the address of oslo-1.example.com");
});

test("a VM that stays off has no automatic startup", () => {
  expect(item("maintenance-1", { node2: { automaticStart: AutomaticStart.NOTHING } })).toBe("- oslo-2 stays off when its host starts");
});

test("what is missing is named, in api mode too", () => {
  expect(inApi("interface-1", without("platform/licence"))).toBe("- Platform > Licenses: no licence is described");
  expect(inApi("interface-4", complete("40", { node2: { sipTlsFqdn: undefined } }))).toBe("- no SIP TLS FQDN is described for oslo-2");
  expect(inApi("interface-6", without("platform/settings"))).toBe("- no certificate is described for manager.example.com");
  expect(inApi("interface-7", without("platform/ca"))).toBe("- no certificate is described of CN=Intermediate; nothing to do where clients trust it already");
  expect(inApi("interface-8", without("platform/room"))).toBe("- Services > Virtual Meeting Rooms: none is described");
  expect(inApi("interface-9", without("platform/rule"))).toBe("- no Call Routing Rule is described; tick this when none is required");
  expect(inApi("maintenance-2", without("platform/backup"))).toBe("- back up the VM manager; no automatic backup of its configuration is described either");
});

test("of what is built elsewhere nothing is proven but its addresses", () => {
  expect(ticked(elsewhere())).toEqual(["prior-3"]);
  expect(ofRecords(elsewhere())).toMatchObject({
    "prior-1": "- this deployment does not build old.example.net; nothing to download where it is installed already",
    "prior-2": "- this deployment builds on no host",
    "interface-3": "- build the VMs of old-node, which Terraform does not",
    "maintenance-1": "- this deployment builds no VM",
  });
  expect(inApi("prior-2", [...complete("40"), ...elsewhere()])).toBe("- size the hosts of old-node, which are built elsewhere");
});

test("with several platforms an item is proven when it is for each, and each is named", () => {
  expect(inApi("interface-2", [...complete("40"), ...elsewhere()])).toBe("- manager.example.com: Terraform does it: oslo; old.example.net: Platform > Locations: site");
});

test("a deployment without a Management Node proves nothing of a platform", () => {
  expect(ticked([])).toEqual([]);
  expect(ofRecords([aHost()])["interface-2"]).toBe("- this deployment describes no Management Node");
});
