import { isIP } from "node:net";
import { connect, createSecureContext, type SecureContext } from "node:tls";
import { identityProblem, peerCertificate, trustProblem, type PeerCertificate, type TrustProblem } from "../certificate";
import { noAnswerText } from "../no-answer";
import type { RootTrust } from "../preflight/context";
import type { Target } from "./servers";

/** What a TLS server showed. */
export type Handshake =
  | {
      readonly is: "shown";
      readonly certificate: PeerCertificate;
      /** Why it is not trusted, its names aside. */
      readonly problem?: TrustProblem;
      /** Those of the names that were asked about that it is not for. */
      readonly uncovered: readonly string[];
    }
  | {
      readonly is: "none";
      readonly text: string;
      /** Somebody listens, and did not finish the handshake. */
      readonly isReached: boolean;
    };

interface Ask {
  /** Sent as the server's name. */
  readonly name: string;
  readonly target: Target;
  readonly names: readonly string[];
  readonly trust: RootTrust;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const contexts = new WeakMap<RootTrust, SecureContext>();

/** Shakes hands, looks at the certificate and hangs up: nothing is sent, so it works on any port that speaks TLS. */
export function shakeHands({ name, target, names, trust, timeoutMs, signal }: Ask): Promise<Handshake> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    let phase: "connecting" | "handshake" = "connecting";
    const socket = connect({
      ...target,
      secureContext: contextOf(trust),
      // an address must not be sent as a server name (RFC 6066 section 3)
      servername: isIP(name) === 0 ? name : "",
      // names are judged one by one below, and a refusal here would hide the certificate
      checkServerIdentity: () => undefined,
      rejectUnauthorized: false,
    });
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.destroy();
      tell();
    };
    const finish = (result: Handshake) => settle(() => resolve(result));
    const fail = (error: { readonly code?: string; readonly message?: string }) => finish({ is: "none", text: noAnswerText(error, name, phase, timeoutMs), isReached: phase === "handshake" });
    const abort = () => settle(() => reject(signal.reason as Error));
    const timer = setTimeout(() => fail({ code: "TIMEOUT" }), timeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => (phase = "handshake"));
    socket.on("error", fail);
    socket.on("close", () => fail({ code: "CLOSED" }));
    socket.on("secureConnect", () => {
      const certificate = peerCertificate(socket);
      if (certificate === undefined) return fail({ code: "NO_CERTIFICATE" });
      // Node's types say Error; it is the code of OpenSSL or Node
      const reason = socket.authorizationError as unknown;
      const isTrusted = trust.by === "nobody" || socket.authorized;
      const raw = socket.getPeerCertificate();
      finish({
        is: "shown",
        certificate,
        problem: isTrusted ? undefined : trustProblem(typeof reason === "string" ? reason : "UNKNOWN", name, certificate),
        uncovered: names.filter((one) => identityProblem(one, raw) !== undefined),
      });
    });
  });
}

function contextOf(trust: RootTrust): SecureContext {
  const known = contexts.get(trust);
  if (known !== undefined) return known;
  const context = createSecureContext({ ca: trust.by === "roots" && trust.roots !== undefined ? [...trust.roots] : undefined });
  contexts.set(trust, context);
  return context;
}
