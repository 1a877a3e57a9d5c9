import { csv } from "../../lib/documents/csv";

test("a table has headings, lines that end with CRLF, and quotes where a cell needs them", () => {
  expect(csv(["a", "b"], [{ a: "1", b: "two, or \"three\"" }, { a: "", b: "x" }])).toBe('a,b\r\n1,"two, or ""three"""\r\n,x\r\n');
});

test("what a spreadsheet would take for a formula is text", () => {
  const cells = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1", "\u200b=1"];
  const lines = csv(["a"], cells.map((a) => ({ a }))).split("\r\n").slice(1, -1);
  expect(lines).toEqual(["'=cmd|' /C calc'!A0", "'+1", "'-1", "'@SUM(A1)", "'=1", "'=1", "'=1", "'＝1", "'=1"]);
});

test("a cell is one line and holds no character that nobody sees", () => {
  expect(csv(["a"], [{ a: "one\r\ntwo\u202ethree" }])).toBe("a\r\none two three\r\n");
});
