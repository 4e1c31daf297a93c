import type { Report } from './model.ts';
import { formatInterval, formatMedian, formatNumber, formatPercent, formatScientific } from './numbers.ts';
import { plain } from './plain.ts';
import { proofWord, runSentence, SIMULATED, shownProblems, titlesOf, trialsSentence } from './sentences.ts';
import { cvLines, type ShownTarget, seriesGroups, shownTargets } from './views.ts';

/**
 * The report as GitHub-flavoured Markdown, ending in a newline. Texts of files and hosts are escaped: they make
 * no markup, no links and no HTML.
 */
export function renderMarkdown(report: Report): string {
  const targets = shownTargets(report);
  const sections: readonly (readonly string[])[] = [
    [`# ${escaped(titlesOf(report).join('; '))}`],
    report.simulated ? [`> **${SIMULATED}**`] : [],
    [...report.runs.map(runSentence), trialsSentence(report.trials)].map(item),
    headed('Targets', targetLines(targets)),
    headed('Coefficient of variation (largest of each group)', cvTableLines(report, targets)),
    headed('The case that has it, and the 95 % interval of its CV', cvCaseLines(report)),
    headed('Median [95 % interval], n where there is none', seriesLines(report, targets)),
    headed('Problems', shownProblems(report).map(item)),
    headed('Differences from the 2008 method', report.deviations.map(item)),
    headed('Notes', report.notes.map(item)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, '', ...lines];
}

function item(text: string): string {
  // A text that begins like a list or a line across the page would be one.
  return `- ${escaped(text).replace(/^(\d*)([-+=.)])/, '$1\\$2')}`;
}

function targetLines(targets: readonly ShownTarget[]): readonly string[] {
  return table(
    ['target', 'kind', 'host', 'proof', 'baseline', 'simulated', 'pending trials'],
    targets.map(({ name, kind, host, proof, baseline, simulated, pending }) => [
      escaped(name),
      escaped(kind),
      escaped(host),
      escaped(proofWord(proof)),
      baseline ? 'yes' : '',
      simulated === true ? 'yes' : '',
      String(pending),
    ]),
  );
}

function cvTableLines(report: Report, targets: readonly ShownTarget[]): readonly string[] {
  return table(
    ['group', ...targets.map(({ name }) => escaped(name))],
    cvLines(report, targets).map(({ group, cells }) => [
      escaped(group),
      ...cells.map((cell) => cvText(cell?.maxCv)),
    ]),
  );
}

function cvText(cv: number | null | undefined): string {
  return cv === null || cv === undefined ? '-' : `${formatScientific(cv)} (${formatPercent(cv)})`;
}

function cvCaseLines({ cvTable }: Report): readonly string[] {
  return table(
    ['group', 'target', 'case', 'n', 'CV', 'interval'],
    cvTable
      .filter(({ maxCv }) => maxCv !== null)
      .map(({ group, target, maxCv, case: case_, n, interval }) => [
        escaped(group),
        escaped(target),
        escaped(case_ ?? '-'),
        String(n),
        formatNumber(maxCv),
        formatInterval(interval),
      ]),
  );
}

function seriesLines(report: Report, targets: readonly ShownTarget[]): readonly string[] {
  return table(
    ['group', 'case', 'metric', 'unit', 'better', ...targets.map(({ name }) => escaped(name))],
    seriesGroups(report, targets).flatMap(({ group, metric, unit, better, lines }) =>
      lines.map((line) => [
        ...[group, line.case, metric, unit, better].map(escaped),
        ...line.cells.map(formatMedian),
      ]),
    ),
  );
}

/** Cells are Markdown: numbers of ours as they are, all else escaped. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)];
}

/** Plain text inside a line of Markdown: entities for HTML, a backslash before all else that means something. */
function escaped(text: string): string {
  return plain(text, 1000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~#$]/g, '\\$&');
}
