import { literal, remark, script } from "../../lib/documents/powershell";

test("a literal doubles every character that PowerShell takes for a single quote", () => {
  expect(literal("it's")).toBe("'it''s'");
  expect(literal("‘a’ ‚b‛")).toBe("'‘‘a’’ ‚‚b‛‛'");
});

test("a literal leaves alone what single quotes make harmless", () => {
  expect(literal('$(Remove-Item C:\\) `n "x" ; # @{}')).toBe('\'$(Remove-Item C:\\) `n "x" ; # @{}\'');
});

test("a comment is one line, whatever it says", () => {
  expect(remark("a\r\nRemove-Item C:\\\u2028b\u0085c")).toBe("# a Remove-Item C:\\ b c");
  expect(remark("")).toBe("#");
  expect(remark("  indented")).toBe("#   indented");
});

test("a script begins with a byte-order mark, without which Windows PowerShell 5.1 misreads letters as quotes", () => {
  expect(script(["a", "b"])).toBe("\ufeffa\r\nb\r\n");
});
