import { connectionTarget } from "../resolve-override";
import type { ProbeContext } from "./context";
import { failed, ok, type Finding, warning } from "./finding";
import { httpCall, type HttpReply, type HttpTarget } from "./http-call";

const MAX_REDIRECTS = 5;
/** A file below this is hardly a disk. Ours: the disks of the guide's templates grow to 50 and 100 GB. */
const SMALLEST_BYTES = 100 * 1024 * 1024;
const WHAT = "template";

interface Found {
  readonly is: "found";
  readonly bytes?: number;
  readonly type: string;
  readonly answersHead: boolean;
}

/** Is the disk there, and how large? The host downloads it, not this machine: what is seen from here may differ there. */
export async function probeTemplate(text: string, context: ProbeContext): Promise<readonly Finding[]> {
  const result = await findOnce(text, context);
  const name = shownUrl(new URL(text));
  if (typeof result === "string") return [failed(WHAT, `${name}: ${result}`, "the host downloads it: is the URL right, and open without a login? From here it may also be a firewall, or an authority that only the host trusts")];
  const size = result.bytes === undefined ? "of unknown size" : sizeText(result.bytes);
  if (result.bytes !== undefined && result.bytes < SMALLEST_BYTES) return [warning(WHAT, `${name} is there, ${size}, which is small for a disk`, "is it the disk, or a page that says why not?")];
  if (/^text\//i.test(result.type)) return [warning(WHAT, `${name} is there, ${size}, as ${result.type}`, "a disk is no text: is it a login page?")];
  // taliesins/hyperv 1.2.1, api/hyperv-winrm/vhd.go: HEAD, then the download
  if (!result.answersHead) return [warning(WHAT, `${name} is there, ${size}, and the server refuses HEAD`, "Terraform's provider asks with HEAD before it downloads: let the server allow it")];
  return [ok(WHAT, `${name} is there, ${size}`)];
}

/** The size of a template in bytes; undefined when it is not told. */
export async function templateSize(text: string, context: ProbeContext): Promise<number | undefined> {
  const result = await findOnce(text, context);
  return typeof result === "string" ? undefined : result.bytes;
}

function findOnce(text: string, context: ProbeContext): Promise<Found | string> {
  return context.once(`template ${text}`, () => find(new URL(text), context));
}

async function find(start: URL, context: ProbeContext): Promise<Found | string> {
  const head = await follow(start, "HEAD", context);
  if (typeof head === "string") return head;
  if (head.status === 200) return { is: "found", bytes: lengthOf(head.headers["content-length"]), type: head.headers["content-type"] ?? "", answersHead: true };
  if (![400, 403, 405, 501].includes(head.status)) return `answers ${head.status}`;
  const get = await follow(start, "GET", context);
  if (typeof get === "string") return get;
  if (get.status !== 200 && get.status !== 206) return `answers ${head.status} to HEAD and ${get.status} to GET`;
  const range = /^bytes \d+-\d+\/(\d+)$/.exec(get.headers["content-range"] ?? "")?.[1];
  return { is: "found", bytes: lengthOf(range ?? (get.status === 200 ? get.headers["content-length"] : undefined)), type: get.headers["content-type"] ?? "", answersHead: false };
}

async function follow(start: URL, method: "HEAD" | "GET", context: ProbeContext): Promise<Extract<HttpReply, { readonly is: "answer" }> | string> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    // of a whole disk, the first byte is enough
    const headers = { "User-Agent": context.userAgent, ...(method === "GET" ? { Range: "bytes=0-0" } : {}) };
    const reply = await httpCall(targetOf(url, context), { method, path: `${url.pathname}${url.search}`, headers, timeoutMs: context.leftMs(), signal: context.signal, maxBodyBytes: 1 });
    if (reply.is === "none") return `${url.host === start.host ? "" : `${url.host}: `}${reply.text}`;
    const { location } = reply.headers;
    if (![301, 302, 303, 307, 308].includes(reply.status) || location === undefined) return reply;
    if (!URL.canParse(location, url.href)) return "redirects to what is no URL";
    const next = new URL(location, url);
    if (next.protocol !== "https:" && (next.protocol !== "http:" || url.protocol === "https:")) return `redirects from ${url.protocol.slice(0, -1)} to ${next.protocol.slice(0, -1)}, which is not followed`;
    url = next;
  }
  return `redirects more than ${MAX_REDIRECTS} times`;
}

function targetOf(url: URL, context: ProbeContext): HttpTarget {
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  return { isSecure, host, port, connect: connectionTarget(host, port, context.resolve), trust: context.trust };
}

/** Without its query, which may be a signature that opens the file. */
function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?..."}`;
}

function lengthOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `12.3 GiB` */
export function sizeText(bytes: number): string {
  const [unit, name] = bytes >= 1024 ** 3 ? [1024 ** 3, "GiB"] : bytes >= 1024 ** 2 ? [1024 ** 2, "MiB"] : [1024, "KiB"];
  return `${(bytes / unit).toFixed(1)} ${name}`;
}
