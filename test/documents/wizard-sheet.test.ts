import { wizardSheet, wizardSheetJson, wizardSubjects } from "../../lib/documents/wizard-sheet";
import { importedManagementNodeRecord } from "../../lib/deployment/management-node";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { Secret } from "../../lib/deployment/secret";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { placeAt } from "../support/problems";
import { sound, TOKEN, type Changes } from "../support/records";

const subjects = (records: readonly DeploymentRecord[]) => wizardSubjects({ records, acceptances: [] });
const sheet = (manager: Changes["manager"] = {}): readonly string[] => wizardSheet(subjects(sound({ manager }).records)[0]);

test("the sheet is one screen: the questions in the guide's order with their answers", () => {
  expect(`\n${sheet().join("\n")}\n`).toMatchInlineSnapshot(`
"
Installation wizard of manager.example.com, Infinity v21 (guide pages 8-9)

a  On hv1.example.com, open the console of VM manager and log in as admin.
b  It asks for a new password of the operating system first. Choose one, type it
   twice and record it; then log in again with it. The wizard begins.
c  Type every answer, a list on one line. Trust no default: DHCP changes them.

 1 ! IP address                   10.44.0.10
 2 ! Network mask                 255.255.255.0
 3 ! Gateway                      10.44.0.1
 4 ! Hostname                     manager
 5 ! Domain suffix                example.com
 6   DNS servers                  10.44.0.53
 7   NTP servers                  ntp1.example.com ntp2.example.com
                                  ntp3.example.com
 8 ! Web administration username  admin
 9   Web administration password  a password of your own
10   Enable incident reporting    yes
11   Send deployment and usage statistics to Pexip  no

!  can be changed only by running the wizard again
   An NTP server must answer, or the installation fails. Then the VM restarts.
"
`);
});

const API = { infinityVersion: InfinityVersion.of("40"), api: {} };

test.each([
  ["runbook mode", {}],
  ["api mode with a contact", { ...API, contactEmail: "video@example.com" }],
])("in %s it fits a console of 80 columns and 24 lines", (_, manager) => {
  const lines = sheet(manager);
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("the password is named, never shown", () => {
  const text = (manager: Changes["manager"]) => sheet(manager).join(" ").replace(/\s+/g, " ");
  expect(text({})).toContain("9 Web administration password a password of your own 10");
  expect(text(API)).toContain("9 Web administration password a password of your own, the same as TF_VAR_manager_web_password 10");
  expect(text({ ...API, api: { password: Secret.fromToken(TOKEN) } })).toContain("9 Web administration password the one that Terraform takes from another resource 10");
});

test("what only Terraform knows is a dotted line with the reason", () => {
  const text = sheet({ address: TOKEN, dnsServers: [TOKEN] }).join("\n");
  expect(text).toContain(" 1 ! IP address                   .......... only Terraform knows it: see its\n                                  plan or outputs");
  expect(text).toMatch(/ 6 {3}DNS servers {18}\.{10} only Terraform knows it/);
});

test("a list that is wider than the console goes on below itself", () => {
  expect(sheet({ ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] }).join("\n")).toContain(" 7   NTP servers                  ntp1.example.com ntp2.example.com\n                                  ntp3.example.com\n");
});

test("invisible characters are written out", () => {
  expect(sheet({ domain: "exam\u200bple.com" }).join("\n")).toContain(' 5 ! Domain suffix                "exam\\u{200b}ple.com"');
});

test("a Management Node that is built elsewhere has no wizard here", () => {
  const elsewhere = importedManagementNodeRecord(placeAt("manager/manager"), "manager", { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("21") });
  expect(subjects([elsewhere])).toEqual([]);
});

test("the JSON has every answer, and the variable of the password", () => {
  const content = JSON.parse(wizardSheetJson(subjects(sound({ manager: { ...API, gateway: TOKEN } }).records)));
  expect(content).toMatchObject({ formatVersion: 1, managementNodes: [{ path: "manager/manager", vmName: "manager", host: "hv1.example.com", fqdn: "manager.example.com", infinityVersion: "40" }] });
  const { answers } = content.managementNodes[0];
  expect(answers.map(({ number }: { readonly number: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(answers[0]).toEqual({ number: 1, label: "IP address", value: "10.44.0.10", multipleAllowed: false, changeableLater: false });
  expect(answers[2]).toMatchObject({ label: "Gateway", value: null, deferred: true });
  expect(answers[8]).toMatchObject({ label: "Web administration password", value: null, secret: true, variable: "manager_web_password", changeableLater: true });
});
