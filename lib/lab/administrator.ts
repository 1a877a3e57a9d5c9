import type { Login } from "./infinity/admission";
import type { ApiResponse } from "./infinity/api-response";
import { CONFIGURATION } from "./infinity/collection";
import { isRecord, textOf, type JsonValue } from "./infinity/fields";
import type { SimulatedManagementNode } from "./infinity/management-node";
import type { ServedCertificate } from "./infinity/node-configuration";

/** Something that a reference of an entry names, by a value of one of its fields. */
export interface EntryReference {
  readonly collection: string;
  readonly field: string;
  readonly value: string;
  /** Make it with this value alone when it is not there. @default false */
  readonly makeIt?: boolean;
}

/** One thing that a person enters in the Administrator interface. */
export interface ManualEntry {
  readonly collection: string;
  /** Values, in the API's words; one of the same name is left as it is. */
  readonly values: Readonly<Record<string, JsonValue>> & { readonly name: string };
  /** @default - none */
  readonly references?: Readonly<Record<string, EntryReference | readonly EntryReference[]>>;
}

/** A person at the Administrator interface, who enters what the runbook says. */
export class Administrator {
  constructor(
    private readonly manager: SimulatedManagementNode,
    private readonly login: Login,
  ) {}

  /** Uploads a certificate, and chooses it for the Management Node. */
  public giveCertificate({ certificate, privateKey }: ServedCertificate): void {
    const uri = this.make("tls_certificate", { certificate, private_key: privateKey });
    this.ask("PATCH", "management_vm/1/", { tls_certificate: uri });
  }

  /** Enters what is not there yet. */
  public enter(entries: readonly ManualEntry[]): void {
    for (const { collection, values, references = {} } of entries) {
      if (this.find({ collection, field: "name", value: values.name }) !== undefined) continue;
      const named = Object.entries(references).map(([field, to]) => [field, isList(to) ? to.map((one) => this.refer(one)) : this.refer(to)] as const);
      this.make(collection, { ...values, ...Object.fromEntries(named) });
    }
  }

  private refer(to: EntryReference): string {
    const found = this.find(to) ?? (to.makeIt === true ? this.make(to.collection, { [to.field]: to.value }) : undefined);
    if (found === undefined) throw new Error(`${this.manager.name} has no ${to.collection} whose ${to.field} is ${to.value}`);
    return found;
  }

  private find({ collection, field, value }: EntryReference): string | undefined {
    const { body } = this.ask("GET", `${collection}/?limit=1&${field}=${encodeURIComponent(value)}`);
    const objects = isRecord(body) && Array.isArray(body.objects) ? (body.objects as readonly JsonValue[]) : [];
    return objects.filter(isRecord).map(({ resource_uri }) => textOf(resource_uri))[0];
  }

  private make(collection: string, values: Readonly<Record<string, JsonValue>>): string {
    return this.ask("POST", `${collection}/`, values).headers.Location;
  }

  private ask(method: string, path: string, body?: JsonValue): ApiResponse {
    const answer = this.manager.request(method, `${CONFIGURATION}${path}`, body, this.login);
    // the answer names fields and rules, never a value that was sent
    if (answer.status >= 400) throw new Error(`${this.manager.name} answered ${answer.status} to ${method} ${path}: ${JSON.stringify(answer.body ?? null)}`);
    return answer;
  }
}

function isList(to: EntryReference | readonly EntryReference[]): to is readonly EntryReference[] {
  return Array.isArray(to);
}
