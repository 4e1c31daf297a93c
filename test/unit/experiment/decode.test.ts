import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from '../../../src/experiment/decode.ts';

const strict = new TextDecoder('utf-8', { fatal: true });

describe('decoding UTF-8', () => {
  test('agrees with the platform on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(decodeUtf8(bytes)).toEqual({ text: strict.decode(bytes), invalidAt: null });
      }),
    );
  });

  test('agrees with the platform on which bytes are no text', () => {
    // Bytes from the edges of the encoding, so that whole sequences come about.
    const edges = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(edges, { maxLength: 6 }), (values) => {
        const bytes = Uint8Array.from(values);
        const { invalidAt, text } = decodeUtf8(bytes);
        if (invalidAt === null) expect(text).toBe(strict.decode(bytes));
        else {
          expect(() => strict.decode(bytes)).toThrow();
          expect(text).toBe(strict.decode(bytes.subarray(0, invalidAt)));
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('a byte order mark is no part of the text', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b))).toEqual({ text: '{', invalidAt: null });
  });

  test.each([
    ['an overlong form', [0x61, 0xc0, 0xaf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 0],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a sequence cut short', [0x61, 0x62, 0xe2, 0x82], 2],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9], 3],
  ])('%s is refused where it begins', (_, values, at) => {
    expect(decodeUtf8(Uint8Array.from(values)).invalidAt).toBe(at);
  });
});
