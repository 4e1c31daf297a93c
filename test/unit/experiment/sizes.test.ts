import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatSize, parseSize } from '../../../src/experiment/sizes.ts';

describe('a size is binary', () => {
  it.each([
    ['62K', 63_488],
    ['45M', 47_185_920],
    ['1G', 1_073_741_824],
    [512, 512],
    ['512', 512],
    [1, 1],
  ])('%s is %d bytes', (written, bytes) => {
    expect(parseSize(written)).toEqual({ ok: true, bytes });
  });
});

describe('what is no size says how to write it', () => {
  it.each([
    ['62k', 'must be written "62K"'],
    ['62KB', 'must be written "62K"'],
    ['62 MiB', 'must be written "62M"'],
    [0, 'above zero'],
    ['0K', 'above zero'],
    [-5, 'must not be negative'],
    ['-5K', 'must not be negative'],
    ['1.5M', 'must be whole'],
    [512.5, 'must be whole'],
    ['', 'must be a number of bytes'],
    ['lots', 'must be a number of bytes'],
    ['1T', 'must be a number of bytes'],
    [1e21, 'must be a number of bytes'],
    [Number.NaN, 'must be a number of bytes'],
    ['999999999999999G', 'larger than any file'],
  ])('%s: %s', (written, reason) => {
    const reading = parseSize(written);
    expect(reading.ok ? reading.bytes : reading.error).toContain(reason);
  });
});

describe('the canonical form', () => {
  it.each([
    [64, '64'],
    [1024, '1K'],
    [65_507, '65507'],
    [63_488, '62K'],
    [134_217_728, '128M'],
    [1_073_741_824, '1G'],
    [1537, '1537'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  test('reads back as the same number of bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 49 }), (bytes) => {
        expect(parseSize(formatSize(bytes))).toEqual({ ok: true, bytes });
      }),
    );
  });

  test('any text is a size or a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), (written) => {
        const reading = parseSize(written);
        if (reading.ok) expect(reading.bytes).toBeGreaterThan(0);
        else expect(reading.error).not.toBe('');
      }),
    );
  });
});
