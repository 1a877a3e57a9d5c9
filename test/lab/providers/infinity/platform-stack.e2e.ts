import { wizardAnswers } from "../../../../lib/deployment/wizard";
import { typedAnswers } from "../../../../lib/lab/infinity/wizard-run";
import { synthesize } from "../../../examples/synthesized";
import { certificate, privateKey } from "../../../support/certificates";
import { Bench, LOGIN, MINUTE, SETTINGS } from "../../infinity/a-manager";
import { testWithTerraform } from "../../../support/test-with-terraform";
import { rehearse } from "../hyperv/rehearsal";
import { serve } from "./an-infinity-provider";

type Resource = Record<string, unknown> & { depends_on?: string[]; lifecycle?: { replace_triggered_by?: string[] } };
type Stack = { terraform: { backend?: object; required_providers: Record<string, object> }; provider: Record<string, object>; resource: Record<string, Record<string, Resource>> };

const VARIABLES = {
  ...Object.fromEntries(
    ["hv_oslo_password", "hv_bergen_password", "node_ssh_password", "snmp_authentication_password", "snmp_privacy_password", "backup_passphrase", "backup_upload_password"].map((name) => [`TF_VAR_${name}`, `secret-of-${name}`]),
  ),
  TF_VAR_manager_web_password: LOGIN.password,
  TF_VAR_manager_private_key: privateKey,
  TF_VAR_node_private_key: privateKey,
  TF_VAR_licence_entitlement_id: "AAAA BBBB CCCC",
  TF_VAR_snmp_trap_community: "traps",
  TF_VAR_alice_room_pin: "135791",
  TF_VAR_all_hands_pin: "246802",
  TF_VAR_all_hands_guest_pin: "112233",
  TF_VAR_test_room_pin: "987654",
};

/** The stack without Hyper-V and without commands, and with certificates whose key this test has. */
async function platformStack(): Promise<Stack> {
  const { stacks } = await synthesize("full-platform");
  const stack = JSON.parse(stacks.platform) as Stack;
  delete stack.terraform.backend;
  delete stack.terraform.required_providers.hyperv;
  delete stack.provider.hyperv;
  for (const type of Object.keys(stack.resource).filter((name) => name.startsWith("hyperv_"))) delete stack.resource[type];
  for (const resources of Object.values(stack.resource)) {
    for (const resource of Object.values(resources)) {
      delete resource.provisioner;
      resource.depends_on = resource.depends_on?.filter((one) => !one.startsWith("hyperv_"));
      const lifecycle = resource.lifecycle;
      if (lifecycle?.replace_triggered_by) lifecycle.replace_triggered_by = lifecycle.replace_triggered_by.filter((one) => !one.startsWith("hyperv_"));
    }
  }
  for (const [name, resource] of Object.entries(stack.resource.pexip_infinity_tls_certificate)) resource.certificate = certificate([`${name}.example.com`]);
  return stack;
}

/** As the wizard of the example leaves it. */
function installed(): Bench {
  const bench = new Bench();
  bench.manager.start();
  const settings = { ...SETTINGS, dnsServers: ["10.44.10.53", "10.44.10.54"], ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] };
  expect(bench.manager.finishWizard(typedAnswers(wizardAnswers(settings), LOGIN.password))).toBeUndefined();
  bench.clock.advance(MINUTE);
  return bench;
}

// seven commands of a real program, beside other tests
jest.setTimeout(90_000);

const SINGLETONS = ["global", "autobackup", "authentication", "registration", "management_vm"];

testWithTerraform("the platform stack of examples/full-platform: applied, an empty plan, one edit, drift, destroyed", async () => {
  const stack = await platformStack();
  const bench = installed();
  const byTheWizard = bench.manager.dump().configuration;
  await rehearse(
    await serve(bench.manager),
    stack,
    async ({ configure, run, apply, plan }) => {
      const applied = await apply();
      const resources = Object.values(stack.resource).flatMap((ofType) => Object.keys(ofType)).length;
      expect(applied).toContain(`Resources: ${resources} added, 0 changed, 0 destroyed.`);
      expect(await plan()).toContain("No changes.");
      const { configuration } = bench.manager.dump();
      expect(configuration.worker_vm.map(({ values }) => values.name).sort()).toEqual(["bergen-1", "bergen-2", "edge-1", "edge-2", "oslo-1", "oslo-2"]);
      expect(configuration.conference_alias.map(({ values }) => [values.alias, values.description]).sort()).toEqual([
        ["5001", "for telephones"],
        ["all.hands@example.com", ""],
        ["meet.alice@example.com", ""],
        ["meet.test@example.com", ""],
      ]);
      expect(configuration.management_vm[0].values).toMatchObject({ name: "manager", dns_servers: ["/api/admin/configuration/v1/dns_server/1/", "/api/admin/configuration/v1/dns_server/2/"] });
      expect(configuration.licence).toHaveLength(1);
      expect(configuration.webapp_branding).toMatchObject([{ values: { name: "Example", webapp_type: "webapp3" } }]);

      const edited = structuredClone(stack);
      const oslo = Object.keys(edited.resource.pexip_infinity_system_location).find((name) => name.startsWith("oslo_"))!;
      edited.resource.pexip_infinity_system_location[oslo].description = "the capital";
      configure(edited);
      const before = bench.events.length;
      expect(await apply()).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
      expect(bench.events.slice(before)).toEqual([expect.stringMatching(/^manager\.example\.com changed system_location \d+$/)]);
      expect(await plan()).toContain("No changes.");

      const room = bench.read("/api/admin/configuration/v1/conference/?name=Test%20room").objects[0];
      expect(bench.ask("DELETE", room.resource_uri).status).toBe(204);
      const sipProxy = bench.read("/api/admin/configuration/v1/sip_proxy/").objects[0];
      expect(bench.ask("PATCH", sipProxy.resource_uri, { port: 5071 }).status).toBe(202);
      const drifted = await plan();
      expect(drifted).toContain("Plan: 1 to add, 1 to change, 0 to destroy.");
      expect(drifted).toMatch(/port\s+= 5071 -> 5061/);

      expect((await run("destroy", "-auto-approve")).stdout).toContain("Destroy complete!");
    },
    VARIABLES,
  );
  const left = bench.manager.dump().configuration;
  const others = (configuration: typeof left) => Object.fromEntries(Object.entries(configuration).filter(([collection]) => !SINGLETONS.includes(collection)));
  expect(others(left)).toEqual(others(byTheWizard));
  expect(left.management_vm[0].values).toMatchObject({ name: "manager", address: "10.44.0.10", dns_servers: [], ntp_servers: [], tls_certificate: null, snmp_mode: "DISABLED" });
  expect(left.global[0].values).toMatchObject({ error_reporting_enabled: false, enable_ssh: true, logon_banner: "", default_webapp_alias: null });
  expect(left.autobackup[0].values).toMatchObject({ autobackup_enabled: false, autobackup_upload_url: "" });
  const journal = bench.events.join("\n");
  for (const secret of Object.values(VARIABLES)) expect(journal).not.toContain(secret);
});
