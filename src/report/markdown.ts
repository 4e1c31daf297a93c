import { cvMarkdown } from './cv-table-text.ts';
import { markdownItem, markdownTable, markdownText } from './markdown-escape.ts';
import type { Report } from './model.ts';
import { formatInterval, formatMedian, formatNumber } from './numbers.ts';
import {
  DIFFERENCES,
  differenceSentences,
  runSentence,
  SIMULATED,
  shownProblems,
  titlesOf,
  trialsSentence,
} from './sentences.ts';
import { doubtSentence, proofMark, shownLabel, targetHead } from './target-label.ts';
import { cvLines, type ShownTarget, seriesGroups, shownTargets } from './views.ts';

/**
 * The report as GitHub-flavoured Markdown, ending in a newline. Texts of files and hosts are escaped: they make
 * no markup, no links and no HTML.
 */
export function renderMarkdown(report: Report): string {
  const targets = shownTargets(report);
  const doubt = doubtSentence(targets);
  const sections: readonly (readonly string[])[] = [
    [`# ${markdownText(titlesOf(report).join('; '))}`],
    report.simulated ? [`> **${SIMULATED}**`] : [],
    doubt === null ? [] : [`> **${markdownText(doubt)}**`],
    [...report.runs.map(runSentence), trialsSentence(report.trials)].map(markdownItem),
    headed('Targets', targetLines(targets)),
    headed(
      'Coefficient of variation (largest of each group)',
      cvMarkdown(cvLines(report, targets), ['group', ...targets.map(targetHead)]),
    ),
    headed('The case that has it, and the 95 % interval of its CV', cvCaseLines(report)),
    headed('Median [95 % interval], n where there is none', seriesLines(report, targets)),
    headed('Problems', shownProblems(report).map(markdownItem)),
    headed('Differences from the 2008 method', report.deviations.map(markdownItem)),
    headed(DIFFERENCES, differenceSentences(report).map(markdownItem)),
    headed('Notes', report.notes.map(markdownItem)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, '', ...lines];
}

function targetLines(targets: readonly ShownTarget[]): readonly string[] {
  return markdownTable(
    [
      'target',
      'kind',
      'host',
      'label',
      'proof',
      'network',
      'disk',
      'baseline',
      'simulated',
      'pending trials',
    ],
    targets.map((target) => [
      markdownText(target.name),
      markdownText(target.kind),
      markdownText(target.host),
      markdownText(shownLabel(target)),
      markdownText(proofMark(target)),
      target.io?.network ?? '',
      target.io?.disk ?? '',
      target.baseline ? 'yes' : '',
      target.simulated === true ? 'yes' : '',
      String(target.pending),
    ]),
  );
}

function cvCaseLines({ cvTable }: Report): readonly string[] {
  return markdownTable(
    ['group', 'target', 'case', 'n', 'CV', 'interval'],
    cvTable
      .filter(({ maxCv }) => maxCv !== null)
      .map(({ group, target, maxCv, case: case_, n, interval }) => [
        markdownText(group),
        markdownText(target),
        markdownText(case_ ?? '-'),
        String(n),
        formatNumber(maxCv),
        formatInterval(interval),
      ]),
  );
}

function seriesLines(report: Report, targets: readonly ShownTarget[]): readonly string[] {
  return markdownTable(
    [
      'group',
      'case',
      'metric',
      'unit',
      'better',
      ...targets.map((target) => markdownText(targetHead(target))),
    ],
    seriesGroups(report, targets).flatMap(({ group, metric, unit, better, lines }) =>
      lines.map((line) => [
        ...[group, line.case, metric, unit, better].map(markdownText),
        ...line.cells.map(formatMedian),
      ]),
    ),
  );
}
