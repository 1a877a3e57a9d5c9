import { probeLicences } from "../../../lib/client/verify/licences";
import { answers, HttpsServer } from "../../support/https-servers";
import { collections, managementNode, type Collections } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { lines } from "../../support/probe-context";
import { sound } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const LICENCES = "/api/admin/configuration/v1/licence/";
const USE = "/api/admin/status/v1/licensing/";
const identities = new NamedIdentities();
const { manager } = sound();
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(identities.of(["manager.example.com"]), answers(500));
});
afterAll(() => server.stop());

async function probe(of: Collections = {}, declared = 0, without: readonly string[] = []) {
  const known = { ...collections(), ...of };
  for (const path of without) delete known[path];
  server.handler = managementNode(known);
  const context = verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve: [{ host: "10.44.0.10", port: 443, address: "127.0.0.1", addressPort: server.port }] });
  const findings = await probeLicences(manager, declared, context);
  expect(JSON.stringify(findings)).not.toContain("planted");
  return lines(findings);
}

test("tells how many are installed, and what of them is in use", async () => {
  expect(await probe({}, 1)).toEqual(["ok licences: 1 installed", "ok licences in use: 1 of 1 systems, 3 of 50 ports, 0 of 10 audio ports, 2 of 20 VMRs"]);
});

test("fails for a Management Node without any", async () => {
  const none = { system_count: 0, system_total: 0, port_count: 0, port_total: 0 };
  expect(await probe({ [LICENCES]: [], [USE]: [none] })).toEqual(["failed licences: none is installed"]);
  expect(await probe({ [LICENCES]: [], [USE]: [] })).toEqual(["failed licences: none is installed"]);
});

test("fails when fewer are installed than declared", async () => {
  expect((await probe({}, 2))[0]).toBe("failed licences: 1 installed, 2 declared");
});

test("believes the counts where no licence is listed", async () => {
  expect((await probe({ [LICENCES]: [] }))[0]).toBe("ok licences: installed");
});

test("warns when all of one kind are in use", async () => {
  expect(await probe({ [USE]: [{ port_count: 50, port_total: 50, vmr_count: 3, vmr_total: 0 }] })).toEqual(["ok licences: 1 installed", "warning licences in use: 50 of 50 ports, 3 of 0 VMRs"]);
  expect((await probe({ [USE]: [{ port_count: "50", port_total: 50 }] })).slice(1)).toEqual([]);
});

test("says what this version does not tell, or the account may not see", async () => {
  expect(await probe({}, 0, [LICENCES])).toEqual([`skipped licences: it has no ${LICENCES} (404)`, expect.stringMatching(/^ok licences in use/)]);
  expect(await probe({}, 0, [USE])).toEqual(["ok licences: 1 installed", `failed licences in use: it has no ${USE} (404)`]);
});
