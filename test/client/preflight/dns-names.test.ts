import { probeDnsServer, probeForward, probeReverse } from "../../../lib/client/preflight/dns-names";
import { DnsServer, type DnsRecords, type DnsTemper } from "../../support/dns-server";
import { CLOSED_PORT, lines, probeContext } from "../../support/probe-context";

let server: DnsServer;

beforeAll(async () => {
  server = await DnsServer.start();
});
beforeEach(() => {
  server.temper = "good";
});
afterAll(() => server.stop());

const NAME = "oslo-1.example.com";
const forward = async (records: DnsRecords, addresses = ["10.44.0.11"], ipv6?: string) => {
  server.records = records;
  return probeForward(NAME, addresses, ipv6, probeContext({ dnsServers: [server.address] }));
};
const reverse = async (names: readonly string[]) => {
  server.records = names.length === 0 ? {} : { PTR: { "11.0.44.10.in-addr.arpa": names } };
  return probeReverse("10.44.0.11", NAME, probeContext({ dnsServers: [server.address] }));
};

describe("a name", () => {
  test("is fine when it leads to the address", async () => {
    expect(await forward({ A: { [NAME]: ["10.44.0.11"] } })).toEqual([{ state: "ok", what: "DNS", evidence: `${NAME} is 10.44.0.11`, advice: [] }]);
  });

  test("may lead to the public address, as it does outside", async () => {
    expect(lines(await forward({ A: { [NAME]: ["198.51.100.11"] } }, ["10.44.0.11", "198.51.100.11"]))).toEqual([`ok DNS: ${NAME} is 198.51.100.11`]);
  });

  test("fails when it is not there", async () => {
    expect(await forward({})).toEqual([{ state: "failed", what: "DNS", evidence: `${NAME} has no address`, advice: [`add an A record: ${NAME} is 10.44.0.11`] }]);
  });

  test("fails when it leads anywhere else, also beside the right address", async () => {
    expect(lines(await forward({ A: { [NAME]: ["10.44.0.11", "10.44.0.99"] } }))).toEqual([`failed DNS: ${NAME} is 10.44.0.11, 10.44.0.99; 10.44.0.99 is none of its addresses (10.44.0.11)`]);
  });

  test("fails with an IPv6 address that the node does not have, which clients would try", async () => {
    expect(lines(await forward({ A: { [NAME]: ["10.44.0.11"] }, AAAA: { [NAME]: ["2001:db8::99"] } }))).toEqual([`failed DNS: ${NAME} is 10.44.0.11, 2001:db8::99; 2001:db8::99 is none of its addresses (10.44.0.11)`]);
  });

  test("knows an IPv6 address in another notation, and warns when it is missing", async () => {
    expect(lines(await forward({ A: { [NAME]: ["10.44.0.11"] }, AAAA: { [NAME]: ["2001:db8::11"] } }, ["10.44.0.11"], "2001:0DB8:0:0::0011"))).toEqual([`ok DNS: ${NAME} is 10.44.0.11, 2001:db8::11`]);
    expect(lines(await forward({ A: { [NAME]: ["10.44.0.11"] } }, ["10.44.0.11"], "2001:db8::11"))).toEqual([`warning DNS: ${NAME} is 10.44.0.11, without its IPv6 address`]);
  });

  test("of a host may lead anywhere, but must lead somewhere", async () => {
    expect(lines(await forward({ A: { [NAME]: ["192.0.2.7"] } }, []))).toEqual([`ok DNS: ${NAME} is 192.0.2.7`]);
    expect(lines(await forward({}, []))).toEqual([`failed DNS: ${NAME} has no address`]);
  });
});

describe("an address", () => {
  test("is fine when it leads back to the name, whatever its case", async () => {
    expect(lines(await reverse(["OSLO-1.example.com"]))).toEqual(["ok reverse DNS: 10.44.0.11 is OSLO-1.example.com"]);
  });

  test("is worth a warning without a name, or with another", async () => {
    expect(lines(await reverse([]))).toEqual(["warning reverse DNS: 10.44.0.11 has no name"]);
    expect(lines(await reverse(["printer.example.com"]))).toEqual([`warning reverse DNS: 10.44.0.11 is printer.example.com, not ${NAME}`]);
  });

  test("has its evidence cleaned of what could steer a terminal, and cut", async () => {
    const [{ evidence }] = await reverse([`\u001b[2J${"x".repeat(50)}.${"y".repeat(60)}.${"z".repeat(60)}.${"w".repeat(60)}`, `${"a".repeat(60)}.${"b".repeat(60)}.example.com`]);
    expect(evidence).not.toMatch(/\p{C}/u);
    expect(evidence.length).toBeLessThanOrEqual(300);
  });
});

describe("a DNS server of the deployment", () => {
  const ask = (address: string) => probeDnsServer("10.44.0.53", NAME, probeContext({ leftMs: () => 60, resolve: [{ host: "10.44.0.53", port: 53, address: "127.0.0.1", addressPort: Number(address.split(":")[1]) }] }));

  test("is fine when it answers and knows the Management Node", async () => {
    server.records = { A: { [NAME]: ["10.44.0.11"] } };
    expect(lines(await ask(server.address))).toEqual([`ok DNS server 10.44.0.53: answers: ${NAME} is 10.44.0.11`]);
  });

  test("is worth a warning when it does not know the name", async () => {
    server.records = {};
    expect(lines(await ask(server.address))).toEqual([`warning DNS server 10.44.0.53: answers, and does not know ${NAME}`]);
  });

  test.each<[DnsTemper, RegExp]>([
    ["silent", /no DNS server answers within 60 ms$/],
    ["garbage", /no DNS server answers within 60 ms$|is no DNS$/],
    ["servfail", /could not find out \(SERVFAIL\)$/],
    ["refused", /refuses to answer \(REFUSED\)$/],
  ])("fails when it is %s", async (temper, text) => {
    server.temper = temper;
    const [finding] = await ask(server.address);
    expect(finding).toMatchObject({ state: "failed", evidence: expect.stringMatching(text) });
    expect(finding.advice).toHaveLength(1);
  });

  test("fails when nothing listens there", async () => {
    expect(lines(await ask(`127.0.0.1:${CLOSED_PORT}`))[0]).toMatch(/^failed DNS server 10\.44\.0\.53: no DNS server (is there: the connection is refused|answers within 60 ms)$/);
  });
});

test("a name cannot be judged without a resolver that answers, and it says which option names another", async () => {
  server.temper = "servfail";
  const findings = [...(await forward({})), ...(await reverse([]))];
  expect(findings).toMatchObject([{ state: "failed", advice: [expect.stringContaining("--dns-server")] }, { state: "failed", advice: [expect.stringContaining("--dns-server")] }]);
});

test("ends at once when it is interrupted", async () => {
  server.temper = "silent";
  const controller = new AbortController();
  const pending = probeReverse("10.44.0.11", NAME, probeContext({ dnsServers: [server.address], signal: controller.signal }));
  controller.abort(130);
  await expect(pending).rejects.toBe(130);
});
