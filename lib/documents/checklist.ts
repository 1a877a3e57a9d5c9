import type { PlatformView } from "../deployment/model";
import type { ChecklistItem, Outcome } from "./checklist-item";
import * as proofs from "./datasheet/proofs";
import type { DocumentInput } from "./document";

type Judge = (input: DocumentInput) => Outcome;

interface Group {
  readonly id: string;
  readonly title: string;
  readonly items: readonly (readonly [text: string, judge: Judge])[];
}

/** The guide's words and order. */
const GROUPS: readonly Group[] = [
  {
    id: "prior",
    title: "Prior to installation",
    items: [
      ["Download the appropriate Pexip Infinity Management Node installation file from the Pexip support site.", each(proofs.installationFile)],
      ["Ensure that you have appropriate host servers (see Server design guidelines).", proofs.hostServers],
      ["Assign network IP addresses and host names for the Management Node and Conferencing Nodes.", proofs.addresses],
      ["Create DNS records for your Management Node administration.", each(proofs.managerDns)],
      ["Create DNS records to allow endpoints/clients to discover your Pexip Infinity Conferencing Nodes (see DNS record examples).", each(proofs.clientDns)],
      ["Generate or request certificates (Base64-encoded X.509 PEM format) for the Management Node and Conferencing Nodes (see guidelines at Certificate creation and requirements).", each(proofs.certificates)],
    ],
  },
  {
    id: "hosts",
    title: "Hypervisor / host servers",
    items: [
      ["Note the CPU model number and the number of cores per socket on the host server to be used with the Conferencing Nodes, as this determines the maximum number of vCPUs to assign for the Conferencing Nodes.", proofs.processors],
      ["Prior to deploying the Management Node or a Conferencing Node, ensure that all host servers are synchronized to NTP servers.", proofs.hostTime],
      ["Upload the OVA file (or ZIP for Hyper-V) of the Management Node and run the setup wizard from the hypervisor console.", each(proofs.wizard)],
    ],
  },
  {
    id: "interface",
    title: "Pexip Infinity Administrator interface",
    items: [
      ["Configure basic Management Node settings after installation (licenses, VM managers, any additional DNS or NTP servers).", each(proofs.basicSettings)],
      ["Add a system location.", each(proofs.locations)],
      ["Deploy Conferencing Nodes to the location (and use your hypervisor management tools for manual deployments).", each(proofs.nodes)],
      ["Configure the SIP TLS FQDN on the Conferencing Nodes.", each(proofs.sipTlsFqdns)],
      ["Verify your node's DNS records. (You can use the tool at http://dns.pexip.com to lookup and check SRV records for a domain.)", each(proofs.dnsVerified)],
      [
        "Replace the self-signed server certificates on the Management Node and Conferencing Nodes with your own certificates that have been signed by either an external CA or a trusted internal CA (see Managing TLS certificates).",
        each(proofs.ownCertificates),
      ],
      [
        "Upload any required chain of intermediate CA certificates to the Management Node. You can use a tool such as https://www.sslshopper.com/ssl-checker.html to verify certificates and the chain of trust (specify port 5061 i.e. use the format <domain>:5061 for the server hostname to ensure that SIP TLS connections are checked).",
        each(proofs.chain),
      ],
      ["Configure your VMRs and aliases.", each(proofs.rooms)],
      ["Configure the Pexip Distributed Gateway (via Call Routing Rules), if required.", each(proofs.gateway)],
    ],
  },
  {
    id: "maintenance",
    title: "Hypervisor maintenance",
    items: [
      ["Enable automatic startup on every VM.", proofs.automaticStartup],
      ["Backup your Management Node VM, and optionally, your Conferencing Node VMs.", each(proofs.backup)],
    ],
  },
];

/** The guide's checklist for this deployment: ticked where the deployment itself proves an item, else with what a person must still do. */
export function checklist(input: DocumentInput): readonly ChecklistItem[] {
  return GROUPS.flatMap(({ id, title, items }) => items.map(([text, judge], index) => ({ id: `${id}-${index + 1}`, group: title, number: index + 1, text, ...judge(input) })));
}

/** Proven when it is for each platform. */
function each(judge: (platform: PlatformView, input: DocumentInput) => Outcome): Judge {
  return (input) => {
    const { platforms } = input.view;
    const outcomes = platforms.map((platform) => ({ name: platform.managementNode.fqdn, ...judge(platform, input) }));
    if (outcomes.length === 0) return { ticked: false, how: "this deployment describes no Management Node" };
    if (outcomes.length === 1) return { ticked: outcomes[0].ticked, how: outcomes[0].how };
    return { ticked: outcomes.every(({ ticked }) => ticked), how: outcomes.map(({ name, how }) => `${name}: ${how}`).join("; ") };
  };
}
