import { shortened, textWidth } from "../../../lib/documents/topology/text-width";

const ROW = { size: 12 };

test("wide characters are wider than narrow ones, bold is wider than regular, and marks that combine take no room", () => {
  expect(textWidth("mmmm", ROW)).toBeGreaterThan(textWidth("oooo", ROW));
  expect(textWidth("oooo", ROW)).toBeGreaterThan(textWidth("iiii", ROW));
  expect(textWidth("oooo", { size: 12, bold: true })).toBeGreaterThan(textWidth("oooo", ROW));
  expect(textWidth("東京", ROW)).toBeGreaterThan(textWidth("To", ROW));
  expect(textWidth("e\u0301", ROW)).toBe(textWidth("e", ROW));
});

test.each([
  // Measured in DejaVu Sans, the widest system font that we know of, with Chromium's canvas at 12 px
  ["10.44.10.11 · VLAN 110", 143.0],
  ["Windows Server 2022 · 2 x 24 cores · 128 GiB", 275.3],
  ["hv1.oslo.example.com", 135.1],
])("%s fits the estimate, which is not much too wide", (text, measured) => {
  expect(textWidth(text, ROW)).toBeGreaterThanOrEqual(measured);
  expect(textWidth(text, ROW)).toBeLessThan(measured * 1.2);
});

test("a text that fits exactly stays as it is", () => {
  expect(shortened("oslo-1", textWidth("oslo-1", ROW), ROW)).toBe("oslo-1");
});

test("a longer text ends in an ellipsis, and fits", () => {
  const text = shortened("conferencing-node-number-one", 80, ROW);
  expect(text).toMatch(/^conf.*…$/);
  expect(textWidth(text, ROW)).toBeLessThanOrEqual(80);
});

test("a character of two code units is not cut in half", () => {
  expect(shortened("😀😀😀😀😀", 40, ROW)).toBe("😀😀…");
});
