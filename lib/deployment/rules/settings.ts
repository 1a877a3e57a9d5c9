import { isFullyKnown, known } from "../../validation/fields";
import { valuesOf } from "../service";
import { DEFAULT_PORTS, globalSettings } from "../services/global-settings";
import { managementNodeSettings } from "../services/management-node-settings";
import { serverKey } from "./ip";
import type { Rule } from "./rule";

/** Source: pexip/infinity 40.0.0, global_configuration. */
const LEAST_PORTS = 100;

const ports: Rule = {
  id: "PXH147",
  severity: "error",
  title: "Each range of ports begins before it ends, holds 100 ports, and none of the other one's.",
  why: "The nodes take no smaller range.",
  source: "pexip/infinity 40.0.0, global_configuration (at least 100 ports; that the ranges may not overlap is unverified)",
  *check(view) {
    for (const record of view.servicesOf("globalSettings")) {
      const given = valuesOf(globalSettings, record);
      const at = { path: record.path };
      const media = { first: given.mediaPortsStart ?? DEFAULT_PORTS.mediaPortsStart, last: given.mediaPortsEnd ?? DEFAULT_PORTS.mediaPortsEnd };
      const signalling = { first: given.signallingPortsStart ?? DEFAULT_PORTS.signallingPortsStart, last: given.signallingPortsEnd ?? DEFAULT_PORTS.signallingPortsEnd };
      for (const [name, { first, last }] of [["mediaPorts", media], ["signallingPorts", signalling]] as const) {
        const count = last - first + 1;
        if (count < LEAST_PORTS) yield { ...at, key: `${name}Start`, message: `${name}Start ${first} and ${name}End ${last} hold ${Math.max(0, count)} ports; give at least ${LEAST_PORTS}` };
      }
      if (media.first <= signalling.last && signalling.first <= media.last) yield { ...at, key: "mediaPortsStart", message: `media ports ${media.first}-${media.last} and signalling ports ${signalling.first}-${signalling.last} overlap; keep them apart` };
    }
  },
};

/** Source: guide page 9: the wizard's, and at least two more. */
const LEAST_NTP_SERVERS = 3;

const ntpServers: Rule = {
  id: "PXH158",
  severity: "warning",
  title: "The Management Node gets at least two NTP servers besides the wizard's.",
  why: "With fewer than three it cannot tell which one is wrong.",
  source: "guide pages 4 and 9",
  *check(view) {
    for (const record of view.servicesOf("managementNodeSettings")) {
      const { ntpServers: given = [], additionalNtpServers = [] } = valuesOf(managementNodeSettings, record);
      if (!isFullyKnown(given) || !isFullyKnown(additionalNtpServers)) continue;
      const count = new Set([...known<string>(given), ...known<string>(additionalNtpServers)].map(serverKey)).size;
      if (count < LEAST_NTP_SERVERS) yield { path: record.path, key: "additionalNtpServers", message: `the Management Node has ${count} distinct NTP ${count === 1 ? "server" : "servers"}; give additionalNtpServers, so that it has ${LEAST_NTP_SERVERS}` };
    }
  },
};

export const settingsRules: readonly Rule[] = [ports, ntpServers];
