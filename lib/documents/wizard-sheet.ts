import type { ManagedManagementNodeRecord } from "../deployment/management-node";
import { type DeploymentModel, DeploymentView } from "../deployment/model";
import type { WizardAnswer } from "../deployment/wizard";
import { isDeferred } from "../validation/fields";
import { shown } from "../validation/text";
import { DOTTED } from "./text";

/** Width of the console beside which it is held. */
const COLUMNS = 80;

/** Where answers begin: behind the longest label but one. */
const ANSWERS_FROM = 34;

/** Raised when a reader of the JSON would have to change. */
const FORMAT_VERSION = 1;

/** A Management Node whose wizard somebody answers. */
export interface WizardSubject {
  readonly node: ManagedManagementNodeRecord;
  /** WinRM address of its host; a dotted line when only Terraform knows it. */
  readonly host: string;
}

/** The Management Nodes that are built here; one that is built elsewhere was installed there. */
export function wizardSubjects(model: DeploymentModel): readonly WizardSubject[] {
  const view = new DeploymentView(model);
  return view.managementNodes.flatMap((node) => {
    if (node.origin !== "managed") return [];
    const { address } = view.host(node.machine.host);
    return [{ node, host: isDeferred(address) ? DOTTED : address }];
  });
}

/** The installation wizard's questions in its order with their answers (guide pages 8-9), as one screen. Lines without line breaks. */
export function wizardSheet({ node, host }: WizardSubject): readonly string[] {
  const answers = node.wizardAnswers.flatMap((answer) => answerLines(answer, node));
  return [
    ...wrapped("", `Installation wizard of ${printable(node.fqdn)}, Infinity v${printable(node.infinityVersion)} (guide pages 8-9)`),
    "",
    ...wrapped("a  ", `On ${printable(host)}, open the console of VM ${printable(node.machine.vmName)} and log in as admin.`),
    ...wrapped("b  ", "It asks for a new password of the operating system first. Choose one, type it twice and record it; then log in again with it. The wizard begins."),
    "c  Type every answer, a list on one line. Trust no default: DHCP changes them.",
    "",
    ...answers,
    "",
    ...(node.contactEmail === undefined ? [] : wrapped("   ", `If it asks for a contact (unverified): ${printable(node.contactEmail)}`)),
    "!  can be changed only by running the wizard again",
    "   An NTP server must answer, or the installation fails. Then the VM restarts.",
  ];
}

/** The answers of these Management Nodes for programs. A password is named by its variable. */
export function wizardSheetJson(subjects: readonly WizardSubject[]): string {
  const managementNodes = subjects.map(({ node, host }) => ({
    path: node.path,
    vmName: node.machine.vmName,
    host: host === DOTTED ? null : host,
    fqdn: node.fqdn,
    infinityVersion: node.infinityVersion,
    answers: node.wizardAnswers.map(({ number, label, value, secret, deferred, multipleAllowed, changeableLater }) => ({
      number,
      label,
      value: value ?? null,
      ...(secret === true ? { secret, variable: passwordVariable(node) ?? null } : {}),
      ...(deferred === true ? { deferred } : {}),
      multipleAllowed,
      changeableLater,
    })),
  }));
  return JSON.stringify({ formatVersion: FORMAT_VERSION, managementNodes }, undefined, 2);
}

function answerLines(answer: WizardAnswer, node: ManagedManagementNodeRecord): readonly string[] {
  const label = `${String(answer.number).padStart(2)} ${answer.changeableLater ? " " : "!"} ${answer.label}`;
  const head = label.length < ANSWERS_FROM - 1 ? label.padEnd(ANSWERS_FROM) : `${label}  `;
  const [first, ...rest] = wrapped(head, answerText(answer, node));
  return [first, ...rest.map((line) => `${" ".repeat(ANSWERS_FROM)}${line.trimStart()}`)];
}

function answerText({ value, secret }: WizardAnswer, { api }: ManagedManagementNodeRecord): string {
  if (secret === true) {
    if (api === undefined) return "a password of your own";
    return isDeferred(api.password) ? "the one that Terraform takes from another resource" : `a password of your own, the same as TF_VAR_${api.password.variable}`;
  }
  return value === undefined ? `${DOTTED} only Terraform knows it: see its plan or outputs` : printable(value);
}

function passwordVariable({ api }: ManagedManagementNodeRecord): string | undefined {
  return api === undefined || isDeferred(api.password) ? undefined : api.password.variable;
}

/** What is typed stays as it is; invisible characters would not be seen, and could steer the terminal. */
function printable(text: string): string {
  return /\p{C}/u.test(text) ? shown(text) : text;
}

/** Lines that are no wider than the console, broken between words; what follows the first is indented like its text. */
function wrapped(head: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(" ")) {
    const isStart = line.length === head.length;
    if (!isStart && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = " ".repeat(head.length) + word;
    } else line += isStart ? word : ` ${word}`;
  }
  return [...lines, line];
}
