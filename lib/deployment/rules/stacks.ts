import type { Rule } from "./rule";

const collidingAddresses: Rule = {
  id: "PXH110",
  severity: "error",
  title: "Every element of a stack has a Terraform address of its own.",
  why: "CDK for Terraform drops characters outside letters, digits, _ and - from ids; of two elements with one address the first vanishes from the configuration without a word.",
  source: "cdktf 0.21 and cdktn 0.24, TerraformStack.toTerraform (tried: ids a.b and ab in one stack)",
  *check({ model }) {
    for (const { address, path, other } of model.collisions ?? []) {
      yield {
        path,
        message: address.startsWith("var.")
          ? `the Terraform variable ${address.slice(4)} is declared here and by ${other}; rename one of them, or pass the value of yours with Secret.fromToken(variable.stringValue)`
          : `its Terraform address ${address} is also that of ${other}; choose ids that differ in letters, digits, _ or -`,
      };
    }
  },
};

const nodeBesideItsManager: Rule = {
  id: "PXH111",
  severity: "error",
  title: "In runbook mode the Conferencing Nodes are in another stack than their Management Node.",
  why: "A node's disk comes from the ZIP that the Management Node makes for it, after the installation wizard: one apply cannot do both.",
  source: "guide pages 11-14; design of this package",
  *check(view) {
    for (const node of view.nodes) {
      const manager = view.managementNode(node.managementNode);
      if (manager.mode === "runbook" && manager.origin === "managed" && node.machine !== undefined && node.stack !== undefined && node.stack === manager.stack) {
        yield { path: node.path, message: `is in the stack ${manager.stack} of its Management Node; put it into a stack of its own, which is applied after the installation wizard` };
      }
    }
  },
};

const nodesAwayFromTheirHost: Rule = {
  id: "PXH112",
  severity: "warning",
  absence: true,
  title: "A host is declared in the stack of the first machine or switch on it.",
  why: "The stack that declares a host keeps its provider block when the last VM goes. Another stack loses it together with the VM, and Terraform then cannot destroy the VM.",
  source: "Terraform 1.11.4, tried: Provider configuration not present",
  *check(view) {
    for (const host of view.hosts) {
      const stacks = new Set([...view.machinesOn(host).map(({ node }) => node.stack), ...view.switchesOn(host).flatMap((one) => (one.origin === "managed" ? [one.stack] : []))]);
      if (host.stack !== undefined && stacks.size > 0 && !stacks.has(host.stack)) {
        yield { path: host.path, message: `is declared in the stack ${host.stack}, but all that is built on it is in ${[...stacks].join(", ")}; declare the host there` };
      }
    }
  },
};

export const stackRules: readonly Rule[] = [collidingAddresses, nodeBesideItsManager, nodesAwayFromTheirHost];
