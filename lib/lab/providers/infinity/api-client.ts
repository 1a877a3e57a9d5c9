import { STATUS_CODES } from "node:http";
import { type ApiBody, type ApiResponse } from "../../infinity/api-response";
import { CONFIGURATION } from "../../infinity/collection";
import { isRecord, type JsonValue } from "../../infinity/fields";
import { NotAnsweringError } from "../../infinity/management-node";
import type { LabClock } from "../../world/clock";
import type { ManagerLogin, ManagerNetwork } from "./management-api";

/** What a provider block says; undefined while Terraform does not know it yet. */
export interface ApiSettings {
  readonly address: URL;
  readonly insecure: boolean;
  readonly login: ManagerLogin;
}

/** An object as the API shows it. */
export type ApiObject = Readonly<Record<string, JsonValue>>;

/** A request failed for good. The message is the whole text that the provider puts behind its own. */
export class ApiFailure extends Error {
  /** The provider knows only the text: a port, a host or an id with 404 in it is "gone" too (infinity-provider.md, section 1.3). */
  public get saysNotFound(): boolean {
    return /404|not found|Not Found/.test(this.message);
  }

  /** A name that does not resolve counts as deleted (the same section). */
  public get saysLookup(): boolean {
    return this.message.includes("lookup");
  }
}

/** Attempts, and the pause after each but the last: WithMaxRetries(2), 1 s, doubled (section 1.3). The real one varies it by a tenth. */
const ATTEMPTS = 3;
const pauseAfter = (attempt: number): number => 1000 * 2 ** (attempt - 1);

/** retry_config.go of go-infinity-sdk v40.0.0, IsRetriable. */
const TRIED_AGAIN = [429, 500, 502, 503, 504];

/** The HTTP client of pexip/infinity 40.0.0 (go-infinity-sdk v40.0.0, client.go). Meets nobody before its first request. */
export class ApiClient {
  constructor(
    private readonly settings: ApiSettings | undefined,
    private readonly network: ManagerNetwork,
    private readonly clock: LabClock,
  ) {}

  /** @param endpoint below `/api/admin/configuration/v1/` */
  public async get(endpoint: string, signal: AbortSignal): Promise<ApiObject> {
    const { headers, body } = await this.send("GET", endpoint, undefined, signal);
    if (isRecord(body)) return body;
    const kind = headers["Content-Type"] ?? "an empty body";
    throw new ApiFailure(`failed to unmarshal JSON response: invalid character in ${kind}`);
  }

  public async send(method: string, endpoint: string, body: ApiBody, signal: AbortSignal): Promise<ApiResponse> {
    // section 1.2: the real one has no client then, and crashes
    if (this.settings === undefined) throw new ApiFailure("the provider block is not known yet, and the provider has no client");
    const { address, insecure, login } = this.settings;
    // JoinPath of Go
    const path = `${address.pathname}${CONFIGURATION}${endpoint}`.replace(/\/{2,}/g, "/");
    let unsent = body;
    for (let attempt = 1; ; attempt += 1) {
      if (signal.aborted) throw new ApiFailure("context canceled");
      const again = attempt < ATTEMPTS;
      const answer = await this.attempt(method, path, unsent, address, insecure, login);
      if ("unreachable" in answer) {
        if (!again) throw new ApiFailure(`failed to perform HTTP request after ${attempt} attempts: ${verb(method)} "${address.origin}${path}": ${answer.unreachable}`);
      } else {
        if (answer.status < 400) return answer;
        if (!again || !TRIED_AGAIN.includes(answer.status)) throw new ApiFailure(refusal(answer));
        // the real one reads its body once: what it sends again after an answer is empty (section 1.3, "Retry bug")
        unsent = undefined;
      }
      await this.pause(pauseAfter(attempt), signal);
    }
  }

  private async attempt(method: string, path: string, body: ApiBody, address: URL, insecure: boolean, login: ManagerLogin): Promise<ApiResponse | { readonly unreachable: string }> {
    const reached = this.network.reach(address, insecure);
    if ("unreachable" in reached) return reached;
    try {
      return await reached.request(method, path, body, login);
    } catch (error) {
      if (error instanceof NotAnsweringError) return { unreachable: `dial tcp ${address.hostname}:${address.port || "443"}: connect: connection refused` };
      throw error;
    }
  }

  private pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        signal.removeEventListener("abort", over);
        resolve();
      };
      signal.addEventListener("abort", over);
      this.clock.after(milliseconds, over);
    });
  }
}

/** Go writes `Get "https://...": dial tcp ...`. */
const verb = (method: string): string => method.charAt(0) + method.slice(1).toLowerCase();

/** `API error 400: Bad Request ({"name":["..."]})`: api_error.go of go-infinity-sdk v40.0.0. */
function refusal({ status, body }: ApiResponse): string {
  const raw = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const fields = isRecord(body) ? ["error", "message", "details", "detail"].map((key) => body[key] ?? "") : [];
  // one of them with another type, and none is read
  const [error, message, details, detail] = fields.every((field) => typeof field === "string") ? fields : [];
  const shown = error || message || STATUS_CODES[status] || "";
  const more = details || detail || raw;
  return `API error ${status}: ${shown}${more === "" ? "" : ` (${more})`}`;
}
