import type { ProbeContext } from "./context";
import { failed, ok, skipped, type Finding } from "./finding";
import { knock, type Knock } from "./knock";

/** Where something that has the address would answer, if only with a refusal: SSH, the web, a node's provisioning, SIP TLS. */
const PORTS = [22, 80, 443, 5061, 8443] as const;

/** What came of all questions to one address; `echo` is undefined where this machine cannot ping. */
export interface AddressLook {
  readonly knocks: readonly { readonly port: number; readonly answer: Knock }[];
  readonly echo?: boolean;
}

/** Does something answer at this address? Before the machine is built nothing should; afterwards it should. */
export async function probeAddress(address: string, isBuilt: boolean, context: ProbeContext): Promise<readonly Finding[]> {
  const timeoutMs = context.leftMs();
  const { resolve, signal } = context;
  const [echo, ...knocks] = await Promise.all([context.ping?.(address, timeoutMs, signal), ...PORTS.map(async (port) => ({ port, answer: await knock(address, port, { resolve, timeoutMs, signal }) }))]);
  return [judgeAddress(address, isBuilt, { knocks, echo })];
}

/** A firewall can make a free address look taken and the reverse, so the evidence is told. */
export function judgeAddress(address: string, isBuilt: boolean, { knocks, echo }: AddressLook): Finding {
  const portsOf = (is: Knock["is"]) => knocks.filter(({ answer }) => answer.is === is).map(({ port }) => port);
  const open = portsOf("open");
  const refused = portsOf("refused");
  const signs = [...(open.length > 0 ? [`answers on TCP ${open.join(", ")}`] : []), ...(refused.length > 0 ? [`refuses TCP ${refused.join(", ")}`] : []), ...(echo === true ? ["answers ping"] : [])];
  const asked = `TCP ${PORTS.join(", ")}${echo === undefined ? "" : " and ping"}`;
  if (isBuilt) {
    if (signs.length > 0) return ok("address", `${address} ${signs.join(", ")}`);
    return failed("address", `${address} does not answer to ${asked}`, "is the VM on, on the right switch and VLAN, and does a firewall let this machine through?");
  }
  if (signs.length > 0) {
    return failed(
      "address",
      `${address} ${signs.join(", ")}: somebody has it already`,
      "give another address, or find out who has it (arp -a in that subnet); a firewall or proxy that answers for others looks the same",
      "if it is this very machine, say so: --built for all of them, --exists NAME for one",
    );
  }
  const untold = knocks.map(({ answer }) => answer).find((answer) => answer.is === "untold");
  if (untold?.is === "untold") return skipped("address", `${address}: this machine cannot tell (${untold.code})`, "run it on a machine that has a route to that network");
  return ok("address", portsOf("nobody").length > 0 ? `${address}: its network says that nobody has it: free` : `${address} does not answer to ${asked}: probably free`);
}
