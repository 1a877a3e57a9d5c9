import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labFor } from "../../lib/lab";
import { testWithTerraform } from "../support/test-with-terraform";
import { comparable } from "./support/configuration";
import { switchMode, type Definition } from "./support/definition";
import { pendingIn, rollOut } from "./support/rollout";
import { Scene } from "./support/scene";

const V1 = "/api/admin/configuration/v1";

/** Somebody installed it all, on whatever hypervisor: nothing is built here. */
function clickedTogether(definition: Definition): void {
  const { infinityVersion, api, hostname, domain, address } = definition.managementNode;
  definition.managementNode = { existing: true, infinityVersion, api, hostname, domain, address };
  // what no API shows, the file of a branding, would be uploaded anew (adopt keeps it out)
  delete definition.webappBrandings;
  delete definition.hosts;
  delete definition.switches;
  delete definition.defaults.hosts;
  delete definition.defaults.conferencingNodes.templateDisk;
  for (const node of Object.values<Definition>(definition.conferencingNodes)) {
    for (const key of ["externalSwitch", "vlanId", "secondarySwitch", "secondaryVlanId", "vcpus", "templateDisk", "bootstrapAddress"]) delete node[key];
    node.existing = true;
  }
  Object.assign(definition.globalSettings, { incidentReporting: false, usageStatistics: false });
  const servers = { dnsServers: ["10.44.10.53", "10.55.10.53"], ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] };
  Object.assign(definition.managementNodeSettings, servers);
  Object.assign(definition.defaults.locations, servers);
}

/** The authorities of the file: the person of the lab uploads some of the lab's own, because nobody has the key of these. */
function uploadAuthorities({ folder, definition, lab }: Scene): void {
  const manager = lab.managementNode();
  const login = lab.loginTo();
  for (const number of [1, 2]) expect(manager.request("DELETE", `${V1}/ca_certificate/${number}/`, undefined, login).status).toBe(204);
  for (const { certificate, trustedIntermediate } of Object.values<Definition>(definition.caCertificates)) {
    const body = { certificate: readFileSync(join(folder, certificate), "utf8"), trusted_intermediate: trustedIntermediate ?? false };
    expect(manager.request("POST", `${V1}/ca_certificate/`, body, login).status).toBe(201);
  }
}

/** What is left of it when nothing is declared that the API keeps to itself, and nothing waits. */
function withoutWhatCannotBeRead(definition: Definition): void {
  definition.managementNode.commands = { enabled: false };
  for (const section of ["tlsCertificates", "managementNodeSettings", "globalSettings", "automaticBackup", "conferencingNodes"]) delete definition[section];
  delete definition.defaults.conferencingNodes;
}

const words = (all: Readonly<Record<string, string>>, word: string): readonly string[] => Object.keys(all).filter((name) => all[name] === word).sort();

const title = "a platform that was clicked together by hand is adopted: nothing is added to it, what cannot be read is written once, and then there is nothing to do";

const inScene = async (): Promise<void> => {
  const scene = new Scene("full-platform");
  try {
    clickedTogether(scene.definition);
    // its nodes know who they are: they came from ZIPs of their own
    const { otherNodes } = labFor(scene.modelWith((definition) => switchMode(definition, "runbook")));
    await scene.begin({ lab: { otherNodes } });
    scene.lab.enterByHand();
    uploadAuthorities(scene);
    await scene.rehearsal.synchronized();
    const before = comparable(scene.lab.managementNode().dump().configuration);

    const whole = structuredClone(scene.definition);
    scene.change(withoutWhatCannotBeRead);
    expect(await scene.rehearsal.adopt()).toContain("16 declared, 16 adopted, 0 to be created");
    const readable = await pendingIn(scene);
    expect(words(readable, "no-op import")).toHaveLength(16);
    expect(Object.keys(readable).filter((name) => readable[name] !== "no-op import")).toEqual(["bergen PrimaryOverflow"]);

    scene.change((definition) => Object.assign(definition, whole));
    expect(await scene.rehearsal.adopt()).toContain("27 declared, 27 adopted (11 changed by the next plan), 0 to be created");
    const { planned, happened, touched } = await rollOut(scene);
    const nodes = Object.keys(whole.conferencingNodes);
    expect(words(planned, "update import")).toEqual(["automatic-backup", "global-settings", "management-node-settings", "manager-certificate", "node-certificate", ...nodes.map((name) => `${name} NodeEntry`)].sort());
    expect(words(planned, "no-op import")).toHaveLength(16);
    // steps of Terraform's own, which wait and find what they want to make
    expect(words(planned, "create")).toEqual(["Gate-platform-manager", "bergen PrimaryOverflow", ...nodes.map((name) => `${name} Synced`)].sort());
    expect(Object.keys(planned)).toHaveLength(27 + 2 + nodes.length);
    expect(happened.filter((line) => !line.startsWith("manager: changed "))).toEqual([]);
    expect(touched).toEqual([]);
    expect(comparable(scene.lab.managementNode().dump().configuration)).toEqual(before);
  } finally {
    await scene.end();
  }
};

testWithTerraform(title, inScene);
