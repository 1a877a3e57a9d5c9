// Two programs that synthesize the same Terraform: one with the constructs, one with the generated classes alone.
const { App, TerraformResource, TerraformStack, TerraformVariable } = require("cdktf");
const { Construct } = require("constructs");

const NODES_PER_HOST = 10;
const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const TEMPLATE = "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd";
const MANAGER = { hostname: "manager", domain: "example.com", address: "10.0.0.10", netmask: "255.0.0.0", gateway: "10.0.0.1" };

const hostCount = (nodes) => Math.ceil(nodes / NODES_PER_HOST);
const addressOf = (index) => `10.1.${Math.floor(index / 200)}.${(index % 200) + 1}`;
const nodeTemplate = (id) => `D:\\Templates\\pexip-${id}.example.com\\pexip.vhd`;

/** The platform of `nodes` Conferencing Nodes with our constructs. */
function withConstructs(outdir, nodes) {
  const ours = require("../../dist/lib");
  const app = new App({ outdir, stackTraces: false });
  const manager = new TerraformStack(app, "manager");
  const platform = new TerraformStack(app, "platform");
  const switches = [];
  for (let host = 0; host <= hostCount(nodes); host++) {
    const server = new ours.HypervHost(host === 0 ? manager : platform, `hv${host}`, {
      address: `hv${host}.example.com`,
      username: "svc",
      windowsServer: ours.WindowsServer.V2022,
      sockets: 2,
      coresPerSocket: 24,
      memoryGib: 96,
      ntpServers: NTP,
      vmDirectory: "D:\\Pexip",
    });
    switches.push(new ours.ExternalSwitch(server.node.scope, `lan${host}`, { host: server, netAdapterNames: ["Ethernet 1"] }));
  }
  const managementNode = new ours.ManagementNode(manager, "manager", {
    ...MANAGER,
    externalSwitch: switches[0],
    infinityVersion: ours.InfinityVersion.of("21"),
    templateDisk: ours.TemplateDisk.onHost(TEMPLATE),
    dnsServers: ["10.0.0.53"],
    ntpServers: NTP,
    incidentReporting: true,
    usageStatistics: false,
    vcpus: 8,
  });
  const systemLocation = new ours.SystemLocation(platform, "oslo", { managementNode });
  for (let index = 0; index < nodes; index++) {
    const id = `node-${index}`;
    new ours.ConferencingNode(platform, id, {
      externalSwitch: switches[1 + Math.floor(index / NODES_PER_HOST)],
      systemLocation,
      role: ours.NodeRole.TRANSCODING,
      templateDisk: ours.TemplateDisk.onHost(nodeTemplate(id)),
      hostname: id,
      domain: "example.com",
      address: addressOf(index),
      netmask: "255.0.0.0",
      gateway: "10.0.0.1",
      sipTlsFqdn: `${id}.example.com`,
      vcpus: 4,
    });
  }
  return { app, stacks: [manager, platform] };
}

