import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileName } from '../../../../src/ui/results/file-name.ts';

it.each([
  ['tcp-small.svg', 'tcp-small.svg'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['C:\\x', 'C--x'],
  ['..', 'unnamed'],
  ['', 'unnamed'],
  ['a\u0000b\n', 'ab'],
])('%j is written as %j', (text, name) => {
  expect(fileName(text)).toBe(name);
});

it('leads to no other folder, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fileName(text)).toMatch(/^[^/\\:*?"<>|\p{Cc}]+$/u);
      expect(fileName(text)).not.toMatch(/^\.+$/);
    }),
  );
});
