import { skipped, type Finding } from "../preflight/finding";
import { probeTitle, runProbe } from "../preflight/probes";
import { runProbes, type Prober, type RunOptions, type SubjectResult } from "../probing/run";
import { probeAlarms } from "./alarms";
import { declaredCertificate } from "./certificate-term";
import type { VerifyContext, VerifyWorld } from "./context";
import { probeLicences } from "./licences";
import { probeLoginPage } from "./login-page";
import { probeNodeTls } from "./node-tls";
import { probeNode, probeOtherNodes } from "./nodes";
import type { VerifyProbe, VerifySubject } from "./plan";
import { probeSession } from "./session";
import { probeCall } from "./test-call";

/**
 * Takes all planned looks, some at a time.
 *
 * @throws the signal's reason when it is aborted
 */
export function runVerify(plan: readonly VerifySubject[], world: VerifyWorld, options: RunOptions): Promise<readonly SubjectResult[]> {
  return runProbes(plan, prober, world, options);
}

const prober: Prober<VerifyProbe, VerifyWorld> = { look, title, shares };

async function look(probe: VerifyProbe, context: VerifyContext): Promise<readonly Finding[]> {
  switch (probe.probe) {
    case "network":
      return runProbe(probe.planned, context);
    case "noDns":
      return [skipped("DNS", probe.why, "ask a resolver that knows the names: --dns-server ADDRESS")];
    case "loginPage":
      return probeLoginPage(probe.manager, context);
    case "session":
      return probeSession(probe.manager, context);
    case "otherNodes":
      return probeOtherNodes(probe.manager, probe.names, context);
    case "node":
      return probeNode(probe.node, probe.location, probe.manager, context);
    case "alarms":
      return probeAlarms(probe.manager, probe.names, context);
    case "licences":
      return probeLicences(probe.manager, probe.declared, context);
    case "tls":
      return probeNodeTls(probe.node, probe.port, context);
    case "call":
      return probeCall(probe.room, probe.nodes, context);
    case "noCall":
      return [skipped("test call", probe.why)];
    case "certificate":
      return declaredCertificate(probe.certificate, context.now());
  }
}

function title(probe: VerifyProbe): string {
  switch (probe.probe) {
    case "network":
      return probeTitle(probe.planned);
    case "noDns":
      return "DNS";
    case "loginPage":
      return "login page";
    case "session":
      return "management API";
    case "otherNodes":
      return "Conferencing Nodes";
    case "node":
      return "synchronised";
    case "tls":
      return `TLS ${probe.port}`;
    case "call":
    case "noCall":
      return "test call";
    case "alarms":
    case "licences":
    case "certificate":
      return probe.probe;
  }
}

/** What waits when it is told to, turns pages or calls one node after the other has its own limits. */
function shares({ probe }: VerifyProbe): number {
  return probe === "network" || probe === "tls" || probe === "certificate" || probe === "noDns" || probe === "noCall" ? 1 : Infinity;
}
