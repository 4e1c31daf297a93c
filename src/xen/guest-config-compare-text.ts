import { plain } from '../report/plain.ts';
import type { ConfigComparison } from './guest-config-compare.ts';
import { type DifferenceKind, sideText } from './guest-config-difference.ts';

const HEADINGS: Readonly<Record<DifferenceKind, string>> = {
  spoils: 'Differences that spoil the comparison',
  expected: 'Expected: the type, and what it demands',
  harmless: 'Harmless',
};

/** A comparison of configurations as text that reads well plain and as Markdown. `names`: of both, at most a few words. */
export function comparisonText(comparison: ConfigComparison, names: readonly [string, string]): string {
  const [a, b] = names.map((name) => plain(name, 200));
  const { comparable, differences, notes } = comparison;
  const count = differences.filter(({ kind }) => kind === 'spoils').length;
  const verdict = comparable
    ? 'Comparable: nothing differs but the type, what it demands, and who the guests are.'
    : `Not comparable: ${count === 1 ? '1 difference spoils' : `${count} differences spoil`} it.`;
  const parts = (['spoils', 'expected', 'harmless'] as const).flatMap((kind) => {
    const of = differences.filter((difference) => difference.kind === kind);
    if (of.length === 0) return [];
    return [
      '',
      `## ${HEADINGS[kind]}`,
      '',
      ...of.flatMap(({ what, sentence, a: sideA, b: sideB }) => [
        `- ${plain(what, 100)}: ${sentence.replace(new RegExp(`^${escaped(what)}: `), '')}`,
        `    - A: ${plain(sideText(sideA, what), 600)}`,
        `    - B: ${plain(sideText(sideB, what), 600)}`,
      ]),
    ];
  });
  const said =
    notes.length === 0 ? [] : ['', '## Worth knowing', '', ...notes.map((note) => `- ${plain(note, 1_000)}`)];
  return `${['# Two guests', '', `- A: ${a}`, `- B: ${b}`, '', verdict, ...parts, ...said].join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
