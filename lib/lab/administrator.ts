import type { LabAuthority } from "./authority";
import type { Login } from "./infinity/admission";
import { FormBody, type ApiBody, type ApiResponse } from "./infinity/api-response";
import { CONFIGURATION, type Collection } from "./infinity/collection";
import { collectionOf, isCollection } from "./infinity/collections";
import { isRecord, textOf, type JsonValue } from "./infinity/fields";
import type { SimulatedManagementNode } from "./infinity/management-node";
import type { ServedCertificate } from "./infinity/node-configuration";
import { afterWhatTheyName, isList, listOf, type EntryReference, type ManualEntry, type References } from "./manual-entry";
import type { Journal } from "./world/journal";

/** An archive with nothing in it: its end of central directory record (APPNOTE.TXT of PKWARE, 4.3.16). */
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0));

/** A person at the Administrator interface, who enters what the runbook says, and remembers what was entered. */
export class Administrator {
  /** URIs by the keys of entries. */
  private readonly entered = new Map<string, string>();
  private readonly told = new Set<string>();

  constructor(
    private readonly manager: SimulatedManagementNode,
    public readonly login: Login,
    private readonly world: { readonly authority: LabAuthority; readonly journal: Journal },
  ) {}

  /** Uploads a certificate, and chooses it for the Management Node. */
  public giveCertificate({ certificate, privateKey }: ServedCertificate): void {
    const uri = this.post("tls_certificate", { certificate, private_key: privateKey });
    this.ask("PATCH", "management_vm/1/", { tls_certificate: uri });
  }

  /** Enters what is not there yet, each thing after what it names; of two that name each other the first is opened again at the end. */
  public enter(entries: readonly ManualEntry[]): void {
    const coming = new Set(entries.flatMap(({ id }) => id ?? []));
    const keys = entries.map(keyOf);
    const again: { readonly uri: string; readonly entry: ManualEntry }[] = [];
    for (const entry of afterWhatTheyName(entries)) {
      if (entry.id !== undefined) coming.delete(entry.id);
      const complete = this.withCertificate(entry);
      if (this.isThere(complete, keys)) continue;
      const isLate = (to: References): boolean => listOf(to).some((one) => "entry" in one && coming.has(one.entry));
      const uri = this.make(withReferences(complete, (to) => !isLate(to)));
      const late = withReferences(entry, isLate);
      if (uri !== undefined && Object.keys(late.references).length > 0) again.push({ uri, entry: late });
    }
    for (const { uri, entry } of again) this.ask("PATCH", uri.slice(CONFIGURATION.length), this.named(entry));
  }

  private withCertificate(entry: ManualEntry): ManualEntry {
    if (entry.certificateFor === undefined) return entry;
    const { certificate, privateKey } = this.world.authority.issue(entry.certificateFor);
    const isOwn = tableOf(entry.collection)?.fields.private_key !== undefined;
    return { ...entry, values: { ...entry.values, certificate, ...(isOwn ? { private_key: privateKey } : {}) } };
  }

  /** @param keys of all that is entered now */
  private isThere(entry: ManualEntry, keys: readonly string[]): boolean {
    const { collection, values, unknown = [] } = entry;
    const [key, by] = [keyOf(entry), fieldsThatTell(entry)];
    const before = this.entered.get(key);
    if (by.length === 0) return before !== undefined;
    // what was removed since is entered anew
    if (before !== undefined && this.manager.request("GET", before, undefined, this.login).status === 200) return true;
    if (by.some((field) => unknown.includes(field))) return false;
    // one thing does not stand for two entries
    const taken = keys.map((one) => this.entered.get(one));
    const uri = this.find(collection, Object.fromEntries(by.map((field) => [field, values[field]]))).find((one) => !taken.includes(one));
    if (uri !== undefined) this.entered.set(key, uri);
    return uri !== undefined;
  }

  /** @returns undefined when it was not entered */
  private make(entry: ManualEntry): string | undefined {
    const { collection, values, upload, unknown = [], withoutUnknown = false } = entry;
    if (unknown.length > 0 && !withoutUnknown) return this.tell(`did not enter ${titleOf(entry)}: ${listed(unknown)} of it only Terraform knows`);
    const body = { ...values, ...this.named(entry) };
    const uri = isSetting(collection) ? this.change(collection, body) : this.post(collection, upload === undefined ? body : new FormBody(body as Readonly<Record<string, string>>, { [upload]: { fileName: "placeholder.zip", content: EMPTY_ZIP } }));
    this.entered.set(keyOf(entry), uri);
    this.note(`entered ${titleOf(entry)}`);
    if (unknown.length > 0) this.tell(`left ${listed(unknown)} of ${titleOf(entry)} open: only Terraform knows what belongs there`);
    return uri;
  }

