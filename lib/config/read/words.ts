/** What fields, records and rules say in the words of a program, and how a platform file writes it. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(TemplateDisk|InfinityVersion|Secret)\.\w+: /, ""],
  [/ \(or pass that name as second argument\)/, " (or give it as fileName)"],
  [/\ba file on the host: TemplateDisk\.onHost\b/g, "a file on the host: its path"],
  [/\bTemplateDisk\.fromZip\b/g, "{ zip: URL, fileName: NAME }"],
  [/\bTemplateDisk\.onHost\b/g, "a path"],
  [/\ba Secret \(Secret\.fromVariable\(name\)\)/g, "{ variable: NAME }"],
  [/\bSecret\.fromVariable\(name\)/g, "{ variable: NAME }"],
  [/\b[A-Z]\w+\.from(SwitchName|Address|Attributes|ResourceId)\b/g, "existing: true"],
  [/\ban object\b/g, "a map"],
  [/\bunknown prop\b/g, "unknown key"],
];

/** An error in the words of a platform file. */
export function inWordsOfFile(message: string): string {
  return WORDS.reduce((text, [program, file]) => text.replace(program, file), message);
}
