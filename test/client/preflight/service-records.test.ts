import type { ClientService } from "../../../lib/client/preflight/names";
import { probeService } from "../../../lib/client/preflight/service-records";
import { DnsServer } from "../../support/dns-server";
import { lines, probeContext } from "../../support/probe-context";

let server: DnsServer;

beforeAll(async () => {
  server = await DnsServer.start();
});
afterAll(() => server.stop());

const SIPS: ClientService = { label: "_sips._tcp", port: 5061 };
const NODES = ["oslo-1.example.com", "oslo-2.example.com"];
const NAME = "_sips._tcp.vc.example.com";

async function probe(records: readonly (readonly [number, string])[]) {
  server.records = records.length === 0 ? {} : { SRV: { [NAME]: records } };
  return probeService(SIPS, "vc.example.com", NODES, probeContext({ dnsServers: [server.address] }));
}

test("is fine with one record for each node", async () => {
  expect(lines(await probe([[5061, "oslo-1.example.com"], [5061, "OSLO-2.example.com"]]))).toEqual([`ok SRV _sips._tcp: ${NAME} leads to oslo-1.example.com:5061, OSLO-2.example.com:5061`]);
});

test("is worth a warning without any record: a call control system may take the calls", async () => {
  expect(await probe([])).toEqual([
    { state: "warning", what: "SRV _sips._tcp", evidence: `${NAME} has no record`, advice: [`add an SRV record: ${NAME}, port 5061, to oslo-1.example.com, oslo-2.example.com; leave it out if a call control system takes the calls`] },
  ]);
});

test("is worth a warning when a record says that there is no such service", async () => {
  expect(lines(await probe([[0, ""]]))).toEqual([`warning SRV _sips._tcp: ${NAME} says that there is no such service`]);
});

test("fails when calls would go elsewhere", async () => {
  expect(lines(await probe([[5061, "old.example.com"]]))).toEqual([`failed SRV _sips._tcp: ${NAME} leads to old.example.com:5061, to none of oslo-1.example.com, oslo-2.example.com`]);
});

test("fails with another port than that of the service", async () => {
  expect(lines(await probe([[5060, "oslo-1.example.com"], [5061, "oslo-2.example.com"]]))).toEqual([`failed SRV _sips._tcp: ${NAME} leads to oslo-1.example.com:5060; the port must be 5061`]);
});

test("names the nodes that no record leads to", async () => {
  expect(lines(await probe([[5061, "oslo-1.example.com"]]))).toEqual([`warning SRV _sips._tcp: ${NAME} leads to oslo-1.example.com:5061, not to oslo-2.example.com`]);
});

test("names what else the records lead to", async () => {
  expect(lines(await probe([[5061, "oslo-1.example.com"], [5061, "oslo-2.example.com"], [5061, "old.example.com"]]))).toEqual([
    `warning SRV _sips._tcp: ${NAME} leads to oslo-1.example.com:5061, oslo-2.example.com:5061, and to old.example.com:5061 as well`,
  ]);
});

test("fails when DNS does not answer", async () => {
  server.temper = "refused";
  expect(lines(await probe([]))).toEqual([`failed SRV _sips._tcp: ${NAME}: the DNS server refuses to answer (REFUSED)`]);
});
