import { estimatedHdCalls, judgeCapacity } from "../../../lib/client/verify/capacity";
import { nodeStatus } from "../../../lib/client/verify/node-status";
import { statusOf } from "../../support/installed-platform";
import { lines } from "../../support/probe-context";

const judged = (of: Readonly<Record<string, unknown>> = {}) => lines([judgeCapacity(nodeStatus(statusOf("oslo-1", of)))])[0];

test("estimates from vCPUs and the clock in the CPU's name", () => {
  expect(estimatedHdCalls(12, "Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz")).toEqual({ least: 18, most: 34 });
  expect(estimatedHdCalls(16, "x @ 3GHz")).toEqual({ least: 27, most: 53 });
});

test.each(["AMD EPYC 7302 16-Core Processor", "", "x @ 99999GHz", "x @ fastGHz"])("makes no estimate of %j", (model) => {
  expect(estimatedHdCalls(12, model)).toBeUndefined();
});

test("tells what the node measured, beside the estimate", () => {
  expect(judged()).toBe("ok capacity: 11 Full HD, 22 HD, 44 SD or 264 audio calls by its own measure; an estimate says 18 to 34 HD");
});

test("warns of a node that takes fewer calls than the least estimate", () => {
  expect(judged({ max_hd_calls: 17 })).toBe("warning capacity: 11 Full HD, 17 HD, 44 SD or 264 audio calls by its own measure; an estimate says 18 to 34 HD (unverified for this CPU)");
});

test("compares nothing where the clock is not known", () => {
  expect(judged({ cpu_model: "AMD EPYC 7302" })).toMatch(/^ok capacity: .* not compared: its CPU's name holds no clock$/);
  expect(judged({ cpu_model: "" })).toMatch(/^ok capacity: .* not compared: it names no CPU$/);
});

test("warns of a node that reports none, and passes over one that does not tell", () => {
  expect(judged({ max_hd_calls: 0 })).toBe("warning capacity: it reports none");
  expect(judged({ max_hd_calls: "22" })).toBe("skipped capacity: it does not tell");
  expect(judged({ max_full_hd_calls: undefined, max_sd_calls: null, max_audio_calls: -1 })).toMatch(/^ok capacity: 22 HD calls by/);
});
