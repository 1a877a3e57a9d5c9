import { connect } from "node:net";
import { connectionTarget, type ResolveOverride } from "../resolve-override";

/** What one TCP connection told. */
export type Knock =
  | { readonly is: "open"; readonly address: string }
  | { readonly is: "refused" }
  | { readonly is: "silent" }
  /** Nobody on the last network answers for the address, or a router says so. */
  | { readonly is: "nobody" }
  /** This machine cannot tell, and `code` says why: no route, no such name. */
  | { readonly is: "untold"; readonly code: string };

interface Ask {
  readonly resolve: readonly ResolveOverride[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Opens a TCP connection and closes it at once. */
export function knock(host: string, port: number, { resolve: overrides, timeoutMs, signal }: Ask): Promise<Knock> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect(connectionTarget(host, port, overrides));
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.destroy();
      tell();
    };
    const finish = (result: Knock) => settle(() => resolve(result));
    const abort = () => settle(() => reject(signal.reason as Error));
    const timer = setTimeout(() => finish({ is: "silent" }), timeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => finish({ is: "open", address: socket.remoteAddress ?? host }));
    socket.on("error", ({ code = "unknown reason" }: NodeJS.ErrnoException) => finish(ofCode(code)));
  });
}

function ofCode(code: string): Knock {
  if (code === "ECONNREFUSED" || code === "ECONNRESET") return { is: "refused" };
  if (code === "ETIMEDOUT") return { is: "silent" };
  return code === "EHOSTUNREACH" || code === "EHOSTDOWN" ? { is: "nobody" } : { is: "untold", code };
}
