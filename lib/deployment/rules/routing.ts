import { judgeRegularExpression } from "../regular-expression";
import { type ServiceRecord, valuesOf } from "../service";
import { callRoutingRule, refusesLiveCaptions } from "../services/call-routing-rule";
import { Override } from "../system-location";
import type { DeploymentView } from "../model";
import type { Finding, Rule } from "./rule";
import { claim } from "./unique";

const priorities: Rule = {
  id: "PXH155",
  severity: "warning",
  title: "Every Call Routing Rule has a priority of its own.",
  why: "Which one of two is tried first is not defined, and the first that matches decides.",
  source: 'docs.pexip.com, "Configuring Call Routing Rules"',
  *check(view) {
    for (const { services } of view.platforms) {
      const taken = new Map<string, string>();
      for (const record of services) {
        if (record.service !== "callRoutingRule" || valuesOf(callRoutingRule, record).enable === false) continue;
        const { priority } = valuesOf(callRoutingRule, record);
        const first = priority === undefined ? undefined : claim(taken, String(priority), record.path);
        if (first !== undefined) yield { path: record.path, key: "priority", message: `priority ${priority} is also that of ${first}; give each rule its own` };
      }
    }
  },
};

interface Expression {
  readonly key: string;
  readonly problem?: string;
  readonly doubt?: string;
}

/** What is wrong, or in doubt, with a rule's expression and with what it puts in the place. */
function* expressionsOf(record: ServiceRecord): Iterable<Expression> {
  const { matchString = "", replaceString = "" } = valuesOf(callRoutingRule, record);
  const { problem, judged, groups } = judgeRegularExpression(matchString);
  if (problem !== undefined) yield { key: "matchString", problem: `matchString ${problem}; correct the regular expression` };
  else if (!judged) yield { key: "matchString", doubt: "matchString cannot be judged here: it is no regular expression of JavaScript, and may be one of Pexip's; try it on the Management Node" };
  const highest = Math.max(0, ...[...replaceString.matchAll(/\\(\d{1,2})/g)].map(([, number]) => Number(number)));
  if (groups !== undefined && highest > groups) yield { key: "replaceString", problem: `replaceString has \\${highest}, and matchString has ${groups === 0 ? "no group" : groups === 1 ? "one group" : `${groups} groups`}` };
  if (/\$\d/.test(replaceString)) yield { key: "replaceString", doubt: "replaceString holds a $ before a digit, which stays as it is: a group is written \\1" };
}

function* expressions(view: DeploymentView, kind: "problem" | "doubt"): Iterable<Finding> {
  for (const record of view.servicesOf("callRoutingRule")) {
    for (const expression of expressionsOf(record)) {
      const message = expression[kind];
      if (message !== undefined) yield { path: record.path, key: expression.key, message };
    }
  }
}

const SOURCE = 'docs.pexip.com, "Regular expression (regex) reference" (Perl style); design of this package';

const doubtfulExpressions: Rule = {
  id: "PXH156",
  severity: "warning",
  title: "A regular expression is one that JavaScript knows too.",
  why: "Another one cannot be judged before calls are lost.",
  source: SOURCE,
  check: (view) => expressions(view, "doubt"),
};

const brokenExpressions: Rule = {
  id: "PXH157",
  severity: "error",
  title: "A regular expression is one, and its replacement names groups that it has.",
  why: "The Management Node refuses it, or the rule matches nothing.",
  source: SOURCE,
  check: (view) => expressions(view, "problem"),
};

const liveCaptions: Rule = {
  id: "PXH159",
  severity: "error",
  title: "A rule to Microsoft Teams or Google Meet has no live captions.",
  why: "The provider refuses it.",
  source: "pexip/infinity 40.0.0, gateway_routing_rule",
  *check(view) {
    for (const record of view.servicesOf("callRoutingRule")) {
      const { outgoingProtocol, liveCaptions: choice } = valuesOf(callRoutingRule, record);
      if (choice === undefined || choice === Override.OFF || !refusesLiveCaptions(outgoingProtocol)) continue;
      yield { path: record.path, key: "liveCaptions", message: `liveCaptions ${choice} is not taken with outgoingProtocol ${outgoingProtocol}; leave it out` };
    }
  },
};

export const routingRules: readonly Rule[] = [priorities, doubtfulExpressions, brokenExpressions, liveCaptions];
