import { LabAuthority } from "../../../lib/lab/authority";
import { Guests } from "../../../lib/lab/guests";
import { managerNetwork } from "../../../lib/lab/manager-network";
import { LabNetwork } from "../../../lib/lab/network";
import { wizardAnswers } from "../../../lib/deployment/wizard";
import { typedAnswers } from "../../../lib/lab/infinity/wizard-run";
import { ManualClock } from "../../../lib/lab/world/clock";
import { Faults } from "../../../lib/lab/world/faults";
import { Journal } from "../../../lib/lab/world/journal";
import { LOGIN, MINUTE, SETTINGS } from "../infinity/a-manager";

const GLOBAL = "/api/admin/configuration/v1/global/1/";

/** The way to a Management Node that was just installed. */
async function way() {
  const [authority, clock] = [await LabAuthority.create(), new ManualClock()];
  let changes = 0;
  const guests = new Guests({
    clock,
    journal: new Journal(clock),
    faults: new Faults(),
    network: new LabNetwork(undefined, []),
    selfSign: (names) => authority.selfSigned(names),
    managerOn: () => undefined,
    reaches: () => true,
    changed: () => void (changes += 1),
  });
  const manager = guests.addManager("manager.example.com", "40");
  manager.start();
  manager.finishWizard(typedAnswers(wizardAnswers(SETTINGS), LOGIN.password));
  clock.advance(MINUTE);
  const names: Readonly<Record<string, string>> = { "manager.example.com": "10.44.0.10", "off.example.com": "10.44.0.99" };
  const { reach } = managerNetwork({ guests, roots: [authority.certificate], addressOf: (name) => names[name], changed: () => void (changes += 1) });
  return { authority, manager, changes: () => changes, reach: (url: string, insecure = false) => reach(new URL(url), insecure) };
}

test("a provider meets the API, once it believes the certificate or does not look at it", async () => {
  const { authority, manager, reach, changes } = await way();
  expect(reach("https://manager.example.com")).toEqual({ unreachable: "tls: failed to verify certificate: x509: certificate signed by unknown authority" });
  const insecure = reach("https://manager.example.com:443/", true);
  if ("unreachable" in insecure) throw new Error(insecure.unreachable);
  const before = changes();
  expect([(await insecure.request("GET", GLOBAL, undefined, LOGIN)).status, changes() - before]).toEqual([200, 1]);

  const { certificate, privateKey } = authority.issue(["manager.example.com"]);
  const made = manager.request("POST", "/api/admin/configuration/v1/tls_certificate/", { certificate, private_key: privateKey }, LOGIN);
  manager.request("PATCH", "/api/admin/configuration/v1/management_vm/1/", { tls_certificate: made.headers.Location }, LOGIN);
  expect(reach("https://manager.example.com")).toHaveProperty("request");
  expect(reach("https://10.44.0.10")).toEqual({ unreachable: "tls: failed to verify certificate: x509: certificate is valid for manager.example.com, not 10.44.0.10" });
});

test("says as Go does why nothing answers", async () => {
  const { manager, reach } = await way();
  expect(reach("https://nobody.example.com")).toEqual({ unreachable: "dial tcp: lookup nobody.example.com: no such host" });
  expect(reach("https://off.example.com")).toEqual({ unreachable: "dial tcp 10.44.0.99:443: connect: connection refused" });
  expect(reach("https://manager.example.com:8443")).toEqual({ unreachable: "dial tcp 10.44.0.10:8443: connect: connection refused" });
  manager.stop();
  expect(reach("https://10.44.0.10")).toEqual({ unreachable: "dial tcp 10.44.0.10:443: connect: connection refused" });
});
