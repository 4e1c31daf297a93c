/** Direction marks and other characters that change how a text looks without being seen. */
const HIDDEN = /[\p{Cf}\p{Cs}\u2028\u2029\u0080-\u009f]/gu;
/** Controls but tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * What a tool printed, to be read as it is: lines and tabs stay; every other control character becomes its picture
 * (U+2400 and after), and what is hidden becomes its number, so that no output can pass itself off as another.
 */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(CONTROLS, (letter) => {
      const code = letter.charCodeAt(0);
      return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
    })
    .replace(
      HIDDEN,
      (letter) => `<U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    );
}
