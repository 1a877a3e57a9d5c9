import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES, type Definition } from "./support/definition";
import { oneNode, onBareEstate, onEstate, REPLACED } from "./support/estate";
import { addressOf, during, pendingIn, rollOut } from "./support/rollout";

// terraform-shapes.md, sections 7 to 9

const GATE = "Gate-platform-manager";
const commands = (values?: Definition) => ({ managementNode }: Definition): unknown => (values === undefined ? delete managementNode.commands : (managementNode.commands = values));

onBareEstate(
  "nothing is made behind a gate that gives up, the next apply waits again, and whatever becomes of the gate later plans no object anew",
  async (scene) => {
    const manager = scene.lab.managementNode();
    manager.stop();
    scene.change(commands({ managerTimeout: "1s" }));
    const failed = await during(scene, () => expect(scene.rehearsal.install()).rejects.toThrow(/manager\.example\.com.*(did not|within 1 s)/));
    expect(failed.happened.filter((line) => /worker_vm|made the VM|copied/.test(line))).toEqual([]);

    manager.start();
    const opened = await rollOut(scene, commands());
    expect(opened.planned).toMatchObject({ [GATE]: REPLACED.becauseTainted, "oslo-1 Disk-hv1": "create", "oslo-1 NodeEntry": "create" });
    await scene.rehearsal.synchronized();

    const nothing = { happened: [], touched: [] };
    const again = await rollOut(scene, undefined, { args: [`-replace=${await addressOf(scene, GATE)}`] });
    expect(again).toEqual({ planned: { [GATE]: "delete,create replace_by_request" }, ...nothing });
    const gone = "delete delete_because_no_resource_config";
    expect(await rollOut(scene, commands({ enabled: false }))).toEqual({ planned: { [GATE]: gone, "oslo-1 Synced": gone }, ...nothing });
    expect(await rollOut(scene, commands())).toEqual({ planned: { [GATE]: "create", "oslo-1 Synced": "create" }, ...nothing });

    // with objects in the state, a plan itself needs the Management Node
    manager.stop();
    await expect(scene.rehearsal.plan("platform")).rejects.toThrow(/failed to perform HTTP request after 3\s+attempts/);
    manager.start();
    await scene.lab.until(() => manager.answersRequests);
  },
  { edit: oneNode },
);

const configuration = (folder: string): Definition => JSON.parse(readFileSync(join(folder, "stacks", "platform", "cdk.tf.json"), "utf8"));
const V1 = "/api/admin/configuration/v1";

onBareEstate(
  "what is there already is refused when it is made again, and imported by its number",
  async (scene) => {
    const manager = scene.lab.managementNode();
    const made = manager.request("POST", `${V1}/dns_server/`, { address: "10.44.0.53", description: "by hand" }, scene.lab.loginTo());
    expect(made.status).toBe(201);
    const number = Number(/(\d+)\/$/.exec(made.headers.Location)?.[1]);
    await expect(scene.rehearsal.apply("platform")).rejects.toThrow(/already exists/);

    const server = "dns-platform-manager-10-44-0-53";
    const block = (id: string): void => {
      const to = Object.keys(configuration(scene.rehearsal.folder).resource.pexip_infinity_dns_server)[0];
      writeFileSync(join(scene.rehearsal.folder, "stacks", "platform", "imports.tf.json"), JSON.stringify({ import: [{ to: `pexip_infinity_dns_server.${to}`, id }] }));
    };
    block("10.44.0.53");
    await expect(scene.rehearsal.plan("platform")).rejects.toThrow("must be a valid integer");
    block("4711");
    await expect(scene.rehearsal.plan("platform")).rejects.toThrow("Infinity DNS Server Not Found");
    block(String(number));
    expect((await pendingIn(scene))[server]).toBe("update import");
    const imported = await rollOut(scene);
    expect(imported.happened).not.toContain("manager: made dns_server");
    // a block that was left there does nothing any more
    block("4711");
    expect(await scene.pending()).toEqual({});
    await scene.rehearsal.synchronized();
  },
  { edit: oneNode },
);

onEstate(
  "another server is another object; settings that are removed take the servers and the certificate off the Management Node, which nobody trusts then",
  async (scene) => {
    const manager = scene.lab.managementNode();
    const own = (): Definition => manager.dump().configuration.management_vm[0];
    const certificate = own().values.tls_certificate;
    const settings = await rollOut(scene, (definition) => (definition.managementNodeSettings = { tlsCertificate: "own", dnsServers: ["10.44.0.53"], ntpServers: ["ntp1.example.com"] }));
    expect(settings).toEqual({ planned: { "management-node-settings": "create" }, happened: ["manager: changed management_vm 1"], touched: [] });

    const other = await rollOut(scene, ({ locations }) => (locations.oslo.dnsServers = ["10.44.0.54"]));
    expect(other.planned).toEqual({ "dns-platform-manager-10-44-0-54": "create", oslo: "update" });

    // without them nothing else refers to the old server, so that both are removed in one plan, the settings first
    const removed = rollOut(scene, (definition) => delete definition.managementNodeSettings);
    await expect(removed).rejects.toThrow("certificate signed by unknown authority");
    expect(own().values).toMatchObject({ dns_servers: [], ntp_servers: [], tls_certificate: null });
    expect(manager.request("PATCH", `${V1}/management_vm/1/`, { tls_certificate: certificate }, scene.lab.loginTo()).status).toBe(202);
    expect((await rollOut(scene)).happened).toEqual(["manager: removed dns_server"]);
  },
  {
    edit: (definition) => {
      oneNode(definition);
      definition.tlsCertificates = { own: { certificate: join(EXAMPLES, "full-platform/certificates/manager.pem"), privateKey: { variable: "manager_private_key" } } };
    },
  },
);
