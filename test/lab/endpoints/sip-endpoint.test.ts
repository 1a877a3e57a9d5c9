import { LabAuthority } from "../../../lib/lab/authority";
import type { Endpoint } from "../../../lib/lab/endpoints/https-endpoint";
import { claimPorts, type ClaimedPorts } from "../../../lib/lab/endpoints/ports";
import { PATIENCE } from "../../../lib/lab/endpoints/secure-listener";
import { sipEndpoint } from "../../../lib/lab/endpoints/sip-endpoint";
import { drip, sendTcp, sendTls, shownName } from "./a-client";

const OPTIONS = ["OPTIONS sip:oslo-1.example.com SIP/2.0", "Via: SIP/2.0/TLS 10.0.0.1", "From: <sip:a@example.com>", "To: <sip:b@example.com>", "Call-ID: 1", "CSeq: 1 OPTIONS", "Authorization: planted", "", ""].join("\r\n");

let endpoint: Endpoint;
let claimed: ClaimedPorts;
const notes: string[] = [];

beforeAll(async () => {
  const certificate = (await LabAuthority.create()).issue(["oslo-1.example.com"]);
  claimed = await claimPorts(1);
  endpoint = sipEndpoint({ certificate: () => certificate, note: (event) => void notes.push(event) }, { ...PATIENCE, handshakeMs: 400, requestMs: 400 });
  await endpoint.open(claimed.ports[0]);
});
afterAll(async () => {
  await endpoint.close();
  await claimed.release();
});
beforeEach(() => void (notes.length = 0));

test("shows its certificate, and says of a call that it is not simulated", async () => {
  const [port] = claimed.ports;
  expect(await shownName(port)).toBe("oslo-1.example.com");
  expect(await sendTls(port, OPTIONS)).toBe("SIP/2.0 501 Not Implemented\r\nVia: SIP/2.0/TLS 10.0.0.1\r\nFrom: <sip:a@example.com>\r\nTo: <sip:b@example.com>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");
  expect(notes).toEqual(["answered 501 to a SIP OPTIONS"]);
});

test.each([
  ["HTTP", "GET / HTTP/1.1\r\n\r\n"],
  ["bytes", "\0\x01\x02"],
  ["a message without end", `OPTIONS ${"x".repeat(100_000)}`],
])("ends a connection with %s", async (_, bytes) => {
  expect(await sendTls(claimed.ports[0], bytes)).not.toContain("SIP");
  expect(notes).toEqual(["ended a connection to its SIP port that did not speak SIP"]);
});

test("ends a connection that says nothing, with TLS or without", async () => {
  expect(await sendTls(claimed.ports[0], "")).toBe("");
  expect(await sendTcp(claimed.ports[0], "")).toBe("");
  expect(notes).toEqual(["ended a connection that did not speak TLS as it should (ERR_TLS_HANDSHAKE_TIMEOUT)"]);
});

test("ends a connection on which a message comes in drops, however many", async () => {
  expect(await drip(claimed.ports[0], "OPTIONS sip:oslo-1.example.com SIP/2.0\r\nVia: ", 20)).toMatch(/^(|ECONNRESET|EPIPE)$/);
  expect(notes).toEqual(["ended a connection to its SIP port on which no request came to an end"]);
});
