import { plain } from '../report/plain.ts';

/** A piece of an xl configuration file. */
export type Token =
  | { readonly kind: 'name' | 'number' | 'string'; readonly text: string; readonly line: number }
  | { readonly kind: '=' | '+=' | '[' | ']' | ',' | ';' | 'newline' | 'end'; readonly line: number };

/** Something in a configuration file that xl would refuse, with its line (from 1). */
export interface ConfigMistake {
  readonly line: number;
  readonly message: string;
}

const NAME = /[a-z][._0-9a-z]*/y;
const NUMBER = /[0-9][0-9a-fx]*/y;
const STRING = /'(?:[^'\\\n]|\\[^\n])*'|"(?:[^"\\\n]|\\[^\n])*"/y;
const SIGNS = ['+=', '=', '[', ']', ',', ';'] as const;
const REST = /[^ \t\n]+|[ \t]/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
// There is \x41 in its source as well, but no version of xl reads it: it looks for the digits one place too late.

/**
 * Cuts an xl configuration file into pieces, by the rules of xl itself (tools/libs/util/libxlu_cfg_l.l): names in lower
 * case, strings in either quotes on one line, numbers without sign or point, comments to the end of the line.
 */
export function tokensOf(text: string): { readonly tokens: Token[]; readonly mistakes: ConfigMistake[] } {
  const tokens: Token[] = [];
  const mistakes: ConfigMistake[] = [];
  let line = 1;
  let at = 0;
  const took = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < text.length) {
    const here = text[at] ?? '';
    const sign = SIGNS.find((each) => text.startsWith(each, at));
    if (here === ' ' || here === '\t') at += 1;
    else if (here === '\n') {
      tokens.push({ kind: 'newline', line });
      line += 1;
      at += 1;
    } else if (here === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) mistakes.push({ line, message: 'a comment in the last line needs a line end for xl' });
      at = end < 0 ? text.length : end;
    } else if (sign !== undefined) {
      tokens.push({ kind: sign, line });
      at += sign.length;
    } else {
      const name = took(NAME);
      const number = name === null ? took(NUMBER) : null;
      const string = name === null && number === null ? took(STRING) : null;
      if (name !== null) tokens.push({ kind: 'name', text: name, line });
      else if (number !== null) tokens.push({ kind: 'number', text: number, line });
      else if (string !== null) {
        const inner = withoutQuotes(string);
        if (inner === null)
          mistakes.push({ line, message: 'a backslash in this string stands before nothing that xl knows' });
        tokens.push({ kind: 'string', text: inner ?? '', line });
      } else mistakes.push({ line, message: oddity(took(REST) ?? here) });
    }
  }
  tokens.push({ kind: 'end', line });
  return { tokens, mistakes };
}

/** What is between the quotes, with its escapes replaced; null where one of them is none. */
function withoutQuotes(string: string): string | null {
  let bad = false;
  const inner = string.slice(1, -1).replace(/\\([0-7][0-9]{0,2}|[\s\S])/g, (_, written: string) => {
    // xl reads the digits of an octal escape as decimal ones; hardly anybody writes one.
    if (/^[0-7]/.test(written)) return String.fromCharCode(Number.parseInt(written, 10) & 255);
    const meant = Object.hasOwn(ESCAPES, written) ? ESCAPES[written] : undefined;
    if (meant === undefined) bad = true;
    return meant ?? '';
  });
  return bad ? null : inner;
}

/** Why xl cannot read this. */
function oddity(rest: string): string {
  const shown = plain(rest, 40);
  if (rest.startsWith('\r')) return 'the line ends as on Windows (CR LF); xl wants LF alone';
  if (rest.startsWith('\ufeff')) return 'the file begins with a byte order mark; xl wants none';
  if (/^['"]/.test(rest)) return `the string ${shown} does not end on its line`;
  if (/^\\$/.test(rest))
    return 'a line cannot be continued with a backslash; only a list may go on in the next line';
  if (/^[-+.():]/.test(rest)) return `"${shown}": xl reads values, no Python: no signs, points or calls`;
  if (/^[A-Z]/.test(rest)) return `"${shown}": names are in lower case, and a text needs quotes`;
  return `"${shown}" is nothing that xl knows`;
}
