import { describe, expect, it } from 'vitest';
import { visible } from '../../../webview/results/visible.ts';

describe('what a tool printed', () => {
  it('keeps its lines, tabs, accents and signs', () => {
    const text = 'Best Rate\tMB/s\nCopy:  \u00e9\u4e2d\ud83d\ude00 <b>&amp;"\n';
    expect(visible(text)).toBe(text);
    expect(visible('a\r\nb')).toBe('a\nb');
  });

  it.each([
    ['\u001b[31mred', '<U+001B>[31mred'],
    ['10\r90', '10<U+000D>90'],
    ['a\u0000b\u007f', 'a<U+0000>b<U+007F>'],
    ['\u202ekcab\u200b', '<U+202E>kcab<U+200B>'],
    ['\u0085\u009b\u2028', '<U+0085><U+009B><U+2028>'],
    ['\ud800', '<U+D800>'],
  ])('%j shows what is not seen', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});
