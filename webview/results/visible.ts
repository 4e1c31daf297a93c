/** Controls but tab and line feed, direction marks, and others that change how a text looks without being seen. */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * What a tool printed, to be read as it is: lines and tabs stay; every other character that is not seen becomes its
 * number, `<U+001B>` for an escape, so that no output can pass itself off as another.
 */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, (letter) => {
    const number = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `<U+${number.padStart(4, '0')}>`;
  });
}
