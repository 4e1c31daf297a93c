/** Sizes as people write them. Binary throughout: `62K` is 63 488 bytes, `45M` is 47 185 920. */

const UNITS = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 } as const;
type Unit = keyof typeof UNITS;

/** What the file may hold; also the `pattern` of the JSON Schema. */
export const SIZE_PATTERN = '^[1-9][0-9]{0,14}[KMG]?$';

const SIZE = new RegExp(SIZE_PATTERN);
const NEARLY_A_SIZE = /^([0-9]{1,15}) ?([kmg])(i?b)?$/i;

/** `error` goes on where a sentence began with the size: `The size "62k"` + ` must be ...`. */
export type SizeReading =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly error: string };

/** Reads a size: a number of bytes (512 or "512"), or a text with K, M or G. Never throws. */
export function parseSize(size: string | number): SizeReading {
  const text = String(size);
  if (!SIZE.test(text)) return { ok: false, error: whyNoSize(text) };
  const unit = text.at(-1);
  const bytes = isUnit(unit) ? Number(text.slice(0, -1)) * UNITS[unit] : Number(text);
  if (!Number.isSafeInteger(bytes)) return { ok: false, error: 'is larger than any file or message can be' };
  return { ok: true, bytes };
}

/** The one way a number of bytes is written in case ids: the largest unit that divides it, else plain bytes. */
export function formatSize(bytes: number): string {
  for (const unit of ['G', 'M', 'K'] as const) {
    if (bytes > 0 && bytes % UNITS[unit] === 0) return `${bytes / UNITS[unit]}${unit}`;
  }
  return String(bytes);
}

function isUnit(letter: string | undefined): letter is Unit {
  return letter !== undefined && Object.hasOwn(UNITS, letter);
}

function whyNoSize(text: string): string {
  if (/^0+[KMG]?$/.test(text)) return 'must be above zero';
  if (text.startsWith('-')) return 'must not be negative';
  if (/^[0-9]*\.[0-9]+/.test(text)) return 'must be whole: write it in the next smaller unit';
  const near = NEARLY_A_SIZE.exec(text);
  if (near) {
    const meant = `${Number(near[1])}${near[2]?.toUpperCase()}`;
    return `must be written "${meant}": K, M and G are powers of 1024, with nothing after them`;
  }
  return 'must be a number of bytes (512) or a text with K, M or G ("62K", "45M", "1G")';
}
