import { isDeferred, isFullyKnown, known, type Deferrable, type DeferredForm } from "../validation/fields";

/** One question of the installation wizard, answered for this deployment. */
export interface WizardAnswer {
  /** Position in the guide's table (pages 8-9), from 1. */
  readonly number: number;
  /** The setting, in the guide's words. */
  readonly label: string;
  /** What to type; undefined for the password, which a person chooses, and for what only Terraform knows. */
  readonly value?: string;
  /** Is this the password? It is never part of an answer. */
  readonly secret?: true;
  /** Does only Terraform know the value? */
  readonly deferred?: true;
  /** What the wizard offers when the network has no DHCP; undefined where it offers nothing. */
  readonly defaultValue?: string;
  /** May several values be typed, separated by a space? */
  readonly multipleAllowed: boolean;
  /** Can it be changed in the Administrator interface afterwards? Otherwise the wizard must be run again. */
  readonly changeableLater: boolean;
}

export interface WizardSettings {
  readonly address: Deferrable<string>;
  readonly netmask: Deferrable<string>;
  readonly gateway: Deferrable<string>;
  readonly hostname: string;
  readonly domain: string;
  readonly dnsServers: DeferredForm<readonly string[]>;
  readonly ntpServers: DeferredForm<readonly string[]>;
  readonly webAdminUsername: string;
  readonly incidentReporting: boolean;
  readonly usageStatistics: boolean;
}

/** The wizard's defaults on a network without DHCP (guide page 8). */
export const WIZARD_DEFAULTS = { address: "192.168.0.100", netmask: "255.255.255.0", gateway: "192.168.0.1", dnsServer: "8.8.8.8" } as const;

type Answer = Omit<WizardAnswer, "number">;

/** The eleven answers of the guide's table (pages 8-9), in its order. */
export function wizardAnswers(settings: WizardSettings): readonly WizardAnswer[] {
  const fixed = { multipleAllowed: false, changeableLater: false };
  const answers: readonly Answer[] = [
    { label: "IP address", ...typed(settings.address), defaultValue: WIZARD_DEFAULTS.address, ...fixed },
    { label: "Network mask", ...typed(settings.netmask), defaultValue: WIZARD_DEFAULTS.netmask, ...fixed },
    { label: "Gateway", ...typed(settings.gateway), defaultValue: WIZARD_DEFAULTS.gateway, ...fixed },
    { label: "Hostname", value: settings.hostname, ...fixed },
    { label: "Domain suffix", value: settings.domain, ...fixed },
    { label: "DNS servers", ...typedList(settings.dnsServers), defaultValue: WIZARD_DEFAULTS.dnsServer, multipleAllowed: true, changeableLater: true },
    {
      label: "NTP servers",
      ...typedList(settings.ntpServers),
      defaultValue: "two of 0.pexip.pool.ntp.org, 1.pexip.pool.ntp.org, 2.pexip.pool.ntp.org, 3.pexip.pool.ntp.org",
      multipleAllowed: true,
      changeableLater: true,
    },
    { label: "Web administration username", value: settings.webAdminUsername, defaultValue: "admin", ...fixed },
    { label: "Web administration password", secret: true, multipleAllowed: false, changeableLater: true },
    // the guide's last column is empty here; Platform > Global Settings has the field
    { label: "Enable incident reporting", value: yesNo(settings.incidentReporting), multipleAllowed: false, changeableLater: true },
    { label: "Send deployment and usage statistics to Pexip", value: yesNo(settings.usageStatistics), multipleAllowed: false, changeableLater: true },
  ];
  return answers.map((answer, index) => ({ number: index + 1, ...answer }));
}

function typed(value: Deferrable<string>): Pick<Answer, "value" | "deferred"> {
  return isDeferred(value) ? { deferred: true } : { value };
}

function typedList(list: DeferredForm<readonly string[]>): Pick<Answer, "value" | "deferred"> {
  return isFullyKnown(list) ? { value: known(list).join(" ") } : { deferred: true };
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
