import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { labEnvironment, type LabEnvironment } from "../../../lib/lab/environment";

const folder = mkdtempSync(join(tmpdir(), "environment-"));
afterAll(() => rmSync(folder, { recursive: true }));

const made: LabEnvironment[] = [];
afterEach(() => Promise.all(made.splice(0).map((one) => one.remove())));

async function environmentIn(around: Readonly<Record<string, string>>) {
  const environment = await labEnvironment({ reattach: "{}", resolve: ["a:443:127.0.0.1:1", "b:443:127.0.0.1:2"], roots: ["LAB\n", "COMPANY"], variables: { pin: "1234" }, around });
  made.push(environment);
  return environment.variables;
}

test("Terraform trusts the lab's authorities besides those that it trusted before, our commands the lab's alone", async () => {
  const own = join(folder, "own.pem");
  writeFileSync(own, "AROUND\n");
  const variables = await environmentIn({ SSL_CERT_FILE: own });
  expect([readFileSync(variables.PEXIP_HYPERV_CACERT, "utf8"), readFileSync(variables.SSL_CERT_FILE, "utf8")]).toEqual(["LAB\nCOMPANY\n", "LAB\nCOMPANY\nAROUND\n"]);
});

test.each([
  ["names none", {}],
  ["names one that is not there", { SSL_CERT_FILE: join(folder, "none.pem") }],
])("where the environment %s, the usual authorities stay trusted", async (_, around) => {
  const variables = await environmentIn(around);
  expect(readFileSync(variables.SSL_CERT_FILE, "utf8").endsWith(`${rootCertificates.at(-1)}\n`)).toBe(true);
});

test("names everything, and takes its files away again", async () => {
  const variables = await environmentIn({});
  expect(variables).toMatchObject({ TF_VAR_pin: "1234", PEXIP_HYPERV_RESOLVE: "a:443:127.0.0.1:1 b:443:127.0.0.1:2 *:*:127.0.0.1:1", TF_REATTACH_PROVIDERS: "{}" });
  expect(variables).not.toHaveProperty("PEXIP_PASSWORD");
  await made.at(-1)?.remove();
  expect(existsSync(dirname(variables.PEXIP_HYPERV_CACERT))).toBe(false);
});
