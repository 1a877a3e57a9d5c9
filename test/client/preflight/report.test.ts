import { failed, ok, skipped, some, warning, type Finding } from "../../../lib/client/preflight/finding";
import { countText, preflightJson, preflightText } from "../../../lib/client/preflight/report";
import type { SubjectResult } from "../../../lib/client/probing/run";

const result = (name: string, detail: string, ...findings: readonly Finding[]): SubjectResult => ({ subject: { kind: "host", path: `manager/${name}`, name, detail }, findings });
const RESULTS = [
  result("hv1", "hv1.example.com", ok("WinRM port", "hv1.example.com:5986 answers"), failed("NTP ntp1", "no answer", "is the name right?"), failed("NTP ntp2", "no answer", "is the name right?")),
  result("vc.example.com", "vc.example.com", warning("SRV _sips._tcp", "no record", "add one", "or leave it out"), skipped("template", "only Terraform knows it yet")),
];

test("prints each subject with its lines, what to do below, and advice that several share once", () => {
  expect(preflightText(RESULTS)).toBe(
    [
      "hv1  hv1.example.com",
      "  ok       WinRM port      hv1.example.com:5986 answers",
      "  failed   NTP ntp1        no answer",
      "  failed   NTP ntp2        no answer",
      "                           is the name right?",
      "",
      "vc.example.com",
      "  warning  SRV _sips._tcp  no record",
      "                           add one",
      "                           or leave it out",
      "  skipped  template        only Terraform knows it yet",
      "",
      "1 ok, 1 warning, 2 failed, 1 skipped",
      "",
    ].join("\n"),
  );
});

test("says once more at the end what failed, when it may have left the screen", () => {
  const many = Array.from({ length: 20 }, (_, index) => ok(`probe ${index}`, "fine"));
  expect(preflightText([...RESULTS, result("hv2", "", ...many, failed("WinRM", "refused"))])).toMatch(/\n\nfailed {3}hv1: NTP ntp1, NTP ntp2\n {9}hv2: WinRM\n\n21 ok, 1 warning, 3 failed, 1 skipped\n$/);
  expect(preflightText([result("hv2", "", ...many, ok("WinRM", "answers"))])).not.toContain("failed   ");
});

test("prints the same for programs, each line with its own advice", () => {
  const json = JSON.parse(preflightJson("platform.yaml", RESULTS)) as { readonly subjects: readonly { readonly findings: readonly Finding[] }[] };
  expect(json).toMatchObject({ formatVersion: 1, deployment: "platform.yaml", summary: { ok: 1, warning: 1, failed: 2, skipped: 1 }, subjects: [{ kind: "host", path: "manager/hv1", name: "hv1", detail: "hv1.example.com" }, {}] });
  expect(json.subjects[0].findings[1]).toEqual({ state: "failed", what: "NTP ntp1", evidence: "no answer", advice: ["is the name right?"] });
});

test("prints nothing but the count when there was nothing to look at", () => {
  expect(preflightText([])).toBe("0 ok, 0 warnings, 0 failed, 0 skipped\n");
  expect(countText({ ok: 2, warning: 2, failed: 0, skipped: 1 })).toBe("2 ok, 2 warnings, 0 failed, 1 skipped");
});

test("cleans and cuts what servers say, in evidence and advice", () => {
  const hostile = `\u001b]0;title\u0007\r\n\u202e${"x".repeat(1000)}`;
  const { what, evidence, advice } = failed(hostile, hostile, hostile);
  for (const text of [what, evidence, ...advice]) expect(text).toMatch(/^\?\]0;title\?\?\?\?x+…$/);
  expect([what.length, evidence.length, advice[0].length]).toEqual([60, 300, 300]);
});

test("shortens long lists", () => {
  expect(some(["a", "b", "c"], 3)).toBe("a, b, c");
  expect(some(["a", "b", "c"], 2)).toBe("a, b and 1 more");
});
