import type { IncomingMessage } from "node:http";
import { FormBody, UNREADABLE, type ApiBody, type UploadedFile } from "../infinity/api-response";
import type { JsonValue } from "../infinity/fields";

/** Largest body that is taken, and the most that is read of a larger one so that its sender hears the refusal. The lab's own limits: brandings have a few MiB. */
export const BODY_LIMITS = { bytes: 16 * 1024 * 1024, drainedBytes: 64 * 1024 * 1024 } as const;
export type BodyLimits = { readonly [K in keyof typeof BODY_LIMITS]: number };

/** Why a body, or the request around it, was not taken. */
export interface BodyRefusal {
  readonly status: 400 | 413 | 415 | 417;
  readonly reason: string;
}

/** The sender went away, or sent more than anybody reads. */
export class BrokenOffError extends Error {}

/** @throws BrokenOffError when it does not end */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer | BodyRefusal> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limits.bytes) chunks.push(chunk);
      else chunks.length = 0;
      if (received > limits.drainedBytes) reject(new BrokenOffError());
    });
    request.on("end", () => resolve(received > limits.bytes ? tooLarge(limits) : Buffer.concat(chunks)));
    request.on("error", () => reject(new BrokenOffError()));
    request.on("close", () => reject(new BrokenOffError()));
  });
}

export function tooLarge({ bytes }: BodyLimits): BodyRefusal {
  return { status: 413, reason: `a body of more than ${bytes} bytes` };
}

/** What is in a body, by its content type. Text is handed on as it is; what is not what it says is UNREADABLE. */
export async function decodeBody(bytes: Buffer, contentType: string, contentEncoding: string): Promise<{ readonly body: ApiBody } | BodyRefusal> {
  if (bytes.length === 0) return { body: undefined };
  if (contentEncoding !== "" && contentEncoding !== "identity") return { status: 415, reason: "a compressed body" };
  switch (contentType.split(";", 1)[0].trim().toLowerCase()) {
    case "application/json":
      return { body: jsonOf(bytes) };
    case "text/xml":
    case "application/xml":
    case "text/plain":
      return { body: textOf(bytes) ?? UNREADABLE };
    case "multipart/form-data":
      return { body: await formOf(bytes, contentType) };
    default:
      return { status: 415, reason: "a body of a type that nothing here reads" };
  }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(bytes: Buffer): JsonValue | typeof UNREADABLE {
  try {
    return JSON.parse(textOf(bytes) ?? "") as JsonValue;
  } catch {
    return UNREADABLE;
  }
}

async function formOf(bytes: Buffer, contentType: string): Promise<FormBody | typeof UNREADABLE> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "Content-Type": contentType } }).formData();
    const fields: Record<string, string> = {};
    const files: [string, File][] = [];
    form.forEach((value, name) => {
      if (typeof value === "string") fields[name] = value;
      else files.push([name, value]);
    });
    const uploads = files.map(async ([name, file]): Promise<[string, UploadedFile]> => [name, { fileName: file.name, content: new Uint8Array(await file.arrayBuffer()) }]);
    return new FormBody(fields, Object.fromEntries(await Promise.all(uploads)));
  } catch {
    return UNREADABLE;
  }
}
