import { DeploymentView } from "../../lib/deployment/model";
import { overview } from "../../lib/documents/overview";
import { Registry } from "../../lib/terraform/registry";
import { ConferencingNode, ExternalSwitch } from "../../lib";
import { newDeployment, newHost, newNode, nodeProps } from "../support/stacks";

test("each host is shown with its switches and VMs, in columns, and what is promised of it", () => {
  const { app, manager, platform, oslo, node } = newDeployment();
  node(1, { vcpus: 12 });
  const second = newHost(manager, "hv2", { reservedVcpus: 2 });
  newNode(platform, 12, { externalSwitch: ExternalSwitch.fromSwitchName(manager, "there", { host: second, switchName: "There" }), systemLocation: oslo, memoryMib: 8704 });
  expect(overview(new DeploymentView(Registry.of(app).model()))).toEqual([
    "hv1  hv1.example.com · Windows Server 2022 · 2 x 12 cores · 96 GiB",
    "├─ switch   Pexip External       Ethernet 1",
    "├─ manager  manager.example.com  10.44.0.10   4 vCPU   4096 MiB  02:00:20:23:23:A0  starts again with the host",
    "└─ node     oslo-1.example.com   10.44.0.11  12 vCPU  12288 MiB  02:11:7C:53:DD:52  transcoding, oslo",
    "   16 of 24 cores, 16 of 92 GiB promised",
    "",
    "hv2  hv2.example.com · Windows Server 2022 · 2 x 12 cores · 96 GiB",
    "├─ switch   There                exists already",
    expect.stringMatching(/^└─ node {5}oslo-12\.example\.com {2}10\.44\.0\.22 {3}8 vCPU {3}8704 MiB {2}(..:){5}.. {2}transcoding, oslo$/),
    "   10 of 24 cores, 8.5 of 92 GiB promised",
  ]);
});

test("a host whose nodes are pinned promises threads", () => {
  const { app, manager } = newDeployment();
  newHost(manager, "hv2", { numaAffinity: true, threadsPerCore: 2 });
  const lines = overview(new DeploymentView(Registry.of(app).model()));
  expect(lines.slice(-2)).toEqual(["hv2  hv2.example.com · Windows Server 2022 · 2 x 12 cores · 96 GiB · NUMA affinity", "   0 of 48 threads, 0 of 92 GiB promised"]);
});

test("what is built elsewhere comes last, and an unknown address is a dotted line", () => {
  const { app, platform, oslo } = newDeployment();
  const { templateDisk, vcpus, ...form } = nodeProps(1);
  void [templateDisk, vcpus];
  ConferencingNode.fromAddress(platform, "edge", { ...form, address: "${TfToken[TOKEN.0]}", systemLocation: oslo });
  expect(overview(new DeploymentView(Registry.of(app).model())).slice(-2)).toEqual(["built elsewhere", expect.stringMatching(/^└─ node {5}oslo-1\.example\.com .* \.{10} .*transcoding, oslo$/)]);
});
