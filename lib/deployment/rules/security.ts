import { isDeferred } from "../../validation/fields";
import { AutomaticStart, CheckpointType, PowerState } from "../enums";
import { variableName } from "../variables";
import type { Rule } from "./rule";
import { claim } from "./unique";

const verifiedTls: Rule = {
  id: "PXH100",
  severity: "refusal",
  title: "Terraform verifies the certificate of a host and of the Management Node.",
  why: "Whoever answers in their place gets an administrator's password.",
  source: 'Microsoft Learn, "Security considerations for PowerShell Remoting using WinRM"',
  *check(view) {
    for (const { path, winrm } of view.hosts) {
      if (winrm.https && winrm.insecure) yield { path, key: "winrm", message: "winrm.insecure true leaves the host's certificate unverified; give caCertificatePath (and tlsServerName) instead, or accept it with a reason" };
    }
    for (const { path, api } of view.managementNodes) {
      if (api?.insecureTls === true) yield { path, key: "api", message: "api.insecureTls true leaves the Management Node's certificate unverified; upload a certificate of your authority (Platform > TLS Certificates) first, or accept it with a reason for the first apply" };
    }
  },
};

const encryptedWinrm: Rule = {
  id: "PXH101",
  severity: "refusal",
  title: "Terraform reaches a host over HTTPS.",
  why: "The provider does not seal its messages: over HTTP, the passwords and scripts that it sends can be read on the way.",
  source: 'taliesins/hyperv 1.2.1 (masterzen/winrm); Microsoft Learn, "Security considerations for PowerShell Remoting using WinRM"',
  *check(view) {
    for (const { path, winrm } of view.hosts) {
      if (!winrm.https) yield { path, key: "winrm", message: "winrm.https false sends passwords and scripts unencrypted; make an HTTPS listener on the host, or accept it with a reason" };
    }
  },
};

const managerProtection: Rule = {
  id: "PXH102",
  severity: "warning",
  title: "The Management Node is protected from deletion.",
  why: "The whole configuration is on its disk, and its licences are lost with it.",
  source: "guide page 4; design of this package",
  *check(view) {
    for (const node of view.managementNodes) {
      if (node.origin === "managed" && !node.machine.deletionProtection) yield { path: node.path, key: "deletionProtection", message: "deletionProtection false lets an apply destroy the Management Node, its configuration and its licences; leave it at true" };
    }
  },
};

const automaticStart: Rule = {
  id: "PXH103",
  severity: "warning",
  title: "A node that is always on starts with its host.",
  why: "After the host was restarted, somebody would have to start it by hand.",
  source: "guide pages 7, 14 and 17 (leave Hyper-V's default)",
  *check(view) {
    for (const { node, machine } of view.machines) {
      if (machine.automaticStart !== AutomaticStart.NOTHING || machine.powerState !== PowerState.RUNNING) continue;
      yield { path: node.path, key: "automaticStart", message: `automaticStart ${machine.automaticStart} leaves the node off after a restart of ${view.host(machine.host).id}; leave it at ${AutomaticStart.RESTART_IF_RUNNING}` };
    }
  },
};

const checkpoints: Rule = {
  id: "PXH104",
  severity: "warning",
  title: "Conferencing Nodes have no checkpoints.",
  why: "A node is redeployed, never rolled back, and checkpoints slow its disk.",
  source: "Pexip Infinity v39 release notes (snapshots of the Management Node only)",
  *check(view) {
    for (const { path, machine } of view.nodes) {
      if (machine !== undefined && machine.checkpointType !== CheckpointType.DISABLED) yield { path, key: "checkpointType", message: `checkpointType ${machine.checkpointType} allows checkpoints of a Conferencing Node; leave it at ${CheckpointType.DISABLED}` };
    }
  },
};

const ownVariables: Rule = {
  id: "PXH105",
  severity: "error",
  title: "Two ids do not stand for one variable.",
  why: "A - in an id becomes _ in the name of its variable: the passwords of hv-1 and hv_1 would come from one variable, unnoticed.",
  source: 'Terraform language, "Identifiers"; design of this package',
  *check(view) {
    const secrets = [
      ...view.hosts.map(({ path, password }) => ({ path, key: "password", secret: password, purpose: "password" })),
      ...view.managementNodes.map(({ path, api }) => ({ path, key: "api", secret: api?.password, purpose: "web_password" })),
      ...view.nodes.map(({ path, sshPassword }) => ({ path, key: "sshPassword", secret: sshPassword, purpose: "ssh_password" })),
    ];
    const taken = new Map<string, string>();
    for (const { path, key, secret, purpose } of secrets) {
      const id = path.slice(path.lastIndexOf("/") + 1);
      // one that was named on purpose may be shared: a service account's
      if (secret === undefined || isDeferred(secret) || secret.variable !== variableName(id, purpose)) continue;
      const first = claim(taken, secret.variable, id);
      if (first !== undefined && first !== id) yield { path, key, message: `the variable ${secret.variable} is already that of the id ${first}; choose an id that differs in more than - and _, or name a variable with Secret.fromVariable` };
    }
  },
};

export const securityRules: readonly Rule[] = [verifiedTls, encryptedWinrm, managerProtection, automaticStart, checkpoints, ownVariables];
