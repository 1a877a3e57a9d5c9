import type { CollectionName } from "./collections/names";
import type { JsonValue } from "./fields";
import type { ServedCertificate } from "./node-configuration";
import type { Store } from "./store";
import type { StoredObject } from "./collection";
import type { WizardResult } from "./wizard-run";

/**
 * What the installation wizard makes. Sources: FAQ of pexip/infinity (DNS and NTP servers), its action delete_default_mgr_tls_certificate (certificate 1), its
 * default of default_webapp_alias (number 3). That servers count from 1 is plausible and unverified; so are the names of the theme and the web app paths.
 */
export function seed(store: Store, answers: WizardResult, certificate: ServedCertificate, deployment: string): void {
  const make = (collection: CollectionName, values: Readonly<Record<string, JsonValue>>): StoredObject => {
    const change = store.create(collection, values);
    if (change.is !== "done") throw new Error(`the wizard could not make its ${collection}: ${JSON.stringify(change.is === "invalid" ? change.errors : change.is)}`);
    return change.object;
  };
  const addresses = (collection: CollectionName, all: readonly string[]): readonly string[] => [...new Set(all.map((address) => address.toLowerCase()))].map((address) => make(collection, { address }).uri);
  make("ivr_theme", { name: "Base theme" });
  const paths = ["webapp1", "webapp2", "webapp3"].map((type) => make("webapp_alias", { slug: type, webapp_type: type, is_enabled: true }));
  const global = make("global", { error_reporting_enabled: answers.incidentReporting, enable_analytics: answers.usageStatistics, default_webapp_alias: paths[2].uri });
  store.write(global, { deployment_uuid: deployment });
  for (const setting of ["authentication", "autobackup", "registration"] as const) make(setting, {});
  const own = make("management_vm", {
    name: answers.hostname.slice(0, 32),
    dns_servers: addresses("dns_server", answers.dnsServers),
    ntp_servers: addresses("ntp_server", answers.ntpServers),
    tls_certificate: make("tls_certificate", { certificate: certificate.certificate, private_key: certificate.privateKey }).uri,
  });
  store.write(own, { address: answers.address, netmask: answers.netmask, gateway: answers.gateway, hostname: answers.hostname, domain: answers.domain });
}
