import type { Colors } from 'picocolors/types';
import { wrap } from './fit.ts';
import { type Heat, heatOf } from './heat.ts';
import type { Report } from './model.ts';
import { formatMedian, formatPercent, formatScientific } from './numbers.ts';
import { plain } from './plain.ts';
import { labelLegend, proofMark, shownLabel } from './target-label.ts';
import { blockCount, type Cell, type Column, type TableStyle, textTable } from './text-table.ts';
import { cvLines, type ShownTarget, seriesGroups } from './views.ts';

/** Who was measured, how sure that is, and what is still to do. */
export function targetsTableText(targets: readonly ShownTarget[], style: TableStyle): readonly string[] {
  const column = (header: string, told: (target: ShownTarget) => string): Column => ({
    header,
    align: 'left',
    cells: targets.map((target) => ({ text: plain(told(target)) })),
  });
  return textTable(
    column('target', ({ name }) => name),
    [
      column('kind', ({ kind }) => kind),
      column('host', ({ host }) => host),
      column('label', shownLabel),
      column('proof', proofMark),
      column('', remarks),
    ],
    style,
  );
}

function remarks({ baseline, pending }: ShownTarget): string {
  return [...(baseline ? ['baseline'] : []), ...(pending > 0 ? [`${pending} pending`] : [])].join(', ');
}

const MARKS: Readonly<Record<Heat, string>> = { steady: ' ', fair: '~', noisy: '!' };

/**
 * The paper's table: groups down, targets across. Each CV as the paper prints it, in percent, and how steady that
 * is: in a word where the width allows it without another block of columns, else as a mark.
 */
export function cvTableText(
  report: Report,
  targets: readonly ShownTarget[],
  style: TableStyle,
  colours: Colors,
): readonly string[] {
  const lines = cvLines(report, targets);
  if (lines.length === 0) return [];
  const paints = { steady: colours.green, fair: colours.yellow, noisy: colours.red };
  const label = groupColumn(
    'group',
    lines.map(({ group }) => group),
  );
  const columnsWith = (told: (heat: Heat) => string): readonly Column[] =>
    targets.map(({ name }, index) => {
      const cvs = lines.map(({ cells }) => cells[index]?.maxCv ?? null);
      const percents = cvs.map(formatPercent);
      const most = Math.max(...percents.map(({ length }) => length));
      const cells = cvs.map((cv, row): Cell => {
        if (cv === null) return { text: '-' };
        const heat = heatOf(cv);
        const text = `${formatScientific(cv)}  ${(percents[row] ?? '').padStart(most)} ${told(heat)}`;
        return { text: text.trimEnd(), paint: paints[heat] };
      });
      return { header: plain(name), align: 'left', cells };
    });
  const words = columnsWith((heat) => heat);
  const marks = columnsWith((heat) => MARKS[heat]);
  const withWords = blockCount(label, words, style.width) === blockCount(label, marks, style.width);
  const legend = withWords
    ? 'steady below 1 %, fair below 5 %, noisy from 5 %'
    : '~ fair, from 1 %; ! noisy, from 5 %';
  return [
    ...textTable(label, withWords ? words : marks, style),
    ...wrap(legend, style.width).map(colours.dim),
    ...wrap(labelLegend(targets), style.width).map(colours.dim),
  ];
}

/** The main metric of every case: its median with the interval, one column for each target. */
export function seriesTableText(
  report: Report,
  targets: readonly ShownTarget[],
  style: TableStyle,
  colours: Colors,
): readonly string[] {
  const groups = seriesGroups(report, targets);
  const sections = new Map<number, string>();
  let row = 0;
  for (const { group, metric, unit, better, lines } of groups) {
    sections.set(row, plain(`${group}: ${metric}, ${unit} (${better} is better)`));
    row += lines.length;
  }
  const lines = groups.flatMap((group) => group.lines);
  if (lines.length === 0) return [];
  const columns = targets.map(
    ({ name }, index): Column => ({
      header: plain(name),
      align: 'left',
      cells: lines.map(({ cells }) => ({ text: formatMedian(cells[index]) })),
    }),
  );
  const first = groupColumn(
    'case',
    lines.map((line) => line.case),
  );
  return [
    ...textTable(first, columns, { ...style, sections }),
    ...wrap(labelLegend(targets), style.width).map(colours.dim),
  ];
}

function groupColumn(header: string, names: readonly string[]): Column {
  return { header, align: 'left', cells: names.map((name) => ({ text: plain(name) })) };
}
