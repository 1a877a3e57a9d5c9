import { App, TerraformStack } from "cdktf";
import { pexipInfinityEndUser } from "cdktf-pexip-hyperv/provider-pexip";
import { buildManager } from "./manager";
import { buildMeetings } from "./meetings";
import { buildNodes } from "./nodes";
import { buildServices } from "./services";

const app = new App();

// first apply: hosts, switches and the Management Node; then a person answers the installation wizard
const manager = new TerraformStack(app, "manager");
const site = buildManager(manager);

// second apply: it waits until the Management Node answers, and configures the platform through its API
const platform = new TerraformStack(app, "platform");
const services = buildServices(platform, site.managementNode);
const { oslo } = buildNodes(platform, site, services);
buildMeetings(platform, site.managementNode, oslo, services.sipProxy);

// What has no construct of ours: the generated class, with the same provider, behind the same gate.
const gate = site.managementNode.gateIn(platform);
new pexipInfinityEndUser.PexipInfinityEndUser(platform, "alice", {
  provider: site.managementNode.providerIn(platform),
  dependsOn: gate === undefined ? [] : [gate],
  primaryEmailAddress: "alice@example.com",
  firstName: "Alice",
  lastName: "Example",
  department: "Video",
});

app.synth();
