import { AutomaticStart, CheckpointType, PowerState } from "../../../lib/deployment/enums";
import { Secret } from "../../../lib/deployment/secret";
import { aHost, judged, judgedWith } from "../../support/records";

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

test("two ids do not stand for one variable, unless it was named", () => {
  const hosts = (password?: Secret) => [aHost({ password }, "hv-1"), aHost({ address: "hv2.example.com", password }, "hv_1")];
  expect(judged(hosts())).toEqual(["error PXH105 manager/hv_1: the variable hv_1_password is already that of the id hv-1; choose an id that differs in more than - and _, or name a variable with Secret.fromVariable"]);
  expect(judged(hosts(Secret.fromVariable("service_account")))).toEqual([]);
  expect(judged([aHost(), { ...aHost(), path: "platform/hv1" }]).filter((problem) => problem.includes("PXH105"))).toEqual([]);
});
