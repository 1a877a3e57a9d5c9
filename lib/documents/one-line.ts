/** Text of users in one line: without control characters, invisible marks and anything that steers a terminal or the direction of text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]+/gu, " ");
}
