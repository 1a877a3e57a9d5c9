import { code, table } from "../markdown";
import type { PlatformContext } from "./context";
import type { Chapter } from "./step";

/** What goes wrong most, with what to look at: the guide says it in many places. */
export function troubleChapter(platforms: readonly PlatformContext[]): Chapter {
  const waits = platforms.filter(({ platform }) => platform.nodes.length > 0).map(({ prefix }) => `${prefix}waiting`);
  return {
    title: "If something goes wrong",
    pages: "pages 9, 10 and 14",
    intro: (stepOf) =>
      table(
        ["What you see", "What it is", "What to do"],
        [
          ["The wizard fails, or the installation stops", "no NTP server answered (guide page 9)", "let UDP 123 through, check the gateway and DNS, run the wizard again"],
          [
            `${code("wait manager")} or the first step of an apply runs out of time`,
            "the wizard is not finished, or the VM has another address or VLAN",
            "look at the console; finish the wizard; apply again: what is done stays done",
          ],
          ["An apply cannot reach a host", "WinRM: port, certificate, account", "sign in from the same machine; the certificate must name the host's address; nothing was changed"],
          ['A node stays "Never" contacted', "network between the node and the Management Node", waits.length === 0 ? "UDP 500, ESP, gateway, routes" : waits.map(stepOf).join(", ")],
          ['"CPU instruction set is not supported"', "compatibility mode is on, or the processor is too old (guide page 14)", "VM off, compatibility mode off; another host if it is the processor"],
          ["A room or rule is refused", "no licence (unverified)", "**Platform > Licenses** first"],
          ["The browser warns of the certificate", "it is still the self-signed one", "upload the certificates, and assign them"],
          [
            `A later plan wants to replace a VM, or ${code("Identity")} of the Management Node`,
            "a value changed that lives inside the disk",
            `stop, and read the plan with ${code("npx pexip-hyperv explain-plan")}: a replaced node loses its calls, and its file or configuration must be made anew; for the Management Node the wizard must be run again`,
          ],
          ["Calls drop when a node is edited", "a change of role or location restarts it (docs.pexip.com, \"Configuring existing Conferencing Nodes\")", "maintenance mode first"],
        ],
      ),
    parts: [],
  };
}
