import { coresOf } from "../../deployment/host";
import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView } from "../../deployment/model";
import type { ServiceRecord } from "../../deployment/service";
import { factsOf } from "../../deployment/services/tls-certificate";
import { bold, bullets, code, table, text } from "../markdown";
import { DOTTED } from "../text";
import type { Context } from "./context";
import { stackName } from "./stacks";
import type { Chapter, Step } from "./step";
import { typed } from "./values";

/** What is there before the first click: guide pages 3 and 17, "Prior to installation". */
export function beforeChapter(context: Context): Chapter {
  const { view } = context;
  return {
    title: "Before you start",
    pages: "pages 3, 4 and 17",
    parts: [
      ...view.managementNodes.map(installationFile),
      ...(view.hosts.length === 0 ? [] : [hostServers(context)]),
      addresses(view),
      dnsRecords(view),
      openings(view),
      certificates(view),
      machineOfYours(context),
      secretsStep(context),
    ],
  };
}

function installationFile(managementNode: ManagementNodeRecord): Step {
  if (managementNode.origin === "imported") {
    return { title: `The Management Node ${code(managementNode.fqdn)}`, page: "17", by: { nobody: "exists already, nothing to download." } };
  }
  const lines = [
    `Get ${code(`Pexip_Infinity_v${managementNode.templateVersion}_HyperV_pxMgr_<build>.zip`)} from the Pexip support site, for ${code(managementNode.fqdn)}.`,
    ...(managementNode.templateVersion === managementNode.infinityVersion ? [] : [`The platform itself runs ${text(managementNode.infinityVersion)}; the disk was born with ${text(managementNode.templateVersion)}.`]),
  ];
  return { title: "Download the Management Node installation file", page: "17", by: "person", body: lines };
}

function hostServers({ view }: Context): Step {
  return {
    title: "Check the host servers",
    page: "17",
    by: "person",
    body: [
      "Compare processor and memory with the server itself. The cores of one socket limit the vCPUs of each Conferencing Node.",
      "",
      ...table(
        ["Host", "Address", "Windows Server", "CPU model", { title: "Sockets", align: "right" }, { title: "Cores per socket", align: "right" }, { title: "Memory (GiB)", align: "right" }, { title: "vCPUs promised", align: "right" }],
        view.hosts.map((host) => {
          const promised = view.machinesOn(host).reduce((sum, { machine }) => sum + machine.vcpus, host.reservedVcpus);
          return [
            code(host.id),
            typed(host.address),
            `${host.windowsServer} ${text(host.edition.replaceAll("_", " "))}`,
            host.cpuModel === undefined ? DOTTED : text(host.cpuModel),
            String(host.sockets),
            String(host.coresPerSocket),
            String(host.memoryGib),
            `${promised} of ${coresOf(host) * (host.numaAffinity ? host.threadsPerCore : 1)}`,
          ];
        }),
      ),
    ],
  };
}

function addresses(view: DeploymentView): Step {
  return {
    title: "Reserve addresses and host names",
    page: "17",
    by: "person",
    body: [
      "Nothing else may answer at these addresses, and no DHCP server may give them to another machine.",
      "",
      ...table(["", "FQDN", "IPv4 address", "Secondary address", "Static NAT address"], [
        ...view.managementNodes.map((node) => ["Management Node", code(node.fqdn), typed(node.address), "", ""]),
        ...view.nodes.map((node) => [text(node.name), code(node.fqdn), typed(node.address), optional(node.secondaryAddress), optional(node.staticNatAddress)]),
      ]),
    ],
  };
}

function dnsRecords(view: DeploymentView): Step {
  return {
    id: "dns",
    title: "Create the DNS records",
    page: "17",
    by: "person",
    body: [
      `The folder ${code("dns/")} beside this file has them as zone files and as PowerShell for Windows DNS: the Management Node's${view.nodes.length === 0 ? "" : ", each Conferencing Node's, and the SRV records with which clients find the platform"}.`,
    ],
  };
}

function openings(view: DeploymentView): Step {
  const natted = view.nodes.filter(({ staticNatAddress }) => staticNatAddress !== undefined);
  const api = view.managementNodes.some(({ mode }) => mode === "api");
  return {
    id: "firewall",
    title: "Open the firewalls",
    by: "person",
    body: bullets([
      `${code("firewall.csv")}: who talks to whom. Between all nodes and the Management Node: UDP 500 and ESP (IP protocol 50), both ways, without NAT. Without them a node stays "Never" contacted.`,
      ...(natted.length === 0 ? [] : [`${code("nat.csv")}: ${natted.length} static NAT ${natted.length === 1 ? "address" : "addresses"}, one to one (guide page 13).`]),
      ...(api ? [`${code("dhcp-reservations.csv")}: a fresh node must get its address by DHCP, or answer at its bootstrap address, to be given its configuration on port 8443.`] : []),
    ]),
  };
}

