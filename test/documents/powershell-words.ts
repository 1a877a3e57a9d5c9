const QUOTES = new Set(["'", "\u2018", "\u2019", "\u201a", "\u201b"]);

/**
 * The words of a command line as PowerShell reads it: bare words and single-quoted literals, where any of the five quotes ends one unless two
 * stand together. Anything else that PowerShell would look into is refused.
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < line.length; ) {
    if (line[at] === " ") {
      at += 1;
    } else if (QUOTES.has(line[at])) {
      let text = "";
      for (at += 1; ; at += 1) {
        if (at >= line.length) throw new Error(`a literal does not end in ${line}`);
        if (QUOTES.has(line[at])) {
          if (!QUOTES.has(line[at + 1])) break;
          at += 1;
        }
        text += line[at];
      }
      at += 1;
      if (at < line.length && line[at] !== " ") throw new Error(`something follows a literal directly in ${line}`);
      words.push(text);
    } else {
      const bare = /^[A-Za-z0-9-]+(?= |$)/.exec(line.slice(at))?.[0];
      if (bare === undefined) throw new Error(`neither a word nor a literal at ${line.slice(at)}`);
      words.push(bare);
      at += bare.length;
    }
  }
  return words;
}

/** The calls below a script's functions: its data. */
export function callsOf(content: string): readonly (readonly string[])[] {
  const lines = content.replace(/^\ufeff/, "").split("\r\n");
  const body = lines.slice(lines.lastIndexOf("}") + 1);
  return body.filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("Write-Output ")).map(wordsOf);
}
