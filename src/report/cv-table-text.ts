import { latexNumber, latexTabular, latexText } from './latex-escape.ts';
import { markdownTable, markdownText } from './markdown-escape.ts';
import type { CvRow, Report } from './model.ts';
import { formatPercent, formatScientific } from './numbers.ts';
import { renderTable, type TableFormat } from './table-text.ts';
import { targetHead } from './target-label.ts';
import { type CvLine, cvLines, shownTargets } from './views.ts';

/** What of the CV table is wanted, by names as the report has them; all when left out. */
export interface CvTableChoice {
  readonly targets?: readonly string[];
  readonly groups?: readonly string[];
}

/**
 * The CV table alone, to paste elsewhere, ending in a line end: groups down, targets across. Markdown and LaTeX have
 * each CV as the paper prints it and in percent, CSV as a fraction in full precision. Each column's head says the label
 * and how it was proved, because a pasted table has no legend.
 */
export function renderCvTable(report: Report, format: TableFormat, choice: CvTableChoice = {}): string {
  const targets = shownTargets(report).filter(({ name }) => choice.targets?.includes(name) ?? true);
  const lines = cvLines(report, targets).filter(({ group }) => choice.groups?.includes(group) ?? true);
  const header = ['group', ...targets.map(targetHead)];
  if (format === 'csv') {
    return renderTable(
      'csv',
      header,
      lines.map(({ group, cells }) => [group, ...cells.map((cell) => cell?.maxCv ?? null)]),
    );
  }
  const shown = format === 'markdown' ? cvMarkdown(lines, header) : cvLatex(lines, header);
  return shown.map((line) => `${line}\n`).join('');
}

/** Lines of a Markdown table: `8.20e-3 (0.82 %)`. */
export function cvMarkdown(lines: readonly CvLine[], header: readonly string[]): readonly string[] {
  const told = (cv: number) => `${formatScientific(cv)} (${formatPercent(cv)})`;
  return markdownTable(header.map(markdownText), cvRows(lines, markdownText, told));
}

/** Lines of a LaTeX table. */
export function cvLatex(lines: readonly CvLine[], header: readonly string[]): readonly string[] {
  const percent = (cv: number) => formatPercent(cv).replace(' %', '\\,\\%');
  const told = (cv: number) => `${latexNumber(formatScientific(cv))} (${percent(cv)})`;
  const align = `l${'r'.repeat(Math.max(0, header.length - 1))}`;
  return latexTabular(align, header.map(latexText), cvRows(lines, latexText, told));
}

function cvRows(
  lines: readonly CvLine[],
  text: (text: string) => string,
  told: (cv: number) => string,
): readonly (readonly string[])[] {
  const cell = (row: CvRow | undefined) =>
    row?.maxCv === undefined || row.maxCv === null ? '-' : told(row.maxCv);
  return lines.map(({ group, cells }) => [text(group), ...cells.map(cell)]);
}
