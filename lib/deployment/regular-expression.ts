/** What is known of a regular expression whose dialect is not JavaScript's. */
export interface RegularExpression {
  /** What no dialect accepts; undefined when there is nothing. */
  readonly problem?: string;
  /** Did JavaScript read it? If not, its own dialect may still. */
  readonly judged: boolean;
  /** Number of its groups, when it was judged. */
  readonly groups?: number;
}

/** Judges a pattern as far as JavaScript can. */
export function judgeRegularExpression(pattern: string): RegularExpression {
  return isJavaScript(pattern) ? { judged: true, groups: groupsOf(pattern) } : { judged: false, problem: brokenEverywhere(pattern) };
}

function isJavaScript(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Number of groups of a pattern that JavaScript reads. It is never run: it may take for ever. */
function groupsOf(pattern: string): number {
  const outsideClasses = pattern.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, "");
  return (outsideClasses.match(/\((?!\?)|\(\?<(?![=!])/g) ?? []).length;
}

/** A fault that every Perl-like dialect refuses, or undefined. Looked for only where JavaScript refuses too. */
function brokenEverywhere(pattern: string): string | undefined {
  // comments and quoted text, which JavaScript does not know, may hold anything
  if (/\(\?#|\\Q|\(\?[a-z]*x/.test(pattern)) return undefined;
  if (/^[*+?]/.test(pattern)) return "begins with a repetition of nothing";
  let depth = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === "\\") {
      if (index === pattern.length - 1) return "ends with a backslash";
      index++;
    } else if (character === "[") {
      const end = endOfClass(pattern, index);
      if (end === undefined) return "has a [ without its ]";
      index = end;
    } else if (character === "(") depth++;
    else if (character === ")" && --depth < 0) return "has a ) without its (";
  }
  return depth > 0 ? "has a ( without its )" : undefined;
}

/** Where a character class ends. A ] directly after [ or [^ is a character of it. */
function endOfClass(pattern: string, start: number): number | undefined {
  let index = start + (pattern[start + 1] === "^" ? 2 : 1);
  if (pattern[index] === "]") index++;
  for (; index < pattern.length; index++) {
    if (pattern[index] === "\\") index++;
    else if (pattern[index] === "]") return index;
  }
  return undefined;
}
