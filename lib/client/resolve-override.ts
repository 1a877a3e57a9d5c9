import { addressProblem, hostOrAddressProblem } from "../validation/network";

/** "Connect there instead", as curl's `--resolve`, with another port if need be. The name that is verified stays the host's. */
export interface ResolveOverride {
  /** `*` for each that no other override names, and then for each port. */
  readonly host: string;
  /** 0 for each. */
  readonly port: number;
  readonly address: string;
  readonly addressPort: number;
}

const ALL = "*";
const FORM = "must be HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT, with IPv6 addresses in brackets";

/** The override of `manager.example.com:443:127.0.0.1:8443`, or of `*:*:127.0.0.1:1` for all that no other one names, or what is wrong with the text. */
export function parseResolve(text: string): ResolveOverride | string {
  const rest = /^\*:\*:(.+)$/.exec(text);
  if (rest !== null) {
    const all = parseResolve(`all:1:${rest[1]}`);
    return typeof all === "string" ? all : { ...all, host: ALL, port: 0 };
  }
  const parts = /^(\[[^[\]]+\]|[^:[\]]+):(\d+):(\[[^[\]]+\]|[^:[\]]+)(?::(\d+))?$/.exec(text);
  if (parts === null) return FORM;
  const host = withoutBrackets(parts[1]);
  const address = withoutBrackets(parts[3]);
  const port = Number(parts[2]);
  const addressPort = parts[4] === undefined ? port : Number(parts[4]);
  if (!isPort(port) || !isPort(addressPort)) return `${FORM}; a port is 1 to 65535`;
  const wrong = hostOrAddressProblem(host);
  if (wrong !== undefined) return `${FORM}; HOST ${wrong}`;
  return addressProblem(address) === undefined ? { host, port, address, addressPort } : `${FORM}; ADDRESS must be an IP address`;
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** `[::1]` and `::1` are the same address. */
export function withoutBrackets(host: string): string {
  return /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
}

/** Where to connect to for this host and port. */
export function connectionTarget(host: string, port: number, overrides: readonly ResolveOverride[]): { readonly host: string; readonly port: number } {
  const named = overrides.find((override) => override.port === port && override.host.toLowerCase() === host.toLowerCase());
  const found = named ?? overrides.find((override) => override.host === ALL);
  return found === undefined ? { host, port } : { host: found.address, port: found.addressPort };
}
