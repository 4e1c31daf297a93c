import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/report/plain.ts';

describe('plain text', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a window title', '\u001b]0;owned\u0007name', 'name'],
    ['a link', '\u001b]8;;http://example.org\u001b\\name\u001b]8;;\u001b\\', 'name'],
    ['an 8-bit sequence', '\u009b2Jname', 'name'],
    ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
    ['line breaks and tabs', 'a\r\nb\tc\u2028d', 'a b c d'],
    ['a direction override', 'pv\u202egnp.exe', 'pvgnp.exe'],
    ['invisible characters', 'p\u200bv\ufeff', 'pv'],
    ['half a character', 'a\ud83d', 'a'],
  ])('takes out %s', (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('keeps what people write', () => {
    for (const text of ['fio-randread 4K', 'größe', '测试', 'naïve "q" | <b>', '🐼']) {
      expect(plain(text)).toBe(text);
    }
  });

  it('leaves nothing that a terminal acts on, whatever comes', () => {
    const piece = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '0',
      ';',
      'm',
      '\u0007',
      '\u009b',
      '\n',
      '\u202e',
      'a',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (pieces) => {
        expect(plain(pieces.join(''))).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('keeps a bounded beginning of a text without end, and says that there was more', () => {
    expect(plain('x'.repeat(300_000))).toBe(`${'x'.repeat(500)}...`);
    expect(plain('abcdef', 3)).toBe('abc...');
  });
});
