import pc from 'picocolors';
import { wrap } from './fit.ts';
import type { Report } from './model.ts';
import { plain } from './plain.ts';
import {
  DIFFERENCES,
  differenceSentences,
  runSentence,
  SIMULATED,
  shownProblems,
  titlesOf,
  trialsSentence,
} from './sentences.ts';
import { doubtSentence } from './target-label.ts';
import type { TableStyle } from './text-table.ts';
import { cvTableText, seriesTableText, targetsTableText } from './text-tables.ts';
import { shownTargets } from './views.ts';

export interface TextOptions {
  /** Columns of the terminal; below 20 is taken as 20. No line is wider. */
  readonly width: number;
  /** ANSI colours; nothing is told by colour alone. */
  readonly colour: boolean;
  /** Whether the ellipsis may be one character; true unless said otherwise. */
  readonly unicode?: boolean;
}

/** The report for a terminal, ending in a newline. Names and reasons are made safe to print. */
export function renderText(report: Report, { width, colour, unicode = true }: TextOptions): string {
  const colours = pc.createColors(colour);
  const columns = Math.max(20, Math.floor(width));
  const style: TableStyle = { width: columns, ellipsis: unicode ? '\u2026' : '...', heading: colours.bold };
  const targets = shownTargets(report);
  const cvTable = cvTableText(report, targets, style, colours);
  const series = seriesTableText(report, targets, style, colours);
  const paragraph = (text: string, indent = '') => wrap(text, columns, indent);
  const item = (text: string) => paragraph(`- ${plain(text, 1000)}`, '  ');
  const doubt = doubtSentence(targets);
  const headed = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [...paragraph(heading).map(colours.bold), ...lines];

  const sections: readonly (readonly string[])[] = [
    titlesOf(report).flatMap((title) => paragraph(plain(title)).map(colours.bold)),
    [...(report.simulated ? [SIMULATED] : []), ...(doubt === null ? [] : [doubt])].flatMap((text) =>
      paragraph(text).map((line) => colours.bold(colours.yellow(line))),
    ),
    [
      ...report.runs.flatMap((run) => paragraph(plain(runSentence(run)), '  ')),
      ...paragraph(trialsSentence(report.trials)),
    ],
    headed('Targets', targetsTableText(targets, style)),
    headed('Coefficient of variation (largest of each group)', cvTable),
    headed('Median [95 % interval], n where there is none', series),
    headed('Problems', shownProblems(report).flatMap(item)),
    headed(DIFFERENCES, differenceSentences(report).flatMap(item)),
    headed('Notes', report.notes.flatMap(item)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
