/**
 * One word for a POSIX shell: single quotes around it, so that nothing in it has a meaning. Throws RangeError on NUL,
 * which no command line can carry.
 */
export function shellQuote(word: string): string {
  if (word.includes('\0')) throw new RangeError('a shell word cannot contain NUL');
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