  /** Fields that name others; one of which nothing is there is left open. */
  private named(entry: ManualEntry): Readonly<Record<string, JsonValue>> {
    const found: Record<string, JsonValue> = {};
    for (const [field, to] of Object.entries(entry.references ?? {})) {
      const uris = listOf(to).map((one) => this.refer(one));
      if (uris.includes(undefined)) this.tell(`left ${field} of ${titleOf(entry)} open: what belongs there is not there`);
      const known = uris.filter((uri) => uri !== undefined);
      if (isList(to)) found[field] = known;
      else if (known.length > 0) found[field] = known[0];
    }
    return found;
  }

  private refer(to: EntryReference): string | undefined {
    if ("entry" in to) return this.entered.get(to.entry);
    const { collection, field, value, makeIt = false, orNothing = false } = to;
    const found = this.find(collection, { [field]: value })[0];
    if (found !== undefined || orNothing) return found;
    if (!makeIt) throw new Error(`${this.manager.name} has no ${collection} whose ${field} is ${value}`);
    const uri = this.post(collection, { [field]: value });
    this.note(`entered "${value}" (${collection})`);
    return uri;
  }

  /** URIs of what has these values; what is not said is what the form begins with. */
  private find(collection: string, values: Readonly<Record<string, JsonValue | undefined>>): readonly string[] {
    const fields = tableOf(collection)?.fields ?? {};
    const filters = Object.entries(values).map(([field, value]) => `${field}${fields[field]?.unique === "ignoring case" ? "__iexact" : ""}=${encodeURIComponent(textOf(value ?? fields[field]?.fallback))}`);
    const { body } = this.ask("GET", `${collection}/?limit=0&${filters.join("&")}`);
    const objects = isRecord(body) && Array.isArray(body.objects) ? (body.objects as readonly JsonValue[]) : [];
    return objects.filter(isRecord).map(({ resource_uri }) => textOf(resource_uri));
  }

  private post(collection: string, values: ApiBody): string {
    return this.ask("POST", `${collection}/`, values).headers.Location;
  }

  private change(collection: string, values: JsonValue): string {
    this.ask("PATCH", `${collection}/1/`, values);
    return `${CONFIGURATION}${collection}/1/`;
  }

  private ask(method: string, path: string, body?: ApiBody): ApiResponse {
    const answer = this.manager.request(method, `${CONFIGURATION}${path}`, body, this.login);
    // the answer names fields and rules, never a value that was sent; a query may hold one
    if (answer.status >= 400) throw new Error(`${this.manager.name} answered ${answer.status} to ${method} ${path.split("?")[0]}: ${JSON.stringify(answer.body ?? null)}`);
    return answer;
  }

  /** What stays open is said once, also when the same is entered again. */
  private tell(event: string): undefined {
    if (!this.told.has(event)) this.note(event);
    this.told.add(event);
  }

  private note(event: string): void {
    this.world.journal.note(this.manager.name, event);
  }
}

const tableOf = (collection: string): Collection | undefined => (isCollection(collection) ? collectionOf(collection) : undefined);

const isSetting = (collection: string): boolean => tableOf(collection)?.singleton === true;

const fieldsThatTell = ({ collection, by }: ManualEntry): readonly string[] => (isSetting(collection) ? [] : (by ?? ["name"]));

/** Its id; of what has none, all that tells it from others. */
const keyOf = (entry: ManualEntry): string => entry.id ?? JSON.stringify([entry.collection, ...fieldsThatTell(entry).map((field) => entry.values[field] ?? null)]);

const titleOf = ({ title, values, collection }: ManualEntry): string => `"${title ?? textOf(values.name)}" (${collection})`;

const listed = (fields: readonly string[]): string => fields.join(", ");

function withReferences(entry: ManualEntry, keep: (to: References) => boolean): ManualEntry & { readonly references: Readonly<Record<string, References>> } {
  return { ...entry, references: Object.fromEntries(Object.entries(entry.references ?? {}).filter(([, to]) => keep(to))) };
}
