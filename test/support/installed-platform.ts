import { answers, answersJson, type Handler, type Received } from "./https-servers";

export const ADMIN = { username: "admin", password: "planted-password" } as const;
export const PIN = "482913";

const STATUS = "/api/admin/status/v1/";
const CONFIGURATION = "/api/admin/configuration/v1/";

/** A node as the status API shows it. Fields: go-infinity-sdk v40.0.0, status/models.go. */
export function statusOf(name: string, of: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: 1,
    name,
    node_type: "CONFERENCING",
    system_location: "oslo",
    sync_status: "SYNCED",
    version: "40 (84500.0.0)",
    cpu_count: 12,
    cpu_model: "Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz",
    cpu_capabilities: "AVX512",
    hypervisor: "Microsoft Hyper-V",
    total_ram: 12_288 * 1024,
    maintenance_mode: false,
    maintenance_mode_reason: "",
    max_full_hd_calls: 11,
    max_hd_calls: 22,
    max_sd_calls: 44,
    max_audio_calls: 264,
    resource_uri: `${STATUS}worker_vm/${name}/`,
    ...of,
  };
}

/** Collections of a Management Node, which a test changes as it likes. */
export type Collections = Record<string, readonly Readonly<Record<string, unknown>>[]>;

export const collections = (): Collections => ({
  [`${STATUS}management_vm/`]: [{ id: 1, primary: true, version: "40 (84500.0.0)", resource_uri: `${STATUS}management_vm/1/` }],
  [`${STATUS}worker_vm/`]: [statusOf("oslo-1"), statusOf("oslo-2")],
  [`${STATUS}alarm/`]: [],
  [`${STATUS}licensing/`]: [{ system_count: 1, system_total: 1, port_count: 3, port_total: 50, audio_count: 0, audio_total: 10, vmr_count: 2, vmr_total: 20 }],
  [`${CONFIGURATION}licence/`]: [{ fulfillment_id: "F1", entitlement_id: "planted-entitlement", resource_uri: `${CONFIGURATION}licence/F1/` }],
  [`${CONFIGURATION}worker_vm/`]: [{ id: 1, name: "oslo-1" }, { id: 2, name: "oslo-2" }],
});

/** A Management Node's login page and API over these collections, with pages as long as they are asked for, at most `most`. */
export function managementNode(known: Collections, most = 100): Handler {
  const authorization = `Basic ${Buffer.from(`${ADMIN.username}:${ADMIN.password}`).toString("base64")}`;
  return (response, received) => {
    const url = new URL(received.url, "https://manager");
    if (url.pathname === "/admin/login/") return answers(200, "<title>Pexip</title>")(response, received);
    if (received.headers.authorization !== authorization) return answers(401)(response, received);
    const all = known[url.pathname];
    if (all === undefined) return answers(404)(response, received);
    const limit = Math.min(Number(url.searchParams.get("limit") ?? 20), most);
    const offset = Number(url.searchParams.get("offset") ?? 0);
    const next = offset + limit < all.length ? `${url.pathname}?limit=${limit}&offset=${offset + limit}` : null;
    answersJson({ meta: { limit, offset, next, previous: null, total_count: all.length }, objects: all.slice(offset, offset + limit) })(response, received);
  };
}

/** A Conferencing Node's client API with one room. */
export function conferencingNode(alias: string, { pin = "", name = "room" }: { readonly pin?: string; readonly name?: string } = {}): Handler {
  return (response, received) => {
    const [, called, action] = /^\/api\/client\/v2\/conferences\/([^/]+)\/(\w+)$/.exec(received.url) ?? [];
    const say = (status: number, value: object) => answersJson(value, status)(response, received);
    if (called === undefined || received.method !== "POST") return answers(404)(response, received);
    if (action === "release_token") return say(received.headers.token === "planted-token" ? 200 : 403, { status: "success", result: true });
    if (decodeURIComponent(called).toLowerCase() !== alias) return say(404, { status: "failure", result: "Neither conference nor gateway found" });
    if (pin !== "" && received.headers.pin === undefined) return say(403, { status: "success", result: { pin: "required", guest_pin: "none" } });
    if (pin !== "" && received.headers.pin !== pin) return say(403, { status: "failure", result: "Invalid PIN" });
    say(200, { status: "success", result: { token: "planted-token", expires: "120", role: "HOST", conference_name: name, service_type: "conference" } });
  };
}

/** What was asked, in a few words. */
export const asked = (received: readonly Received[]): readonly string[] => received.map(({ method, url }) => `${method} ${url}`);
