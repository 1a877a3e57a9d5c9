import { deriveMac, formatMac, isHypervDynamicMac, isMulticastMac, normalizeMac } from "../../lib/validation/mac";

test.each(["028c1122336a", "028C1122336A", "02:8c:11:22:33:6a", "02-8C-11-22-33-6A", "028c.1122.336a", "028c11-22336a", " 02:8C:11:22:33:6A "])("%s is understood", (text) => {
  expect(normalizeMac(text)).toBe("028C1122336A");
});

test.each(["", "02:8c-11:22:33:6a", "02:8c:11:22:33", "02:8c:11:22:33:6a:00", "028c1122336g", "2:8c:11:22:33:6a", "02 8c 11 22 33 6a", "0x028c1122336a", "02\u200b8c1122336a", "０28c1122336a"])("%j is no MAC address", (text) => {
  expect(normalizeMac(text)).toBeUndefined();
});

test("a derived address never changes, for licences and DHCP reservations hang on it", () => {
  expect(deriveMac("oslo-1.example.com")).toBe("02117C53DD52");
  expect(deriveMac("oslo-1.example.com", "secondary")).toBe("028DEE4C4B82");
});

test("a derived address does not depend on the case of the name", () => {
  expect(deriveMac("OSLO-1.Example.COM")).toBe(deriveMac("oslo-1.example.com"));
});

test("a derived address is locally administered, unicast, and in the stored form", () => {
  for (let index = 0; index < 100; index++) {
    const mac = deriveMac(`node-${index}.example.com`);
    const first = Number.parseInt(mac.slice(0, 2), 16);
    expect([first & 1, first & 2]).toEqual([0, 2]);
    expect(normalizeMac(mac)).toBe(mac);
    expect(isHypervDynamicMac(mac)).toBe(false);
  }
});

test("people see colons", () => {
  expect(formatMac("028C1122336A")).toBe("02:8C:11:22:33:6A");
});

test("the lowest bit of the first byte makes a group address", () => {
  expect(["01005E000001", "FFFFFFFFFFFF", "028C1122336A", "00155D000001"].map(isMulticastMac)).toEqual([true, true, false, false]);
});

test("Hyper-V's own range is recognised", () => {
  expect(isHypervDynamicMac("00155D0A0B0C")).toBe(true);
  expect(isHypervDynamicMac("00155E0A0B0C")).toBe(false);
});
