const LIMIT = 200;

/** What a tool printed, fit to stand inside a sentence: one line, no control characters, at most 200 characters. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 5 * LIMIT)
    .replace(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= LIMIT ? line : `${characters.slice(0, LIMIT - 1).join('')}…`;
}

/** The first line that is not blank, as an excerpt; empty when there is none. */
export function firstLine(text: string): string {
  const start = text.trimStart();
  const end = start.indexOf('\n');
  return excerpt(end < 0 ? start : start.slice(0, end));
}

/** The last line that is not blank, as an excerpt; empty when there is none. */
export function lastLine(text: string): string {
  const end = text.trimEnd();
  return excerpt(end.slice(Math.max(end.lastIndexOf('\n'), end.lastIndexOf('\r')) + 1));
}
