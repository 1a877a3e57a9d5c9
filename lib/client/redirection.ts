import { origin, type Reply, type Server } from "./https-request";

/** Where an answer sends its reader; undefined when it does not. */
export function redirection(reply: Reply): string | undefined {
  return reply.is === "answer" && reply.status >= 300 && reply.status < 400 ? reply.headers.location : undefined;
}

/**
 * The path of a redirection that stays on this server; undefined for one that leads elsewhere.
 *
 * @param path that was asked for, which a relative target starts from
 */
export function pathOnServer(server: Server, path: string, target: string): string | undefined {
  const base = new URL(path, origin(server));
  const url = URL.canParse(target, base.href) ? new URL(target, base) : undefined;
  return url?.origin === base.origin ? `${url.pathname}${url.search}` : undefined;
}
