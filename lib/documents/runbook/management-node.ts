import { AutomaticStart } from "../../deployment/enums";
import type { ManagedManagementNodeRecord } from "../../deployment/management-node";
import type { MachineOf } from "../../deployment/model";
import type { WizardAnswer } from "../../deployment/wizard";
import { code, codeBlock, table, text } from "../markdown";
import { DOTTED, shown } from "../text";
import { applyStep, hostText, isOneStack, machinesOf, machineTable, type PlatformContext } from "./context";
import { placeDisk } from "./disks";
import type { Chapter, Step, StepOf } from "./step";

const START: Readonly<Record<AutomaticStart, string>> = {
  [AutomaticStart.RESTART_IF_RUNNING]: "Automatically start if it was running when the service stopped",
  [AutomaticStart.ALWAYS]: "Always start this virtual machine automatically",
  [AutomaticStart.NOTHING]: "Nothing",
};

/** Guide pages 6 and 7. */
export function managementNodeChapter(context: PlatformContext): Chapter {
  const { managementNode } = context.platform;
  const { fqdn } = managementNode;
  if (managementNode.origin === "imported") {
    return {
      title: "Install the Management Node",
      pages: "pages 6 and 7",
      parts: [
        { title: `Deploy the Management Node ${code(fqdn)}`, page: "6", by: { nobody: "exists already." } },
        {
          title: "Check that it is the right one",
          by: "person",
          body: [`${code(`https://${shown(managementNode.address)}/`)} shows the login page, and the version there is ${code(managementNode.infinityVersion)}.`],
        },
      ],
    };
  }
  const own: MachineOf = { node: managementNode, machine: managementNode.machine };
  return {
    title: "Install the Management Node",
    pages: "pages 6 and 7",
    parts: [
      extractZip(context, managementNode),
      ...context.before.map((stack) =>
        applyStep(context, stack, { id: `${context.prefix}apply ${stack}`, page: "6", why: stack === (managementNode.stack ?? "") ? builtWithManager(context) : "The Management Node's stack needs it." }),
      ),
      {
        title: "Import the virtual machine",
        page: "6",
        by: { terraform: ["hyperv_vhd", "hyperv_machine_instance"] },
        body: [
          "It copies the disk and makes a new generation 1 VM around it, instead of **Import Virtual Machine...**: version 21's exported VM cannot be imported on Windows Server 2022 and later (Microsoft Learn, configuration version 5.0).",
          "",
          ...machineTable(context, [own]),
        ],
      },
      automaticStartup([own], context),
      {
        title: `Check that ${code(managementNode.machine.vmName)} runs`,
        page: "6",
        by: "person",
        body: [`It is in Hyper-V Manager's list of **Virtual Machines** on ${hostText(context.view.host(managementNode.machine.host))}, and running.`],
      },
    ],
  };
}

function extractZip(context: PlatformContext, managementNode: ManagedManagementNodeRecord): Step {
  const zip = `Pexip_Infinity_v${managementNode.templateVersion}_HyperV_pxMgr_<build>.zip`;
  return { title: `Extract ${code(zip)}`, page: "6", by: "person", body: placeDisk(managementNode.machine, context.nameOf(managementNode.machine.host)) };
}

function builtWithManager(context: PlatformContext): ((stepOf: StepOf) => string) | string {
  if (!isOneStack(context)) return "Read the plan before you agree: the first time it only adds.";
  const { managerTimeout } = context.platform.managementNode.commands;
  const first = machinesOf(context.platform.nodes).length === 0 ? "" : (stepOf: StepOf): string => ` Do ${stepOf(`${context.prefix}node-disk`)} and ${stepOf(`${context.prefix}dhcp`)} before.`;
  return (stepOf) => `It builds the Management Node first, and then waits up to ${managerTimeout} for the installation wizard: leave it running, and go on here.${first === "" ? "" : first(stepOf)}`;
}

/** Guide pages 7 and 14. */
export function automaticStartup(machines: readonly MachineOf[], { nameOf }: PlatformContext): Step {
  const starts = [...new Set(machines.map(({ machine }) => machine.automaticStart))];
  const said = "By default a VM starts again if it was running when its host went down; the guide says to leave that as it is.";
  return {
    title: "Enable automatic startup",
    page: machines.some(({ node }) => node.kind === "managementNode") ? "7" : "14",
    by: { terraform: ["hyperv_machine_instance"] },
    body:
      starts.length === 1
        ? [`${said} Here: **${START[starts[0]]}**.`]
        : [said, "", ...table(["VM", "Host", "Automatic start action"], machines.map(({ machine }) => [code(machine.vmName), code(nameOf(machine.host)), START[machine.automaticStart]]))],
  };
}

/** Guide pages 7 to 9. */
export function wizardChapter(context: PlatformContext): Chapter {
  const { managementNode } = context.platform;
  const title = "Run the installation wizard";
  if (managementNode.origin === "imported") {
    return { title, pages: "pages 7 to 9", parts: [{ title: `Answer the wizard of ${code(managementNode.fqdn)}`, page: "8", by: { nobody: "done when it was installed." } }] };
  }
  const { machine } = managementNode;
  return {
    title,
    pages: "pages 7 to 9",
    parts: [
      {
        title: "Open a console window",
        page: "8",
        by: "person",
        body: [`In Hyper-V Manager, on ${hostText(context.view.host(machine.host))}: start ${code(machine.vmName)} if it is not running, right-click on it, **Connect...**.`],
      },
      {
        title: "Set the password of the operating system",
        page: "8",
        by: "person",
        body: [
          `At the prompt, enter the username ${code("admin")}. It answers:`,
          "",
          ...codeBlock(["You are required to change your password immediately (root enforced)", "Enter new UNIX password:"]),
          "",
          `Type the new password, Enter, the same again, Enter. Record it in a secure location. At ${code("[sudo] password for admin:")} type it once more; the wizard begins.`,
          "",
          "The console may have another keyboard layout than you: try the password's special characters in the user name first (general knowledge, unverified).",
        ],
      },
      {
        id: `${context.prefix}wizard`,
        title: "Give the eleven answers",
        page: "8-9",
        by: "person",
        body: [
          "**Enter alone takes the default, which is not what you want**: where the network has DHCP, the defaults are DHCP's. One NTP server must answer now, or the installation fails.",
          "",
          ...table(["#", "Setting", "Type this"], managementNode.wizardAnswers.map(({ number, label, ...answer }) => [String(number), label, answerText(answer, managementNode)])),
          "",
          "Answers 1 to 5 and 8 can only be changed by running the wizard again. If a later version asks for more, such as a contact address, answer that, too" +
            `${managementNode.contactEmail === undefined ? "" : `: ${code(managementNode.contactEmail)}`} (unverified for v21).`,
        ],
      },
      waitForManager(context, managementNode),
    ],
  };
}

function answerText(answer: Omit<WizardAnswer, "number" | "label">, { api }: ManagedManagementNodeRecord): string {
  if (answer.secret) return api !== undefined && "variable" in api.password ? `the password that ${code(`TF_VAR_${api.password.variable}`)} holds` : "the password that you choose for the Administrator interface";
  return answer.deferred || answer.value === undefined ? `${DOTTED}${answer.multipleAllowed ? " (several are separated by a space)" : ""}` : code(answer.value);
}

function waitForManager(context: PlatformContext, managementNode: ManagedManagementNodeRecord): Step {
  const address = shown(managementNode.address);
  return {
    id: `${context.prefix}wait`,
    title: "Wait until it answers",
    page: "9",
    by: "person",
    body: [
      "The Management Node restarts with your answers and then shows its login page; this waits for it:",
      "",
      ...codeBlock([`npx pexip-hyperv wait manager --address ${address} --insecure`], "sh"),
      "",
      `${code("--insecure")} because its certificate is still the self-signed one, and nothing secret is sent. No answer after ten minutes: look at the console, then ping ${text(address)} from its own network.`,
    ],
  };
}
