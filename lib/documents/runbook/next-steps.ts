import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { automaticBackup } from "../../deployment/services/automatic-backup";
import { type ServiceRecord, valuesOf } from "../../deployment/service";
import { virtualMeetingRoom } from "../../deployment/services/virtual-meeting-room";
import { SnmpMode } from "../../deployment/snmp";
import { isDeferred } from "../../validation/fields";
import { callName, callNodes, clientAddress } from "../facing";
import { bullets, code, codeBlock, table, text } from "../markdown";
import { DOTTED, secretText } from "../text";
import { type PlatformContext, shellWord } from "./context";
import { isSecret } from "./secrets";
import type { ServiceSteps } from "./services";
import { stackName } from "./stacks";
import type { Chapter, Step } from "./step";

/** Guide page 15. */
export function testCallChapter({ platform, nameOf }: PlatformContext): Chapter {
  const nodes = onePerLocation(callNodes(platform));
  const dialled = platform.services.filter((service) => service.service === "virtualMeetingRoom" && aliasesOf(service).length > 0);
  const room = dialled.find((one) => /test/i.test(`${one.name} ${aliasesOf(one).join(" ")}`)) ?? dialled[0];
  const alias = room === undefined ? DOTTED : code(aliasesOf(room)[0]);
  return {
    title: "Make a test call",
    pages: "page 15",
    parts: [
      {
        title: "Call a room from a browser",
        page: "15",
        by: "person",
        body: [
          "One node of each location; Chrome is what the guide recommends.",
          "",
          ...table(
            ["System location", "Open", "Until DNS knows the name", "From outside"],
            nodes.length === 0
              ? [[DOTTED, DOTTED, DOTTED, ""]]
              : nodes.map((node) => [code(nameOf(node.systemLocation)), code(`https://${callName(node)}/`), urlOf(clientAddress(node)), node.staticNatAddress === undefined ? "" : urlOf(node.staticNatAddress)]),
          ),
          "",
          ...bullets([
            "Your own image is in the video window, the microphone icon is green, and the bar under the image moves when you speak.",
            `In **Search to call**, enter ${alias}${room === undefined ? "" : ` (${code(room.name)})`}, Enter.${room === undefined ? "" : pinText(room)}`,
          ]),
        ],
      },
      {
        title: "Join from a second device",
        page: "15",
        by: "person",
        body: ["In the same way, and through another location where there is one. The two see and hear each other, and share content. If a room changed a minute ago, the nodes may not know it yet."],
      },
    ],
  };
}

function urlOf(address: ConferencingNodeRecord["address"]): string {
  return isDeferred(address) ? DOTTED : code(`https://${address}/`);
}

function aliasesOf(room: ServiceRecord): readonly string[] {
  return (valuesOf(virtualMeetingRoom, room).aliases ?? []).map((one) => (typeof one === "string" ? one : one.alias));
}

function pinText(room: ServiceRecord): string {
  const { pin } = valuesOf(virtualMeetingRoom, room) as { readonly pin?: unknown };
  if (pin === undefined) return "";
  if (isSecret(pin) || isDeferred(pin)) return ` Host PIN: ${secretText(pin)}.`;
  return " Host PIN: as the program has it.";
}

function onePerLocation(nodes: readonly ConferencingNodeRecord[]): readonly ConferencingNodeRecord[] {
  const first = new Map<string, ConferencingNodeRecord>();
  const alwaysOn = nodes.filter(({ distributedDatabase }) => distributedDatabase);
  for (const node of [...alwaysOn, ...nodes]) if (!first.has(node.systemLocation)) first.set(node.systemLocation, node);
  return [...first.values()];
}

/** Guide page 15, "Further configuration". */
export function furtherChapter(context: PlatformContext, services: ServiceSteps): Chapter {
  return {
    title: "Further configuration",
    pages: "pages 13 and 15",
    parts: [
      {
        title: "Assign hostnames and FQDNs",
        page: "15",
        by: "person",
        body: (stepOf) => [
          `The names were given in the form; now DNS must know them (${stepOf("dns")}, folder ${code("dns/")}). Look up the SRV records of each alias domain at ${code("http://dns.pexip.com")} (guide page 17).`,
        ],
      },
      ...snmp(context),
      ...services.of("snmpNetworkManagementSystem", "globalSettings", "syslogServer", "httpProxy", "smtpServer", "stunServer", "turnServer"),
    ],
  };
}

function snmp({ platform }: PlatformContext): readonly Step[] {
  const asked = platform.nodes.filter((node) => node.snmp !== undefined && node.snmp.mode !== SnmpMode.DISABLED);
  const title = "Enable SNMP on Conferencing Nodes";
  if (asked.length === 0) return [{ title, page: "15", by: { nobody: "no node here asks for it." } }];
  const rows = table(
    ["Node", "SNMP mode", "Community", "Username", "Authentication password", "Privacy password", "System contact", "System location"],
    asked.map(({ name, snmp: given }) => [
      text(name),
      given!.mode,
      given!.community === undefined ? "" : secretText(given!.community),
      given!.username === undefined ? "" : code(given!.username),
      given!.authenticationPassword === undefined ? "" : secretText(given!.authenticationPassword),
      given!.privacyPassword === undefined ? "" : secretText(given!.privacyPassword),
      given!.systemContact === undefined ? "" : code(given!.systemContact),
      given!.systemLocation === undefined ? "" : code(given!.systemLocation),
    ]),
  );
  if (platform.managementNode.mode === "api") return [{ title, page: "15", by: { terraform: ["pexip_infinity_worker_vm"] }, body: rows }];
  return [{ title, page: "15", by: "person", body: ["**Platform > Conferencing Nodes**, each of these nodes:", "", ...rows] }];
}