/** The same configuration, written by somebody who knows all of it by heart. */
function withBareClasses(outdir, nodes) {
  const { deriveMac } = require("../../dist/lib/validation/mac");
  const { HypervProvider } = require("@cdktf/provider-hyperv/lib/provider");
  const { NetworkSwitch } = require("@cdktf/provider-hyperv/lib/network-switch");
  const { Vhd } = require("@cdktf/provider-hyperv/lib/vhd");
  const { MachineInstance } = require("@cdktf/provider-hyperv/lib/machine-instance");
  const raw = (resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  const data = (scope, id, triggers) => {
    const resource = new TerraformResource(scope, id, { terraformResourceType: "terraform_data" });
    resource.addOverride("triggers_replace", triggers);
    return resource;
  };
  const app = new App({ outdir, stackTraces: false });
  const manager = new TerraformStack(app, "manager");
  const platform = new TerraformStack(app, "platform");
  const hosts = [];
  for (let host = 0; host <= hostCount(nodes); host++) {
    const stack = host === 0 ? manager : platform;
    const id = `hv${host}`;
    const password = new TerraformVariable(stack, `${id}_password`, { type: "string", sensitive: true, nullable: false });
    const provider = new HypervProvider(stack, id, {
      alias: id,
      host: `${id}.example.com`,
      port: 5986,
      https: true,
      insecure: false,
      useNtlm: true,
      user: "svc",
      password: password.stringValue,
      timeout: "10m",
    });
    const lan = new NetworkSwitch(new Construct(stack, `lan${host}`), `Switch-${id}`, {
      provider,
      name: "Pexip External",
      switchType: "External",
      netAdapterNames: ["Ethernet 1"],
      allowManagementOs: true,
      enableEmbeddedTeaming: false,
      minimumBandwidthMode: "None",
      lifecycle: { preventDestroy: true },
    });
    hosts.push({ id, provider, lan, disks: [] });
  }
  const machine = (scope, id, host, { vcpus, fqdn, source, marker, checkpointType, protection }) => {
    const path = `D:\\Pexip\\${id}\\${id}.vhd`;
    const disk = new Vhd(scope, `Disk-${host.id}`, {
      provider: host.provider,
      path,
      source,
      lifecycle: { ignoreChanges: ["source", "vhd_type"], ...protection, replaceTriggeredBy: [raw(marker)] },
    });
    host.disks.push(disk);
    const nics = data(scope, `Nics-${host.id}`, ["untagged"]);
    const memory = vcpus * 1024 ** 3;
    new MachineInstance(scope, `Vm-${host.id}`, {
      provider: host.provider,
      name: id,
      path: "D:\\Pexip",
      generation: 1,
      processorCount: vcpus,
      staticMemory: true,
      memoryStartupBytes: memory,
      memoryMinimumBytes: memory,
      memoryMaximumBytes: memory,
      automaticStartAction: "StartIfRunning",
      automaticStopAction: "ShutDown",
      checkpointType,
      state: "Running",
      vmProcessor: { compatibilityForMigrationEnabled: false, compatibilityForOlderOperatingSystemsEnabled: false },
      networkAdaptors: [{ name: "Primary", switchName: "Pexip External", dynamicMacAddress: false, staticMacAddress: deriveMac(fqdn), waitForIps: false }],
      hardDiskDrives: [{ controllerType: "Ide", controllerNumber: 0, controllerLocation: 0, path }],
      dependsOn: [host.lan, disk],
      lifecycle: { ...protection, replaceTriggeredBy: [raw(disk), raw(nics), `${raw(host.lan)}.id`] },
    });
  };
  const scope = new Construct(manager, "manager");
  data(scope, "Identity", { ...MANAGER, webAdminUsername: "admin" });
  const placement = data(scope, "Placement", { diskPath: "D:\\Pexip\\manager\\manager.vhd", vmName: "manager" });
  machine(scope, "manager", hosts[0], { vcpus: 8, fqdn: "manager.example.com", source: TEMPLATE, marker: placement, checkpointType: "Production", protection: { preventDestroy: true } });
  for (let index = 0; index < nodes; index++) {
    const id = `node-${index}`;
    const host = hosts[1 + Math.floor(index / NODES_PER_HOST)];
    const node = new Construct(platform, id);
    const marker = data(node, "Identity", {
      address: addressOf(index),
      diskPath: `D:\\Pexip\\${id}\\${id}.vhd`,
      domain: "example.com",
      gateway: "10.0.0.1",
      host: host.id,
      hostname: id,
      netmask: "255.0.0.0",
      vmName: id,
    });
    machine(node, id, host, { vcpus: 4, fqdn: `${id}.example.com`, source: nodeTemplate(id), marker, checkpointType: "Disabled", protection: {} });
  }
  for (const { disks } of hosts) {
    const sorted = [...disks].sort((a, b) => (raw(a) < raw(b) ? -1 : 1));
    sorted.slice(1).forEach((disk, index) => (disk.dependsOn = [raw(sorted[index])]));
  }
  return { app, stacks: [manager, platform] };
}

module.exports = { withConstructs, withBareClasses };
