import { MacPool } from "../../../lib/lab/hyperv/mac-pool";

test("an IPv4 address gives its last two bytes, a name two bytes of its own", () => {
  expect(new MacPool({ address: "10.44.2.254" }).free(new Set())).toBe("00155D02FE00");
  const named = new MacPool({ address: "hv1.example.com" }).free(new Set());
  expect(named).toMatch(/^00155D[0-9A-F]{4}00$/);
  expect(new MacPool({ address: "HV1.example.com" }).free(new Set())).toBe(named);
  expect(new MacPool({ address: "hv2.example.com" }).free(new Set())).not.toBe(named);
});

test("there are 256 of them", () => {
  const pool = new MacPool({ address: "10.44.2.5" });
  const taken = new Set<string>();
  for (let mac = pool.free(taken); mac !== undefined; mac = pool.free(taken)) taken.add(mac);
  expect(taken.size).toBe(256);
  expect([...taken].at(-1)).toBe("00155D0205FF");
});
