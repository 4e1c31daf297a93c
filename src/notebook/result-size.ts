import type { Result } from './result.ts';
import { resultMarkdown } from './result-markdown.ts';
import { resultText } from './result-text.ts';

/** Most that an output may add to a notebook's file, bytes: fifty of them stay below a megabyte. */
export const MOST_BYTES = 19_000;

export function tooLarge(result: Result): boolean {
  return utf8Length(resultText(result)) + utf8Length(resultMarkdown(result)) > MOST_BYTES;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return length;
}
