import { probeAddress } from "./address-use";
import { probeCertificate } from "./certificates";
import type { ProbeContext } from "./context";
import { probeDnsServer, probeForward, probeReverse } from "./dns-names";
import { skipped, type Finding } from "./finding";
import { judgeHostFacts } from "./host-facts-judgement";
import { probeManager } from "./manager";
import type { PlannedProbe } from "./plan";
import { probeService } from "./service-records";
import { probeTemplate, templateSize } from "./template-url";
import { probeTimeAgreement, probeTimeServer } from "./time-servers";
import { lookAtWinrm } from "./winrm";
import { probeLogin } from "./winrm-login";

/** Takes one planned look. Everything that the outside world does is a finding; only an abort is thrown. */
export async function runProbe(probe: PlannedProbe, context: ProbeContext): Promise<readonly Finding[]> {
  switch (probe.probe) {
    case "forward":
      return probeForward(probe.name, probe.addresses, probe.ipv6, context);
    case "reverse":
      return probeReverse(probe.address, probe.name, context);
    case "dnsServer":
      return probeDnsServer(probe.server, probe.name, context);
    case "service":
      return probeService(probe.service, probe.domain, probe.nodes, context);
    case "timeServer":
      return probeTimeServer(probe.server, context);
    case "timeAgreement":
      return probeTimeAgreement(probe.servers, context);
    case "winrm":
      return (await lookAtWinrm(probe.host, context)).findings;
    case "login":
      return probeLogin(probe.host, probe.before, context);
    case "address":
      return probeAddress(probe.address, probe.isBuilt, context);
    case "template":
      return probeTemplate(probe.url, context);
    case "manager":
      return probeManager(probe.manager, context);
    case "certificate":
      return probeCertificate(probe.certificate, context.now());
    case "hostFacts":
      return judgeFacts(probe, context);
    case "deferred":
      return [skipped(probe.what, "only Terraform knows it yet")];
  }
}

async function judgeFacts({ expected, downloads }: Extract<PlannedProbe, { readonly probe: "hostFacts" }>, context: ProbeContext): Promise<readonly Finding[]> {
  const facts = context.hostFacts.get(expected.host.path);
  if (facts === undefined) return [skipped("host facts", "what only the host can tell is not known", "run the line that --print-host-script prints on the host, and give its output with --host-facts FILE")];
  const sizes = await Promise.all(downloads.map(async (url) => [url, await templateSize(url, context)] as const));
  return judgeHostFacts(facts, expected, context.now(), new Map(sizes.flatMap(([url, bytes]) => (bytes === undefined ? [] : [[url, bytes]]))));
}

/** What a probe is called when it does not come to tell. */
export function probeTitle(probe: PlannedProbe): string {
  switch (probe.probe) {
    case "forward":
      return "DNS";
    case "reverse":
      return "reverse DNS";
    case "dnsServer":
      return `DNS server ${probe.server}`;
    case "service":
      return `SRV ${probe.service.label}`;
    case "timeServer":
      return `NTP ${probe.server}`;
    case "timeAgreement":
      return "NTP agreement";
    case "winrm":
      return "WinRM";
    case "login":
      return "WinRM login";
    case "manager":
      return "Management Node";
    case "hostFacts":
      return "host facts";
    case "deferred":
      return probe.what;
    case "address":
    case "template":
    case "certificate":
      return probe.probe;
  }
}

/** How many times its share of time a probe may take: a login waits for those before it. */
export function probeShares(probe: PlannedProbe): number {
  return probe.probe === "login" ? 2 * (probe.before.length + 1) : 1;
}
