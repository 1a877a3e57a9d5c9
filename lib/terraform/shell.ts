/**
 * One argument of a local-exec command, in double quotes where it is not plain: that is read alike by sh and by cmd.exe,
 * apart from `%`, which cmd.exe would expand; a rule keeps such characters out of names in api mode.
 */
export function shellArgument(text: string): string {
  return /^[A-Za-z0-9_./:@=-]+$/.test(text) ? text : `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}
