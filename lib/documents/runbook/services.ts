import { callRoutingRule } from "../../deployment/services/call-routing-rule";
import { type AnyServiceSpec, type ServiceKind, type ServiceRecord, valuesOf } from "../../deployment/service";
import { SERVICES, specOf } from "../../deployment/services";
import { SERVICE_RESOURCES } from "../service-resources";
import { bold, code, codeBlock, table, text } from "../markdown";
import type { PlatformContext } from "./context";
import type { Step } from "./step";
import { longTexts, serviceRows } from "./values";

const UPLOADED: ReadonlySet<ServiceKind> = new Set<ServiceKind>(["tlsCertificate", "caCertificate", "webappBranding", "ivrTheme"]);

/** What to know while a service is entered; Markdown. */
const NOTES: Readonly<Partial<Record<ServiceKind, readonly string[]>>> = {
  licence: ["Before the first room or routing rule: a Management Node without a licence refuses them (Josh-E-S/pexip-infinity-skills, through the API; unverified in the interface)."],
  globalSettings: ["Change only these settings. The others stay as they are."],
  managementNodeSettings: ["What is not listed stays as it is. Address, mask, gateway, host name and domain are the wizard's: never change them here (guide page 9)."],
  virtualMeetingRoom: ["Its aliases are added on the same page (guide page 11). A change reaches the nodes in about a minute."],
  virtualAuditorium: ["Its aliases are added on the same page (guide page 11). A change reaches the nodes in about a minute."],
  callRoutingRule: ["Rules are tried by priority, from 1 upwards, for aliases that are no room's; the first that matches decides."],
};

/** The services of a platform as steps: each once, and never before what it names. */
export class ServiceSteps {
  private readonly left: Map<string, ServiceRecord>;
  private readonly byKind = new Map<ServiceKind, ServiceRecord[]>();

  constructor(private readonly context: PlatformContext) {
    const { services } = context.platform;
    this.left = new Map(services.map((service) => [service.path, service]));
    for (const service of services) {
      const records = this.byKind.get(service.service);
      if (records === undefined) this.byKind.set(service.service, [service]);
      else records.push(service);
    }
  }

  /** All that are left of these kinds, in the order of the kinds. */
  public of(...kinds: readonly ServiceKind[]): readonly Step[] {
    return kinds.flatMap((kind) => {
      const records = (this.byKind.get(kind) ?? []).filter(({ path }) => this.left.has(path));
      if (kind === "callRoutingRule") records.sort((a, b) => priorityOf(a) - priorityOf(b));
      return this.context.platform.managementNode.mode === "api" ? this.madeByTerraform(kind, records) : records.flatMap((record) => this.entered(record, false));
    });
  }

  /** What is left of the services at these paths, which something else is about to name. */
  public named(paths: readonly string[]): readonly Step[] {
    return this.context.platform.managementNode.mode === "api" ? [] : paths.flatMap((path) => this.enteredAt(path));
  }

  /** What no chapter has asked for. */
  public rest(): readonly Step[] {
    return this.of(...SERVICES.map(({ service }) => service));
  }

  private enteredAt(path: string): readonly Step[] {
    const record = this.left.get(path);
    return record === undefined ? [] : this.entered(record, true);
  }

  /** @param early before its place in the guide, because what follows names it */
  private entered(record: ServiceRecord, early: boolean): readonly Step[] {
    if (!this.left.delete(record.path)) return [];
    const spec = specOf(record.service);
    if (spec === undefined) return [];
    const title = `${spec.title}${spec.singleton === true ? "" : ` ${code(record.name)}`}`;
    const page = String(spec.page);
    const first = Object.values(record.references).flatMap((paths) => [paths].flat()).flatMap((path) => this.enteredAt(path));
    if (record.origin === "imported") return [...first, { title, page, by: { nobody: "exists already." } }];
    return [...first, { title, page, by: "person", body: [...this.form(spec, record), ...(early ? ["", "It is entered here because what follows names it."] : [])] }];
  }

  private form(spec: AnyServiceSpec, record: ServiceRecord): readonly string[] {
    const verb = UPLOADED.has(spec.service) ? "upload" : spec.singleton === true ? "set" : "add";
    const rows = serviceRows(spec, record, this.context.nameOf);
    return [
      `${bold(spec.menu)}, ${verb}${this.context.platform.managementNode.origin === "imported" ? ", or compare with what is there" : ""}:`,
      "",
      ...table(["Field", "Value"], rows.map(([label, value]) => [text(label), value])),
      ...longTexts(record).flatMap(([label, lines]) => ["", `${text(label)}:`, "", ...codeBlock([lines])]),
      ...(NOTES[spec.service] ?? []).flatMap((note) => ["", note]),
    ];
  }

  private madeByTerraform(kind: ServiceKind, records: readonly ServiceRecord[]): readonly Step[] {
    const spec = specOf(kind);
    if (spec === undefined || records.length === 0) return [];
    records.forEach(({ path }) => this.left.delete(path));
    const made = records.filter(({ origin }) => origin === "managed");
    const there = records.filter(({ origin }) => origin === "imported");
    const names = (some: readonly ServiceRecord[]): string => some.map(({ name }) => code(name)).join(", ");
    const page = String(spec.page);
    return [
      ...(made.length === 0 ? [] : [{ title: spec.menu, page, by: { terraform: [SERVICE_RESOURCES[kind]] }, body: [spec.singleton === true ? `${spec.title}.` : `${spec.title}: ${names(made)}.`] }]),
      ...(there.length === 0 ? [] : [{ title: spec.menu, page, by: { nobody: `${spec.title} ${names(there)} exists already.` } }]),
    ];
  }
}

function priorityOf(rule: ServiceRecord): number {
  return valuesOf(callRoutingRule, rule).priority ?? 0;
}
