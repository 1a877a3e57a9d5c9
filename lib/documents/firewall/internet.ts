import type { PlatformView } from "../../deployment/model";
import { valuesOf } from "../../deployment/service";
import { globalSettings } from "../../deployment/services/global-settings";
import { httpProxy } from "../../deployment/services/http-proxy";
import { licence } from "../../deployment/services/licence";
import { DOTTED } from "../text";
import type { Groups } from "./groups";
import { namedBy, usersOf, type User } from "./outgoing";
import { party, rule, type FirewallRule } from "./rule";
import { USUAL_PORTS } from "../server-ports";

/** What the platform fetches from the Internet or sends there, through a web proxy where there is one. */
export function* internet(groups: Groups): Iterable<FirewallRule> {
  const { platform, manager } = groups;
  yield* activation(groups);
  const { incidentReporting, usageStatistics, incidentReportingUrl } = consents(platform);
  for (const user of usersOf(groups)) {
    const [proxy] = namedBy(user, platform.services, "httpProxy");
    if (proxy !== undefined) {
      const { address, port = USUAL_PORTS.httpProxy.port } = valuesOf(httpProxy, proxy);
      yield rule({ source: user.source, destination: party(`Web proxy ${proxy.name}`, [address]), protocol: "TCP", ports: String(port), purpose: "Web requests: incident reports, statistics", fact: "pexip/infinity 40.0.0, http_proxy" });
    } else if (incidentReporting) yield incidentReports(user, incidentReportingUrl);
    if (proxy === undefined && usageStatistics && user.source === manager) {
      yield rule({ source: manager, destination: { name: "Pexip's provider of statistics", address: DOTTED }, protocol: "TCP", ports: "443", purpose: "Deployment and usage statistics; the address is not published", fact: "docs.pexip.com, admin/usage_reporting" });
    }
  }
}

/** Licences are activated over the Internet, unless all of them are in offline mode. */
function* activation({ platform, manager }: Groups): Iterable<FirewallRule> {
  const licences = platform.services.filter(({ service }) => service === "licence");
  if (licences.length > 0 && licences.every((one) => valuesOf(licence, one).offlineMode === true)) return;
  yield rule({
    source: manager,
    destination: { name: "Pexip's licence server", address: "activation.pexip.com pexip.flexnetoperations.com" },
    protocol: "TCP",
    ports: "443",
    purpose: "Activation of licences; the second name is that of v14 (which one v21 asks is unverified)",
    need: licences.length > 0 ? "required" : "optional",
    fact: "JoshEstrada-Pexip/pexip-quick-deploy-gcp; docs.pexip.com, v14/admin/port_usage",
  });
}

interface Consents {
  readonly incidentReporting: boolean;
  readonly usageStatistics: boolean;
  readonly incidentReportingUrl: string;
}

/** As the wizard was told, or the global settings later. */
function consents({ managementNode, services }: PlatformView): Consents {
  const record = services.find(({ service }) => service === "globalSettings");
  const settings = record === undefined ? {} : valuesOf(globalSettings, record);
  const told = managementNode.origin === "managed" ? managementNode : { incidentReporting: false, usageStatistics: false };
  return {
    incidentReporting: settings.incidentReporting ?? told.incidentReporting,
    usageStatistics: settings.usageStatistics ?? told.usageStatistics,
    incidentReportingUrl: settings.incidentReportingUrl ?? "https://acr.pexip.com",
  };
}

function incidentReports({ source }: User, url: string): FirewallRule {
  const [, scheme = "https", host = DOTTED, port = scheme === "http" ? "80" : "443"] = /^(https?):\/\/([^/:?#]+)(?::(\d+))?/i.exec(url) ?? [];
  return rule({ source, destination: { name: "Pexip's incident reporting", address: host }, protocol: "TCP", ports: port, purpose: "Incident reports", fact: "docs.pexip.com, v24/admin/error_reporting" });
}
