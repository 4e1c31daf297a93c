/**
 * Text from a host as one line that is safe to print: control, escape and direction characters become spaces, and no
 * more than `limit` characters are kept.
 */
export function plainText(text: string, limit = 300): string {
  // Cut first: what a peer sends has no bound of its own.
  const line = text
    .slice(0, limit * 2)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}...` : line;
}

/** `text` as one word of a POSIX shell, for commands that a person may copy. */
export function shellWord(text: string): string {
  return /^(?:~\/)?[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
