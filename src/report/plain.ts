/** Colours and cursor movements (CSI), titles and links (OSC). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const SEQUENCES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;
/** Controls, direction marks and other invisible format characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Text of a file or a host as one line that is safe to show anywhere: escape sequences, control, direction and
 * invisible characters are taken out, line breaks and tabs become spaces. At most `limit` UTF-16 units are kept,
 * and `...` tells that more followed.
 */
export function plain(text: string, limit = 500): string {
  const cut = text.length > limit;
  const line = (cut ? text.slice(0, limit) : text)
    .replace(SEQUENCES, '')
    .replace(BREAKS, ' ')
    .replace(INVISIBLE, '')
    .trim();
  return cut ? `${line}...` : line;
}
