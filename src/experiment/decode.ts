/** Text of a file that must be UTF-8, with or without a byte order mark. */

export interface Decoded {
  /** Up to the first byte that is no UTF-8; without the byte order mark. */
  readonly text: string;
  /** Offset of that byte in the file; null: all is well. */
  readonly invalidAt: number | null;
}

/** Lowest code point that needs so many bytes after the first: a lower one is an overlong form, which is refused. */
const LEAST = [0, 0x80, 0x800, 0x1_0000];

/** Strict decoding (Unicode, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. Never throws. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const parts: string[] = [];
  let at = hasByteOrderMark(bytes) ? 3 : 0;
  let points: number[] = [];
  while (at < bytes.length) {
    const more = bytesAfter(bytes[at] ?? 0);
    const point = more === null ? null : codePoint(bytes, at, more);
    if (more === null || point === null) break;
    points.push(point);
    at += 1 + more;
    if (points.length === 4096) {
      parts.push(String.fromCodePoint(...points));
      points = [];
    }
  }
  parts.push(String.fromCodePoint(...points));
  return { text: parts.join(''), invalidAt: at < bytes.length ? at : null };
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function bytesAfter(first: number): number | null {
  if (first < 0x80) return 0;
  if (first >= 0xc2 && first <= 0xdf) return 1;
  if (first >= 0xe0 && first <= 0xef) return 2;
  if (first >= 0xf0 && first <= 0xf4) return 3;
  return null;
}

function codePoint(bytes: Uint8Array, at: number, more: number): number | null {
  let point = (bytes[at] ?? 0) & (more === 0 ? 0x7f : 0x3f >> more);
  for (let next = at + 1; next <= at + more; next++) {
    const byte = bytes[next];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return point < (LEAST[more] ?? 0) || surrogate || point > 0x10_ffff ? null : point;
}
