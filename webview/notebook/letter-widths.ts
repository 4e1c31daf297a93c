import type { Measure } from '../results/svg-context.ts';

/** Widths of the printable ASCII characters from the blank on in Helvetica, thousandths of the letters' size. */
const WIDTHS = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];
/** Of anything else: wide enough for most alphabets; East Asian characters fill their square. */
const OTHER = 600;
const WIDE = 1000;
const BOLD = 1.07;

/** Width of a text where there is no browser to ask: close enough to place it and to cut it. */
export const measureHelvetica: Measure = (text, font) => {
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 10);
  let width = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    width += WIDTHS[point - 32] ?? (point >= 0x1100 ? WIDE : OTHER);
  }
  return (width * size * (/\bbold\b/.test(font) ? BOLD : 1)) / 1000;
};
