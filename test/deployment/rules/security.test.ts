import { AutomaticStart, CheckpointType, PowerState } from "../../../lib/deployment/enums";
import { judgedWith } from "../../support/records";

test("the certificate of a host is verified", () => {
  expect(judgedWith({ host: { winrm: { insecure: true } } })).toEqual(["refused PXH100 manager/hv1: winrm.insecure true leaves the host's certificate unverified; give caCertificatePath (and tlsServerName) instead, or accept it with a reason"]);
});

test("a host is reached over HTTPS", () => {
  expect(judgedWith({ host: { winrm: { https: false, insecure: true } } })).toEqual(["refused PXH101 manager/hv1: winrm.https false sends passwords and scripts unencrypted; make an HTTPS listener on the host, or accept it with a reason"]);
});

test("the Management Node is protected from deletion", () => {
  expect(judgedWith({ manager: { deletionProtection: false } })).toEqual(["warning PXH102 manager/manager: deletionProtection false lets an apply destroy the Management Node, its configuration and its licences; leave it at true"]);
});

test("a node that is always on starts with its host", () => {
  const automaticStart = AutomaticStart.NOTHING;
  expect(judgedWith({ node1: { automaticStart } })).toEqual(["warning PXH103 platform/oslo-1: automaticStart nothing leaves the node off after a restart of hv1; leave it at restart_if_running"]);
  expect(judgedWith({ node1: { automaticStart, powerState: PowerState.UNMANAGED }, node2: { automaticStart, distributedDatabase: false } })).toEqual([]);
});

test("Conferencing Nodes have no checkpoints", () => {
  expect(judgedWith({ node1: { checkpointType: CheckpointType.PRODUCTION } })).toEqual(["warning PXH104 platform/oslo-1: checkpointType production allows checkpoints of a Conferencing Node; leave it at disabled"]);
});
