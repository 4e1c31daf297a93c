import stringWidth from 'string-width';

/** Texts laid out in columns of a terminal: wide characters take two, combining ones none. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that `text` takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** `text` cut to `width` columns, the last of them `ellipsis`, where it is wider. */
export function clip(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  return `${take(text, width - widthOf(ellipsis))}${ellipsis}`;
}

/** Like `clip`, but keeps both ends of a name: `tcp-small/16` and `tcp-small/64` stay apart. */
export function clipName(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const tail = takeFrom(characters.toReversed(), Math.floor(room / 2)).toReversed();
  const head = takeFrom(characters, room - widthOf(tail.join('')));
  return `${head.join('')}${ellipsis}${tail.join('')}`;
}

/** `text` filled up with spaces to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + fill : fill + text;
}

/** `text` as lines of at most `width` columns (from 2), broken between words, and inside a word wider than that. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const start = () => (lines.length === 0 ? '' : indent);
  for (let word of text.split(' ')) {
    if (line !== '' && widthOf(start()) + widthOf(line) + 1 + widthOf(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(start() + line);
    while (widthOf(start()) + widthOf(word) > width) {
      const head = take(word, width - widthOf(start()));
      lines.push(start() + head);
      word = word.slice(head.length);
    }
    line = word;
  }
  return line === '' ? lines : [...lines, start() + line];
}

/** The longest beginning of `text` within `width` columns; at least one character, so that a caller gets on. */
function take(text: string, width: number): string {
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return takeFrom(characters, width).join('') || (characters[0] ?? '');
}

function takeFrom(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += widthOf(character);
    return used > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}