function certificates(view: DeploymentView): Step {
  const declared = view.servicesOf("tlsCertificate").filter((one) => factsOf(one) !== undefined);
  return {
    id: "certificates",
    title: "Request the TLS certificates",
    page: "17",
    by: "person",
    body: [
      "Base64-encoded X.509 (PEM), each with its private key and the chain of intermediate certificates.",
      "",
      ...table(["For", "Name in the certificate", "Certificate"], [
        ...view.managementNodes.map((node) => ["Management Node", code(node.fqdn), nameOrDots(certificateOfManager(view, node))]),
        ...view.nodes.map((node) => [text(node.name), node.sipTlsFqdn === undefined ? DOTTED : code(node.sipTlsFqdn), nameOrDots(node.tlsCertificate === undefined ? undefined : view.service(node.tlsCertificate))]),
      ]),
      ...(declared.length === 0
        ? []
        : ["", "In the program already:", "", ...bullets(declared.map((one) => `${code(one.name)}, issued by ${code(factsOf(one)!.issuer)}, valid until ${code(factsOf(one)!.notAfter.slice(0, 10))}`))]),
    ],
  };
}

function nameOrDots(service: ServiceRecord | undefined): string {
  return service === undefined ? DOTTED : code(service.name);
}

function certificateOfManager(view: DeploymentView, managementNode: ManagementNodeRecord): ServiceRecord | undefined {
  const settings = view.servicesOf("managementNodeSettings").find((one) => one.managementNode === managementNode.path);
  const path = settings?.references.tlsCertificate;
  return typeof path === "string" ? view.service(path) : undefined;
}

function machineOfYours({ view }: Context): Step {
  const managed = view.hosts.length > 0;
  return {
    title: "Prepare the machine that runs Terraform",
    by: "person",
    body: bullets([
      `Node.js 20 or later, Terraform, and ${code("npm ci")} in the project's folder; ${code("npx cdktf synth")} must end without errors.`,
      ...(managed
        ? [
            `It reaches the hosts by WinRM: ${view.hosts.map((host) => `${code(host.id)} on port ${host.winrm.port} (${host.winrm.https ? "HTTPS" : "HTTP, unencrypted"}, ${host.winrm.authentication}) as ${code(host.username)}`).join("; ")}. The account is an administrator there.`,
          ]
        : []),
      "Use this machine for the browser, too: the guide asks that a node's file is downloaded where it is uploaded from (page 12).",
    ]),
  };
}

function secretsStep({ secrets, view }: Context): Step {
  const asked = secrets.filter(({ stacks }) => stacks.length > 0);
  const own = secrets.filter(({ stacks }) => stacks.length === 0);
  const wizard = view.managementNodes.filter(({ origin }) => origin === "managed");
  return {
    id: "secrets",
    title: "Have the passwords at hand",
    by: "person",
    body: [
      `This runbook names secrets and never shows one. ${bold("Terraform asks for these")}; set each before the apply of its stack, from your password store:`,
      "",
      ...table(["Variable", "Stack", "What it is"], asked.map(({ variable, stacks, purposes }) => [code(`TF_VAR_${variable}`), stacks.map((stack) => code(stack === "" ? DOTTED : stackName(stack))).join(", "), purposes.join("; ")])),
      ...(own.length === 0
        ? []
        : ["", `${bold("You type these")} in the Administrator interface; Terraform never reads them, the names are those of the program:`, "", ...table(["Name", "What it is"], own.map(({ variable, purposes }) => [code(`TF_VAR_${variable}`), purposes.join("; ")]))]),
      ...(wizard.length === 0
        ? []
        : ["", `${bold("You choose these")} and keep them in a safe place:`, "", ...bullets(wizard.flatMap((node) => [
            `the password of the operating system of ${code(node.fqdn)} (user ${code("admin")}, console and SSH)`,
            `its web administration password${node.api !== undefined && "variable" in node.api.password ? `, which ${code(`TF_VAR_${node.api.password.variable}`)} gets, too` : ""}`,
          ]))]),
    ],
  };
}

function optional(value: ConferencingNodeRecord["staticNatAddress"]): string {
  return value === undefined ? "" : typed(value);
}
