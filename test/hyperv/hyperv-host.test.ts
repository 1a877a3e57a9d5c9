import { TerraformVariable } from "cdktf";
import { Deployment, HypervHost, Secret, ValidationError, WinrmAuthentication } from "../../lib";
import { errorOf, newApp, newHost, newStack, newSwitch, resources, synthesized } from "../support/stacks";

test("a host alone is a provider block and a sensitive variable, and no resource", () => {
  const stack = newStack();
  newHost(stack);
  expect(synthesized(stack)).toEqual({
    provider: {
      hyperv: [
        {
          alias: "hv1",
          host: "hv1.example.com",
          https: true,
          insecure: false,
          password: "${var.hv1_password}",
          port: 5986,
          timeout: "10m",
          use_ntlm: true,
          user: "EXAMPLE\\svc-terraform",
        },
      ],
    },
    terraform: {
      required_providers: { hyperv: { source: "taliesins/hyperv", version: "~> 1.2" } },
    },
    variable: { hv1_password: { nullable: false, sensitive: true, type: "string" } },
  });
});

test("every WinRM setting reaches the provider block", () => {
  const stack = newStack();
  newHost(stack, "hv-1", {
    winrm: { port: 15986, authentication: WinrmAuthentication.KERBEROS, kerberosRealm: "EXAMPLE.COM", caCertificatePath: "/etc/pexip/ca.pem", tlsServerName: "hv1.internal.example.com", operationTimeout: "90s" },
  });
  expect(synthesized(stack).provider.hyperv).toEqual([
    {
      alias: "hv-1",
      cacert_path: "/etc/pexip/ca.pem",
      host: "hv-1.example.com",
      https: true,
      insecure: false,
      kerberos_realm: "EXAMPLE.COM",
      password: "${var.hv_1_password}",
      port: 15986,
      timeout: "90s",
      tls_server_name: "hv1.internal.example.com",
      use_ntlm: false,
      user: "EXAMPLE\\svc-terraform",
    },
  ]);
});

test("Basic authentication switches NTLM off, and plain HTTP takes port 5985", () => {
  const stack = newStack();
  newHost(stack, "hv1", { winrm: { authentication: WinrmAuthentication.BASIC, https: false } });
  Deployment.of(stack).accept("PXH101", "a lab without certificates");
  expect(synthesized(stack).provider.hyperv[0]).toMatchObject({ use_ntlm: false, https: false, port: 5985 });
});

test("another stack that builds on the host gets its own provider block and variable", () => {
  const app = newApp();
  const first = newStack("first", app);
  const second = newStack("second", app);
  const host = newHost(first);
  newSwitch(second, host, "dmz", { switchName: "Pexip DMZ", netAdapterNames: ["Ethernet 2"] });
  newSwitch(first, host);
  for (const stack of [first, second]) {
    expect(synthesized(stack).provider.hyperv).toHaveLength(1);
    expect(Object.keys(synthesized(stack).variable)).toEqual(["hv1_password"]);
  }
  expect(Object.values(resources(second, "hyperv_network_switch"))[0]).toMatchObject({ provider: "hyperv.hv1" });
});

test("a stack keeps the provider block of a host that it builds nothing on any more", () => {
  const app = newApp();
  const host = newHost(newStack("manager", app));
  const platform = newStack("platform", app);
  expect(host.providerIn(platform)).toBe(host.providerIn(platform));
  expect(synthesized(platform)).toMatchObject({ provider: { hyperv: [{ alias: "hv1", password: "${var.hv1_password}" }] }, variable: { hv1_password: { sensitive: true } } });
});

test("two hosts with one shared variable declare it once", () => {
  const stack = newStack();
  newHost(stack, "hv1", { password: Secret.fromVariable("hyperv_password") });
  newHost(stack, "hv2", { password: Secret.fromVariable("hyperv_password") });
  expect(Object.keys(synthesized(stack).variable)).toEqual(["hyperv_password"]);
  expect(synthesized(stack).provider.hyperv.map((block: { password: string }) => block.password)).toEqual(["${var.hyperv_password}", "${var.hyperv_password}"]);
});

test("a token as password, as address and in the list of time servers is passed on", () => {
  const stack = newStack();
  const vault = new TerraformVariable(stack, "vault", { sensitive: true });
  const where = new TerraformVariable(stack, "where", {});
  newHost(stack, "hv1", { password: Secret.fromToken(vault.stringValue), address: where.stringValue, ntpServers: [where.stringValue, "ntp2.example.com", "ntp3.example.com"] });
  expect(synthesized(stack).provider.hyperv[0]).toMatchObject({ password: "${var.vault}", host: "${var.where}" });
  expect(Object.keys(synthesized(stack).variable)).toEqual(["vault", "where"]);
});

test.each(["username", "vmDirectory", "cpuModel", "managementAdapter"] as const)("a token as %s is refused: it is needed at synth", (prop) => {
  const stack = newStack();
  const token = new TerraformVariable(stack, "later", {}).stringValue;
  expect(errorOf(() => newHost(stack, "hv1", { [prop]: token })).message).toMatch(new RegExp(`^stack/hv1: ${prop} must be a literal`));
});

test("template openings in text are taken literally by Terraform", () => {
  const stack = newStack();
  newHost(stack, "hv1", { username: "EXAMPLE\\svc-${env}-%{if}" });
  expect(synthesized(stack).provider.hyperv[0].user).toBe("EXAMPLE\\svc-$${env}-%%{if}");
});

test("a literal password is refused with the way out, and never shown", () => {
  const error = errorOf(() => newHost(newStack(), "hv1", { password: "hunter2-planted" as unknown as Secret }));
  expect(error).toBeInstanceOf(ValidationError);
  expect(error.message).toContain("Secret.fromVariable");
  expect(error.message).not.toContain("hunter2");
  expect(errorOf(() => newHost(newStack(), "hv1", { password: Secret.fromToken("hunter2-planted") })).message).not.toContain("hunter2");
});

test("every wrong prop is reported at once", () => {
  const error = errorOf(() => new HypervHost(newStack(), "hv1", { address: "", sockets: 2.5, coresPersocket: 12 } as never)) as ValidationError;
  expect(error.problems.map((problem) => problem.key).sort()).toEqual(["address", "coresPerSocket", "coresPersocket", "memoryGib", "sockets", "username", "windowsServer"]);
  expect(error.message).toContain("coresPersocket: unknown prop; did you mean coresPerSocket?");
});

test("an id that is no Terraform identifier, and one that is taken, are refused", () => {
  const app = newApp();
  const stack = newStack("stack", app);
  expect(errorOf(() => newHost(stack, "1st host")).message).toBe('stack/1st host: the id of a host becomes a Terraform identifier: letters, digits, _ and -, beginning with a letter or _; got "1st host"');
  newHost(stack);
  expect(errorOf(() => newHost(newStack("other", app))).message).toBe("other/hv1: the host stack/hv1 has the id hv1 already; the id becomes the provider's alias and is unique in the App");
});

test("a host directly in the App is refused", () => {
  expect(errorOf(() => newHost(newApp())).message).toBe("hv1: must be created inside a stack (class extends TerraformStack), not directly in the App");
});

test("props that are no object are refused", () => {
  expect(errorOf(() => new HypervHost(newStack(), "hv1", undefined as never)).message).toBe("stack/hv1: props must be an object, got undefined");
});
