import { cvLatex } from './cv-table-text.ts';
import { latexComment, latexNumber, latexTabular, latexText } from './latex-escape.ts';
import type { Report, Series } from './model.ts';
import { formatNumber } from './numbers.ts';
import {
  DIFFERENCES,
  differenceSentences,
  runSentence,
  SIMULATED,
  titlesOf,
  trialsSentence,
} from './sentences.ts';
import { doubtSentence, isDoubtful, labelLegend, proofMark } from './target-label.ts';
import { cvLines, type SeriesGroup, type ShownTarget, seriesGroups, shownTargets } from './views.ts';

/**
 * The tables of a report for a paper, ending in a newline: the CV table, then one `table` for each group's main metric
 * with medians and their 95 % intervals. Needs no package. What was run, differences from 2008 and notes stand as
 * comments at the top; every caption says what each target proved to be, and that numbers are simulated. Texts of files and hosts are escaped.
 */
export function renderLatex(report: Report): string {
  const targets = shownTargets(report);
  const doubt = doubtSentence(targets);
  const head = [
    ...titlesOf(report),
    ...(report.simulated ? [SIMULATED] : []),
    ...(doubt === null ? [] : [doubt]),
    ...report.runs.map(runSentence),
    trialsSentence(report.trials),
    ...report.deviations.map((sentence) => `Different from 2008: ${sentence}`),
    ...differenceSentences(report).map((sentence) => `${DIFFERENCES}: ${sentence}`),
    ...report.notes.map((note) => `Note: ${note}`),
  ];
  const cv = cvLines(report, targets);
  const sections: readonly (readonly string[])[] = [
    head.map(latexComment),
    ...(cv.length === 0
      ? []
      : [
          table(report, 'Coefficient of variation, the largest of each group', [
            ...cvLatex(cv, ['group', ...targets.map(shortHead)]),
          ]),
        ]),
    ...seriesGroups(report, targets).map((group) =>
      table(report, seriesCaption(group), seriesTable(group, targets)),
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function table(report: Report, caption: string, tabular: readonly string[]): readonly string[] {
  const simulated = report.simulated ? ` \\textbf{${latexText(SIMULATED)}}` : '';
  const legend = ` ${latexText(labelLegend(shownTargets(report)))}.`;
  return [
    '\\begin{table}',
    '\\centering',
    `\\caption{${latexText(caption)}.${legend}${simulated}}`,
    ...tabular,
    '\\end{table}',
  ];
}

/** The label stands in the caption; what must not be overlooked, in the head too. */
function shortHead(target: ShownTarget): string {
  return target.simulated === true || isDoubtful(target)
    ? `${target.name} (${proofMark(target)})`
    : target.name;
}

function seriesCaption({ group, metric, unit, better }: SeriesGroup): string {
  return `${group}: ${metric} in ${unit} (${better} is better), median with its 95 % interval`;
}

function seriesTable({ lines }: SeriesGroup, targets: readonly ShownTarget[]): readonly string[] {
  return latexTabular(
    `l${'r'.repeat(targets.length)}`,
    ['case', ...targets.map(shortHead)].map(latexText),
    lines.map((line) => [latexText(line.case), ...line.cells.map(median)]),
  );
}

function median(series: Series | undefined): string {
  if (series === undefined || series.n === 0) return '-';
  const number = (value: number | null) => latexNumber(formatNumber(value));
  const { median: middle, medianInterval, n } = series;
  const sure = medianInterval === null ? `$n = ${n}$` : `{[}${medianInterval.map(number).join(', ')}{]}`;
  return `${number(middle)} ${sure}`;
}