/** Guide page 16. */
export function integrationChapter(context: PlatformContext, services: ServiceSteps): Chapter {
  const { platform } = context;
  const has = (kind: ServiceRecord["service"]): boolean => platform.services.some(({ service }) => service === kind);
  const nothing = (title: string): Step => ({ title, page: "16", by: { nobody: "not part of this program." } });
  const registers = has("device") || has("registrationSettings");
  const branded = has("webappBranding") || has("ivrTheme");
  return {
    title: "Call control, gateway, devices, branding",
    pages: "page 16",
    parts: [
      {
        title: "Integrate with the call control system",
        page: "16",
        by: "person",
        body: [`A trunk or neighbor zone towards each node that takes calls: ${code("trunks.md")} has what to enter there, for Cisco VCS and Expressway, Cisco UCM, Polycom DMA, and Skype for Business. Leave this out if calls come by DNS and the web app only.`],
      },
      ...services.of("sipProxy", "h323Gatekeeper", "mssipProxy"),
      ...(has("callRoutingRule") ? services.of("callRoutingRule") : [nothing("Configure the Pexip Distributed Gateway")]),
      ...(registers ? services.of("registrationSettings", "device") : [nothing("Register devices directly to the Pexip Infinity platform")]),
      ...(branded ? services.of("webappBranding", "ivrTheme") : [nothing("Customize the user experience")]),
      {
        title: "Inform users about the new video conferencing service",
        page: "16",
        by: "person",
        body: ["Pexip's end user guides and example e-mails are at docs.pexip.com. Tell them the address of the web app, their alias, and their PIN."],
      },
    ],
  };
}

/** Guide page 17: what the checklist asks at the end. */
export function finishChapter(context: PlatformContext, services: ServiceSteps): Chapter {
  const { platform, before, after } = context;
  const { managementNode } = platform;
  const names = [...new Set(callNodes(platform).map(callName))];
  const stacks = [...before, ...after];
  return {
    title: "Finish",
    pages: "page 17",
    parts: [
      ...services.rest(),
      {
        title: "Check the certificates from outside",
        page: "17",
        by: "person",
        body: (stepOf) => [
          `Each name with its chain, on port 443 and on 5061 (${stepOf("certificates")}). An SSL checker on the web wants ${code("<domain>:5061")}; or:`,
          "",
          ...codeBlock(
            [
              `for server in ${[managementNode.fqdn].map(shellWord).join(" ")}:443 ${names.map((name) => `${shellWord(name)}:443 ${shellWord(name)}:5061`).join(" ")}; do`.replace(" ;", ";"),
              '  echo "$server"',
              '  openssl s_client -connect "$server" -servername "${server%:*}" </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates',
              "done",
            ],
            "sh",
          ),
        ],
      },
      { title: "Look at the alarms", by: "person", body: [`**Status** in the Administrator interface of ${code(managementNode.fqdn)}: no alarm, and each node contacted within the last minutes.`] },
      backup(context),
      ...(stacks.length === 0
        ? []
        : [
            {
              title: "See that nothing is left to do",
              by: "person" as const,
              body: [
                "A second plan has no changes. Keep the state safe: it knows what exists.",
                "",
                ...codeBlock(stacks.map((stack) => `npx cdktf diff ${stack === "" ? DOTTED : stackName(stack)}`), "sh"),
                ...(managementNode.api?.insecureTls === true ? ["", "Take `insecureTls` out of the program, now that the Management Node has its certificate, and synthesize again."] : []),
              ],
            },
          ]),
    ],
  };
}

function backup({ platform }: PlatformContext): Step {
  const automatic = platform.services.find(({ service }) => service === "automaticBackup");
  const enabled = automatic !== undefined && valuesOf(automaticBackup, automatic).enabled === true;
  return {
    title: "Back up the Management Node VM",
    page: "17",
    by: "person",
    body: [
      ...bullets([
        `The VM${platform.managementNode.origin === "managed" ? ` ${code(platform.managementNode.machine.vmName)}` : ""}, with your backup software, and optionally the Conferencing Nodes'. A node is quicker deployed anew than restored.`,
        `The configuration: **Utilities > Backup/Restore**, with a passphrase${enabled ? "; the automatic backup was set up above" : ""}.`,
        "No checkpoints of Conferencing Nodes; of the Management Node only for an upgrade, and deleted again within two weeks (Pexip Infinity v39 release notes).",
      ]),
    ],
  };
}
