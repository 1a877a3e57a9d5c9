import type { JsonValue } from "./fields";

/** An answer as data: whoever serves it writes a JSON body as JSON and any other as it is. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON when the content type says so, otherwise text; undefined when there is none. */
  readonly body?: JsonValue;
}

/** A form with files, as `multipart/form-data` carries it. */
export class FormBody {
  constructor(
    public readonly fields: Readonly<Record<string, string>>,
    /** By field name. */
    public readonly files: Readonly<Record<string, UploadedFile>> = {},
  ) {}
}

export interface UploadedFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** A body that was sent, and is not what its content type says. */
export const UNREADABLE = Symbol("unreadable body");

/** What a request carries: JSON, a form, something unreadable, or nothing. */
export type ApiBody = JsonValue | FormBody | typeof UNREADABLE | undefined;

export const json = (status: number, body: JsonValue, headers: Readonly<Record<string, string>> = {}): ApiResponse => ({ status, headers: { "Content-Type": "application/json", ...headers }, body });

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): ApiResponse => ({ status, headers });

export const plain = (status: number, contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): ApiResponse => ({ status, headers: { "Content-Type": contentType, ...headers }, body });

/** What the lab does not simulate is refused by name, with a status that no client of ours or Pexip's tries again, and without words that the official provider takes for "it is gone". */
export const notSimulated = (what: string): ApiResponse => json(501, { error: `the lab does not simulate ${what}` });

/** Text from outside, short and on one line, for the journal. */
export const printable = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, "?").slice(0, 120);
