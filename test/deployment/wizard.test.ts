import { wizardAnswers, type WizardSettings } from "../../lib/deployment/wizard";

const settings: WizardSettings = {
  address: "10.44.0.10",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  hostname: "manager",
  domain: "example.com",
  dnsServers: ["10.44.0.53", "10.44.0.54"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com"],
  webAdminUsername: "admin",
  incidentReporting: true,
  usageStatistics: false,
};

test("the eleven questions are answered in the guide's order and words", () => {
  expect(wizardAnswers(settings)).toEqual([
    { number: 1, label: "IP address", value: "10.44.0.10", defaultValue: "192.168.0.100", multipleAllowed: false, changeableLater: false },
    { number: 2, label: "Network mask", value: "255.255.255.0", defaultValue: "255.255.255.0", multipleAllowed: false, changeableLater: false },
    { number: 3, label: "Gateway", value: "10.44.0.1", defaultValue: "192.168.0.1", multipleAllowed: false, changeableLater: false },
    { number: 4, label: "Hostname", value: "manager", multipleAllowed: false, changeableLater: false },
    { number: 5, label: "Domain suffix", value: "example.com", multipleAllowed: false, changeableLater: false },
    { number: 6, label: "DNS servers", value: "10.44.0.53 10.44.0.54", defaultValue: "8.8.8.8", multipleAllowed: true, changeableLater: true },
    {
      number: 7,
      label: "NTP servers",
      value: "ntp1.example.com ntp2.example.com",
      defaultValue: "two of 0.pexip.pool.ntp.org, 1.pexip.pool.ntp.org, 2.pexip.pool.ntp.org, 3.pexip.pool.ntp.org",
      multipleAllowed: true,
      changeableLater: true,
    },
    { number: 8, label: "Web administration username", value: "admin", defaultValue: "admin", multipleAllowed: false, changeableLater: false },
    { number: 9, label: "Web administration password", secret: true, multipleAllowed: false, changeableLater: true },
    { number: 10, label: "Enable incident reporting", value: "yes", multipleAllowed: false, changeableLater: true },
    { number: 11, label: "Send deployment and usage statistics to Pexip", value: "no", multipleAllowed: false, changeableLater: true },
  ]);
});

test("what only Terraform knows has a mark and no value", () => {
  const deferred = { deferred: true } as const;
  const answers = wizardAnswers({ ...settings, address: deferred, dnsServers: deferred, ntpServers: ["ntp1.example.com", deferred] });
  expect(answers.filter((answer) => answer.deferred === true).map(({ label, value }) => [label, value])).toEqual([
    ["IP address", undefined],
    ["DNS servers", undefined],
    ["NTP servers", undefined],
  ]);
});
