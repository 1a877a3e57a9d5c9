import { inWordsOfFile } from "../../../lib/config/read/words";
import { GOOD, changed, problemsIn } from "../../support/platform-files";

test.each([
  ["InfinityVersion.of: a version looks like 21", "a version looks like 21"],
  ["pin is written in clear; give Secret.fromVariable(name), and the PIN in TF_VAR_name", "pin is written in clear; give { variable: NAME }, and the PIN in TF_VAR_name"],
  ["must be text, or better a Secret (Secret.fromVariable(name))", "must be text, or better { variable: NAME }"],
  ["make it by hand and declare it with ExternalSwitch.fromSwitchName", "make it by hand and declare it with existing: true"],
  ["aliases entry 1 must be text, or an object with alias and description, got an object", "aliases entry 1 must be text, or a map with alias and description, got a map"],
  ["vcpus 16 is more than the 12 physical cores", "vcpus 16 is more than the 12 physical cores"],
])("%s", (program, file) => {
  expect(inWordsOfFile(program)).toBe(file);
});

test("no problem of a file sends its reader to a program", () => {
  const hosts = changed('windowsServer: "2022"', "windowsServer: 2012");
  const rooms = 'virtualMeetingRooms: { a: { pin: "1234", aliases: [{}] }, b: { pin: [1] } }\n';
  const found = problemsIn(`${hosts}${rooms}`);
  expect(found.length).toBeGreaterThan(3);
  expect(found.filter((line) => /\b[A-Z]\w+\.from[A-Z]|InfinityVersion\.|\ban object\b/.test(line))).toEqual([]);
  expect(problemsIn(GOOD)).toEqual([]);
});
