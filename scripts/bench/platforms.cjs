// Two programs that synthesize the same Terraform: one with the constructs, one with the generated classes alone.
const { App, TerraformResource, TerraformStack, TerraformVariable } = require("cdktf");
const { Construct } = require("constructs");

const NODES_PER_HOST = 10;
const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const TEMPLATE = "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd";
const GENERIC = "D:\\Templates\\generic\\ConfNode.vhd";
const LOCATIONS = 20;
const MANAGER = { hostname: "manager", domain: "example.com", address: "10.0.0.10", netmask: "255.0.0.0", gateway: "10.0.0.1" };

const hostCount = (nodes) => Math.ceil(nodes / NODES_PER_HOST);
const addressOf = (index) => `10.1.${Math.floor(index / 200)}.${(index % 200) + 1}`;
const nodeTemplate = (id) => `D:\\Templates\\pexip-${id}.example.com\\pexip.vhd`;

/** The platform of `nodes` Conferencing Nodes with our constructs; `api` for api mode. */
function withConstructs(outdir, nodes, api) {
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
    infinityVersion: ours.InfinityVersion.of(api ? "40" : "21"),
    templateVersion: ours.InfinityVersion.of("21"),
    api: api ? {} : undefined,
    templateDisk: ours.TemplateDisk.onHost(TEMPLATE),
    dnsServers: ["10.0.0.53"],
    ntpServers: NTP,
    incidentReporting: true,
    usageStatistics: false,
    vcpus: 8,
  });
  const locations = Array.from({ length: LOCATIONS }, (_, index) => new ours.SystemLocation(platform, `site-${index}`, { managementNode }));
  for (let index = 0; index < nodes; index++) {
    const id = `node-${index}`;
    new ours.ConferencingNode(platform, id, {
      externalSwitch: switches[1 + Math.floor(index / NODES_PER_HOST)],
      systemLocation: locations[index % LOCATIONS],
      role: ours.NodeRole.TRANSCODING,
      templateDisk: ours.TemplateDisk.onHost(api ? GENERIC : nodeTemplate(id)),
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
function withBareClasses(outdir, nodes, api) {
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
  const local = (...commands) => commands.map((command) => ({ "local-exec": command }));
  const app = new App({ outdir, stackTraces: false });
  const manager = new TerraformStack(app, "manager");
  const platform = new TerraformStack(app, "platform");
  const shared = new Construct(platform, "cdktf-pexip-hyperv");
  const gate = data(shared, "Gate-manager-manager", { address: api ? "manager.example.com" : MANAGER.address });
  gate.addOverride(
    "provisioner",
    local({ command: `npx --no-install pexip-hyperv wait manager --address ${api ? "manager.example.com" : `${MANAGER.address} --insecure`} --timeout 1h` }),
  );
  const pexip = api ? bareLocations(platform, shared, gate) : undefined;
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
  const machine = (scope, id, host, { vcpus, fqdn, source, marker, checkpointType, protection, after }) => {
    const path = `D:\\Pexip\\${id}\\${id}.vhd`;
    const disk = new Vhd(scope, `Disk-${host.id}`, {
      provider: host.provider,
      path,
      source,
      dependsOn: after,
      lifecycle: { ignoreChanges: ["source", "vhd_type"], ...protection, replaceTriggeredBy: [raw(marker)] },
    });
    host.disks.push(disk);
    const nics = data(scope, `Nics-${host.id}`, ["untagged"]);
    const memory = vcpus * 1024 ** 3;
    const vm = new MachineInstance(scope, `Vm-${host.id}`, {
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
    return { disk, vm };
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
    const { disk, vm } = machine(node, id, host, { vcpus: 4, fqdn: `${id}.example.com`, source: api ? GENERIC : nodeTemplate(id), marker, checkpointType: "Disabled", protection: {}, after: [gate] });
    if (!api) continue;
    const { PexipInfinityWorkerVm } = require("@cdktf/provider-pexip/lib/pexip-infinity-worker-vm");
    const password = new TerraformVariable(platform, `${id.replace("-", "_")}_ssh_password`, { type: "string", sensitive: true, nullable: false });
    const entry = new PexipInfinityWorkerVm(node, "NodeEntry", {
      provider: pexip.provider,
      name: id,
      hostname: id,
      domain: "example.com",
      address: addressOf(index),
      netmask: "255.0.0.0",
      gateway: "10.0.0.1",
      alternativeFqdn: `${id}.example.com`,
      systemLocation: pexip.locations[index % LOCATIONS],
      nodeType: "CONFERENCING",
      enableDistributedDatabase: true,
      enableSsh: "GLOBAL",
      password: password.stringValue,
      deploymentType: "MANUAL-PROVISION-ONLY",
      vmCpuCount: 4,
      vmSystemMemory: 4096,
      dependsOn: [vm, gate],
      lifecycle: { replaceTriggeredBy: [raw(marker), raw(disk)] },
    });
    entry.addOverride("provisioner", local({ command: `npx --no-install pexip-hyperv bootstrap-node ${id} --address ${addressOf(index)}`, environment: { PEXIP_NODE_CONFIG: "${self.config}" } }));
    const synced = data(node, "Synced", [entry.id]);
    synced.addOverride(
      "provisioner",
      local({ command: `npx --no-install pexip-hyperv wait node ${id} --manager manager.example.com --username admin --timeout 15m --password-variable manager_web_password` }),
    );
  }
  for (const { disks } of hosts) {
    const sorted = [...disks].sort((a, b) => (raw(a) < raw(b) ? -1 : 1));
    sorted.slice(1).forEach((disk, index) => (disk.dependsOn = [...(disk.dependsOn ?? []), raw(sorted[index])]));
  }
  return { app, stacks: [manager, platform] };
}

/** The platform's side in api mode: provider, servers and locations. */
function bareLocations(platform, shared, gate) {
  const { PexipProvider } = require("@cdktf/provider-pexip/lib/provider");
  const { PexipInfinityDnsServer } = require("@cdktf/provider-pexip/lib/pexip-infinity-dns-server");
  const { PexipInfinityNtpServer } = require("@cdktf/provider-pexip/lib/pexip-infinity-ntp-server");
  const { PexipInfinitySystemLocation } = require("@cdktf/provider-pexip/lib/pexip-infinity-system-location");
  const password = new TerraformVariable(platform, "manager_web_password", { type: "string", sensitive: true, nullable: false });
  const provider = new PexipProvider(platform, "pexip", { alias: "manager", address: "https://manager.example.com", username: "admin", password: password.stringValue, insecure: false });
  const id = (kind, address) => `${kind}-manager-manager-${address}`.replace(/[^A-Za-z0-9_-]/g, "-");
  const dns = new PexipInfinityDnsServer(shared, id("dns", "10.0.0.53"), { provider, address: "10.0.0.53", dependsOn: [gate] }).id;
  const ntp = NTP.map((address) => new PexipInfinityNtpServer(shared, id("ntp", address), { provider, address, dependsOn: [gate] }).id);
  const locations = Array.from({ length: LOCATIONS }, (_, index) => {
    const site = new Construct(platform, `site-${index}`);
    const name = `site-${index}`;
    return new PexipInfinitySystemLocation(site, "Resource", { provider, name, dnsServers: [dns], ntpServers: ntp, mtu: 1500, mediaQos: 0, signallingQos: 0, dependsOn: [gate] }).id;
  });
  return { provider, locations };
}

module.exports = { withConstructs, withBareClasses };
