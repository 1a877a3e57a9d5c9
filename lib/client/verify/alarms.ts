import type { ManagementNodeRecord } from "../../deployment/management-node";
import { groupBy } from "../../deployment/model";
import type { ApiObject } from "../json-answer";
import { failed, ok, type Finding, some, warning } from "../preflight/finding";
import { textOf } from "./admin-api";
import type { VerifyContext } from "./context";
import { notAsked, notRead, statusList } from "./session";

/** Most kinds of alarms that are told one by one. */
const MOST_TOLD = 20;
/** Levels of an alarm that is no error (Josh-E-S/pexip-infinity-skills: error, warning, info; unverified). Any other word is taken for one. */
const MILD = new Set(["warning", "info"]);

const ADVICE = "look at the alarms in the Administrator interface; \"connectivity lost\" may pass by itself while nodes are being deployed (v21 guide)";

interface Alarm {
  readonly name: string;
  readonly level: string;
  readonly details?: string;
  /** Which node or thing has it. */
  readonly where?: string;
  /** Somebody has seen it. */
  readonly isAcknowledged: boolean;
}

/**
 * Which alarms are on?
 *
 * @param names of machines by their addresses
 */
export async function probeAlarms(manager: ManagementNodeRecord, names: ReadonlyMap<string, string>, context: VerifyContext): Promise<readonly Finding[]> {
  const what = "alarms";
  const list = await statusList("alarm", manager, context);
  if (list === undefined) return [notAsked(what, manager)];
  if (list.is === "problem") return [notRead(what, list)];
  if (list.objects.length === 0) return [ok(what, "none")];
  const alarms = list.objects.map((object) => alarmOf(object, names));
  const kinds = [...groupBy(alarms, ({ name, level, isAcknowledged }) => JSON.stringify([name, level, isAcknowledged])).values()];
  const told = kinds.slice(0, MOST_TOLD).map(alarmFinding);
  return kinds.length > MOST_TOLD ? [...told, failed(what, `and ${kinds.length - MOST_TOLD} more kinds`, ADVICE)] : told;
}

function alarmOf(object: ApiObject, names: ReadonlyMap<string, string>): Alarm {
  const node = textOf(object.node);
  return {
    name: textOf(object.name) ?? "an alarm without a name",
    level: textOf(object.level)?.toLowerCase() ?? "error",
    details: textOf(object.details),
    where: (node === undefined ? undefined : (names.get(node) ?? node)) ?? textOf(object.instance),
    isAcknowledged: object.acknowledged === true,
  };
}

function alarmFinding(alarms: readonly Alarm[]): Finding {
  const [{ name, level, details, isAcknowledged }] = alarms;
  const where = [...new Set(alarms.flatMap((alarm) => alarm.where ?? []))];
  const evidence = [`${name} (${level}${isAcknowledged ? ", acknowledged" : ""})`, ...(where.length === 0 ? [] : [some(where)]), ...(details === undefined ? [] : [details])].join(": ");
  return MILD.has(level) || isAcknowledged ? warning("alarm", evidence, ADVICE) : failed("alarm", evidence, ADVICE);
}
