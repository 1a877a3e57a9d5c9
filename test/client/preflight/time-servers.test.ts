import { probeTimeAgreement, probeTimeServer } from "../../../lib/client/preflight/time-servers";
import { DnsServer } from "../../support/dns-server";
import { NtpServer, type NtpTemper } from "../../support/ntp-server";
import { CLOSED_PORT, lines, probeContext } from "../../support/probe-context";

let running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});

/** Servers called ntp1, ntp2, ... */
async function servers(...tempers: readonly NtpTemper[]): Promise<{ readonly names: readonly string[]; readonly ntp: readonly NtpServer[]; readonly context: ReturnType<typeof probeContext> }> {
  const ntp = await Promise.all(tempers.map((temper) => NtpServer.start(temper)));
  running.push(...ntp);
  const names = ntp.map((_, index) => `ntp${index + 1}.example.com`);
  return { names, ntp, context: probeContext({ leftMs: () => 80, resolve: ntp.map(({ port }, index) => ({ host: names[index], port: 123, address: "127.0.0.1", addressPort: port })) }) };
}

const look = async (temper: NtpTemper) => {
  const { names, context } = await servers(temper);
  return probeTimeServer(names[0], context);
};

describe("a time server", () => {
  test("tells its stratum and how far it is from this machine", async () => {
    const [finding] = await look({ aheadMs: 90_000, stratum: 3 });
    expect(finding).toMatchObject({ state: "ok", what: "NTP ntp1.example.com", advice: [] });
    expect(finding.evidence).toMatch(/^127\.0\.0\.1, stratum 3, it is 1 m (29|30) s ahead, delay /);
  });

  test("tells the time also in the era that begins in 2036", async () => {
    const in2040 = Date.UTC(2040, 0, 1) - Date.now();
    const { names, context } = await servers({ aheadMs: in2040 });
    const [{ evidence }] = await probeTimeServer(names[0], { ...context, now: () => Date.now() + in2040 });
    expect(evidence).toMatch(/it is (on time|\d+ ms (ahead|behind)), delay/);
  });

  test.each<[string, NtpTemper, string]>([
    ["does not answer", { silent: true }, "no answer within 80 ms"],
    ["answers with something else", { raw: Buffer.from("\u001b[2Jnot NTP") }, "no answer within 80 ms, only what is no NTP answer"],
    ["answers somebody else's question", { forged: true }, "no answer within 80 ms, only what is no NTP answer"],
    ["is not synchronised", { leap: 3 }, "answers, but is not synchronised itself (stratum 2, alarm on)"],
    ["has lost its own source", { stratum: 16 }, "answers, but is not synchronised itself (stratum 16, alarm off)"],
    ["sends a kiss of death", { stratum: 0, code: "RATE" }, "sends a kiss of death, RATE: it was asked too often"],
    ["sends a kiss of death of a hostile kind", { stratum: 0, code: "\u001b[2J" }, "sends a kiss of death, ?[2J"],
    ["answers without a time", { timeless: true }, "answers without a time"],
  ])("fails when it %s", async (_, temper, text) => {
    expect(lines(await look(temper))).toEqual([`failed NTP ntp1.example.com: ${text}`]);
  });

  test("fails when nothing listens there", async () => {
    const context = probeContext({ leftMs: () => 500, resolve: [{ host: "ntp1.example.com", port: 123, address: "127.0.0.1", addressPort: CLOSED_PORT }] });
    expect(lines(await probeTimeServer("ntp1.example.com", context))).toEqual(["failed NTP ntp1.example.com: nothing listens there (port unreachable)"]);
  });

  test("is found by DNS when it is a name, and fails when DNS does not know it", async () => {
    const dns = await DnsServer.start();
    running.push(dns);
    expect(lines(await probeTimeServer("ntp1.example.com", probeContext({ dnsServers: [dns.address] })))).toEqual(["failed NTP ntp1.example.com: DNS knows no ntp1.example.com"]);
    expect(dns.asked).toEqual(["ntp1.example.com", "ntp1.example.com"]);
  });

  test("is asked once, however many need it", async () => {
    const { names, ntp, context } = await servers({}, {});
    await Promise.all([probeTimeServer(names[0], context), probeTimeServer(names[0], context), probeTimeAgreement(names, context)]);
    expect(ntp.map(({ asked }) => asked)).toEqual([1, 1]);
  });

  test("ends at once when it is interrupted", async () => {
    const { names, context } = await servers({ silent: true });
    const controller = new AbortController();
    const pending = probeTimeServer(names[0], { ...context, leftMs: () => 5000, signal: controller.signal });
    setTimeout(() => controller.abort(130), 10);
    await expect(pending).rejects.toBe(130);
  });
});

describe("several time servers", () => {
  const agreement = async (...tempers: readonly NtpTemper[]) => {
    const { names, context } = await servers(...tempers);
    return lines(await probeTimeAgreement(names, context));
  };

  test("agree when they are close together; one that is silent takes no part", async () => {
    expect(await agreement({}, { aheadMs: 20 }, { silent: true })).toEqual([expect.stringMatching(/^ok NTP agreement: 2 of 3 servers answer and agree within (\d+ ms|below 1 ms)$/)]);
  });

  test("name the one that is apart, while a majority agrees", async () => {
    expect(await agreement({}, {}, { aheadMs: 5000 })).toEqual([expect.stringMatching(/^warning NTP agreement: ntp3\.example\.com is (5\.0|4\.9) s ahead from the others, which agree$/)]);
  });

  test("fail when no majority agrees", async () => {
    expect(await agreement({}, { aheadMs: 900 })).toEqual([expect.stringMatching(/^failed NTP agreement: 2 servers are up to \d+ ms apart, and no majority agrees$/)]);
  });

  test("show when it is this machine whose clock is wrong", async () => {
    expect(await agreement({ aheadMs: -3000 }, { aheadMs: -3000 })).toEqual([expect.stringMatching(/^ok NTP agreement/), expect.stringMatching(/^warning clock: this machine is 3\.0 s ahead$/)]);
  });

  test("say nothing when none answers, or there is but one: it has its own line", async () => {
    expect(await agreement({ silent: true }, { silent: true })).toEqual([]);
    expect(await agreement({})).toEqual([]);
  });
});
