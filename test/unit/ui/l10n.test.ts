import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { keysOf, l10nProblems } from './l10n-problems.ts';

const ROOT = new URL('../../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

const sources = Object.fromEntries(
  ['src/extension.ts']
    .concat(
      readdirSync(new URL('src/ui/', ROOT), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `src/ui/${name}`),
    )
    .map((name) => [name, text(name)]),
);
const bundles = readdirSync(new URL('l10n/', ROOT));

test('there is Brazilian Portuguese', () => {
  expect(bundles).toContain('bundle.l10n.pt-br.json');
});

test.each(bundles)('%s translates every text, and no other', (name) => {
  expect(l10nProblems({ sources, bundle: JSON.parse(text(`l10n/${name}`)) })).toEqual([]);
});

describe('is told', () => {
  const call = (words: string) => ({ 'a.ts': `show(l10n.t(${words}));` });

  it.each([
    ['a text without a translation', call("'Run'"), {}, 'not translated: Run'],
    ['a translation without a text', {}, { Run: 'Executar' }, 'no such text any more: Run'],
    [
      'a placeholder that is lost',
      call("'Run {0}', x"),
      { 'Run {0}': 'Executar' },
      'other placeholders: Run {0}',
    ],
    ['a translation of nothing', call("'Run'"), { Run: ' ' }, 'other placeholders: Run'],
    ['a text that is put together', call("'Run ' + x"), {}, "a.ts: 'Run ' + x));"],
    ['a template', call('`Run`'), { Run: 'Executar' }, 'a.ts: `Run`)); is not one literal'],
  ])('%s', (_, code, bundle, told) => {
    expect(l10nProblems({ sources: code, bundle }).join('\n')).toContain(told);
  });

  test('nothing where all is well, in whatever quotes and lines', () => {
    const code = { 'a.ts': 'l10n.t(\n  "It\'s {0}\\n",\n  x,\n)', 'b.ts': "l10n.t('a \\'b\\' \\u00e9')" };
    expect(keysOf(code)).toEqual({ keys: ["It's {0}\n", "a 'b' é"], problems: [] });
  });
});
