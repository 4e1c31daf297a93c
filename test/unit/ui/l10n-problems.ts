/** Texts of the extension's edges, `l10n.t('...{0}...')`, and their translations. */

export interface Translations {
  /** Sources by their names. */
  readonly sources: Readonly<Record<string, string>>;
  /** A bundle of `l10n/`: translations by the English text. */
  readonly bundle: Readonly<Record<string, string>>;
}

/** The English texts that the sources show, and the calls that say theirs in another way than by one literal. */
export function keysOf(sources: Readonly<Record<string, string>>): { keys: string[]; problems: string[] } {
  const keys = new Set<string>();
  const problems: string[] = [];
  for (const [name, source] of Object.entries(sources)) {
    for (const call of source.matchAll(/\bl10n\s*\.t\(\s*/g)) {
      const rest = source.slice(call.index + call[0].length);
      const literal = /^(['"])((?:\\.|(?!\1)[^\\\n])*)\1\s*[,)]/.exec(rest);
      if (literal === null) problems.push(`${name}: ${rest.slice(0, 40)} is not one literal`);
      else keys.add(unescaped(literal[2] ?? ''));
    }
  }
  return { keys: [...keys], problems };
}

/** A text without a translation, a translation without a text, and one with other placeholders. */
export function l10nProblems({ sources, bundle }: Translations): string[] {
  const { keys, problems } = keysOf(sources);
  return [
    ...problems,
    ...keys.filter((key) => !Object.hasOwn(bundle, key)).map((key) => `not translated: ${key}`),
    ...Object.keys(bundle)
      .filter((key) => !keys.includes(key))
      .map((key) => `no such text any more: ${key}`),
    ...Object.entries(bundle)
      .filter(([key, text]) => text.trim() === '' || placeholders(text) !== placeholders(key))
      .map(([key]) => `other placeholders: ${key}`),
  ];
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{[0-9]+\}/g))].sort().join('');
}

function unescaped(literal: string): string {
  return literal.replace(/\\(u\{?[0-9a-fA-F]+\}?|.)/g, (_, code: string) => {
    if (code.startsWith('u')) return String.fromCodePoint(Number.parseInt(code.replace(/[u{}]/g, ''), 16));
    return { n: '\n', t: '\t', r: '\r' }[code] ?? code;
  });
}
