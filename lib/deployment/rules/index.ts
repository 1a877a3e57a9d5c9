import { addressRules } from "./addresses";
import { apiModeRules } from "./api-mode";
import { certificateRules } from "./certificates";
import { diskRules } from "./disks";
import { gatewayRules } from "./gateways";
import { hostFactRules } from "./host-facts";
import { hostRules } from "./hosts";
import { locationRules } from "./locations";
import { macRules } from "./mac";
import { memoryRules } from "./memory";
import { nameRules } from "./names";
import { platformRules } from "./platform";
import { roomRules } from "./rooms";
import { routeRules } from "./routes";
import { routingRules } from "./routing";
import type { Rule } from "./rule";
import { securityRules } from "./security";
import { serviceRules } from "./services";
import { settingsRules } from "./settings";
import { sizingRules } from "./sizing";
import { stackRules } from "./stacks";
import { switchRules } from "./switches";
import { templateRules } from "./templates";
import { timeRules } from "./time";

/** Judged after all others, on the acceptances themselves. */
export const ACCEPTANCE_WITHOUT_EFFECT: Rule = {
  id: "PXH001",
  severity: "warning",
  absence: true,
  title: "Every acceptance accepts something.",
  why: "An acceptance that outlives its problem would silently cover the next one.",
  source: "design of this package",
  check: () => [],
};

const THEMES: readonly (readonly Rule[])[] = [
  hostRules,
  hostFactRules,
  sizingRules,
  memoryRules,
  addressRules,
  gatewayRules,
  routeRules,
  timeRules,
  locationRules,
  platformRules,
  nameRules,
  switchRules,
  macRules,
  templateRules,
  diskRules,
  securityRules,
  serviceRules,
  certificateRules,
  roomRules,
  routingRules,
  settingsRules,
  stackRules,
  apiModeRules,
];

/** Every rule, in the order of ids. */
export const RULES: readonly Rule[] = THEMES.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
