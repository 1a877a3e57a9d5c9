import { durationText } from "./duration";
import { foreign } from "./outside-error";

type Phase = "connecting" | "handshake" | "sent";

/** What a person calls this failure of a request. */
export function noAnswerText({ code = "", message = "" }: { readonly code?: string; readonly message?: string }, host: string, phase: Phase, timeoutMs: number): string {
  switch (code) {
    case "ECONNREFUSED":
      return "connection refused";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
      return `no route to ${host}`;
    case "ENOTFOUND":
      return `DNS knows no ${host}`;
    case "EAI_AGAIN":
      return `DNS does not answer for ${host}`;
    case "ETIMEDOUT":
      return "no connection: timed out";
    case "TIMEOUT":
      return `${{ connecting: "no connection", handshake: "connected, but no TLS handshake", sent: "connected, but no complete answer" }[phase]} within ${durationText(timeoutMs)}`;
    case "NO_CERTIFICATE":
      return "it showed no certificate";
    case "ECONNRESET":
    case "EPIPE":
    case "CLOSED":
      return phase === "handshake" ? "the connection broke in the TLS handshake" : "the connection broke";
  }
  if (code.startsWith("HPE_")) return "it answers, but not in HTTP";
  if (/wrong version number|packet length too long|http request/i.test(message)) return "it answers, but not in TLS";
  if (code === "EPROTO" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) return `TLS failed (${foreign(code, 60)})`;
  return `no connection (${foreign(code === "" ? "unknown reason" : code, 60)})`;
}
