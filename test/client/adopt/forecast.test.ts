import { adopt, collectionsOf, type Finding } from "../../../lib/client/adopt/adoption";
import { declaredPlatforms } from "../../../lib/client/adopt/declared";
import { importBlocksOf, importFileText } from "../../../lib/client/adopt/import-file";
import { wizardAnswers } from "../../../lib/deployment/wizard";
import { typedAnswers } from "../../../lib/lab/infinity/wizard-run";
import { synthesize } from "../../examples/synthesized";
import { Bench, LOGIN, MINUTE, SETTINGS } from "../../lab/infinity/a-manager";
import { testWithTerraform } from "../../support/test-with-terraform";
import { rehearse } from "../../lab/providers/hyperv/rehearsal";
import { SCHEMA, serve } from "../../lab/providers/infinity/an-infinity-provider";
import { certificate, privateKey } from "../../support/certificates";

type Resource = Record<string, unknown> & { depends_on?: string[] };
type Stack = { terraform: { backend?: object; required_providers: Record<string, object> }; provider: Record<string, object>; resource: Record<string, Record<string, Resource>> };

const V1 = "/api/admin/configuration/v1/";
const VARIABLES = {
  manager_web_password: LOGIN.password,
  hv_oslo_password: "secret-of-oslo",
  hv_bergen_password: "secret-of-bergen",
  node_ssh_password: "secret-of-nodes",
  snmp_authentication_password: "secret-of-snmp-1",
  snmp_privacy_password: "secret-of-snmp-2",
  backup_passphrase: "secret-of-backup",
  backup_upload_password: "secret-of-upload",
  manager_private_key: privateKey,
  node_private_key: privateKey,
  licence_entitlement_id: "AAAABBBBCCCC",
  snmp_trap_community: "traps",
  alice_room_pin: "135791",
  all_hands_pin: "246802",
  all_hands_guest_pin: "112233",
  test_room_pin: "987654",
};

/** The objects of the platform stack of examples/full-platform, with certificates whose key this test has. */
async function platformStack(): Promise<Stack> {
  const { stacks } = await synthesize("full-platform");
  const { terraform, resource, ...rest } = JSON.parse(stacks.platform) as Stack;
  const objects = Object.fromEntries(Object.entries(resource).filter(([type]) => type.startsWith("pexip_")));
  for (const one of Object.values(objects).flatMap((all) => Object.values(all))) {
    for (const key of ["provisioner", "lifecycle"]) delete one[key];
    one.depends_on = one.depends_on?.filter((address) => address.startsWith("pexip_"));
  }
  for (const [name, one] of Object.entries(objects.pexip_infinity_tls_certificate)) one.certificate = certificate([`${name}.example.com`]);
  return { ...rest, terraform: { required_providers: { pexip: terraform.required_providers.pexip } }, provider: { pexip: rest.provider.pexip }, resource: objects };
}

function installed(): Bench {
  const bench = new Bench();
  bench.manager.start();
  const settings = { ...SETTINGS, dnsServers: ["10.44.10.53", "10.44.10.54"], ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] };
  expect(bench.manager.finishWizard(typedAnswers(wizardAnswers(settings), LOGIN.password))).toBeUndefined();
  bench.clock.advance(MINUTE);
  return bench;
}

/** What the command would find. */
function foreseen(stack: Stack, bench: Bench): readonly Finding[] {
  const [platform] = declaredPlatforms([{ name: "platform", configuration: stack }], new Map(Object.entries(VARIABLES)));
  const { needed, watched } = collectionsOf(platform);
  const objects = [...needed, ...watched].map(({ collection, singleton }) => [collection, singleton === true ? [bench.read(`${V1}${collection}/1/`)] : bench.read(`${V1}${collection}/?limit=1000`).objects] as const);
  const schemas = Object.fromEntries(Object.entries(SCHEMA.resource_schemas!).map(([type, { block }]) => [type, block.attributes ?? {}]));
  return adopt(platform, new Map(objects), schemas).findings;
}

interface Planned {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly before: Readonly<Record<string, unknown>> | null; readonly after: Readonly<Record<string, unknown>> | null; readonly importing?: object };
}

/** What Terraform plans, in the words of the forecast: the attributes of an adopted object that change. */
function ofTerraform({ change: { actions, before, after, importing } }: Planned): unknown {
  if (importing === undefined) return actions.join();
  const changed = Object.keys(after ?? {}).filter((name) => JSON.stringify(after![name]) !== JSON.stringify(before?.[name]));
  return { importing, actions: actions.join(), changed: changed.sort() };
}

function ofForecast(finding: Finding): unknown {
  if (finding.is === "created") return "create";
  if (finding.is !== "adopted" && finding.is !== "replaced") return finding.is;
  const { changes, written } = finding.comparison;
  const changed = [...changes.filter(({ because }) => because !== "update").map(({ attribute }) => attribute), ...written].sort();
  return { importing: { id: finding.importId }, actions: finding.is === "replaced" ? "delete,create" : changed.length > 0 ? "update" : "no-op", changed };
}

jest.setTimeout(90_000);

testWithTerraform("what is foreseen of a platform that was changed by hand is what Terraform plans, attribute by attribute", async () => {
  const stack = await platformStack();
  const bench = installed();
  const environment = Object.fromEntries(Object.entries(VARIABLES).map(([name, value]) => [`TF_VAR_${name}`, value]));
  await rehearse(await serve(bench.manager), stack, async ({ apply }) => void (await apply()), environment);

  const uriOf = (collection: string) => bench.read(`${V1}${collection}/`).objects[0].resource_uri;
  for (const [uri, values] of [
    [uriOf("sip_proxy"), { port: 5071 }],
    [uriOf("system_location"), { mtu: 1400, media_qos: 12 }],
    [`${V1}global/1/`, { logon_banner: "by hand", enable_clock: true }],
  ] as const) {
    expect(bench.ask("PATCH", uri, values).status).toBe(202);
  }
  const route = uriOf("static_route");
  for (const node of bench.read(`${V1}worker_vm/`).objects) bench.ask("PATCH", node.resource_uri, { static_routes: [] });
  expect(bench.ask("DELETE", route).status).toBe(204);

  const findings = foreseen(stack, bench);
  const imports = importBlocksOf(importFileText(findings, true)!);
  await rehearse(
    await serve(bench.manager),
    { ...stack, import: imports },
    async ({ run, plan, apply }) => {
      await plan("-out=adopt.tfplan");
      const { resource_changes: changes } = JSON.parse((await run("show", "-json", "adopt.tfplan")).stdout) as { readonly resource_changes: readonly Planned[] };
      const planned = Object.fromEntries(changes.filter(({ address }) => address.startsWith("pexip_")).map((one) => [one.address, ofTerraform(one)]));
      expect(Object.fromEntries(findings.map((finding) => [finding.declared.address, ofForecast(finding)]))).toEqual(planned);
      await apply();
      expect(await plan()).toContain("No changes.");
    },
    environment,
  );
});
