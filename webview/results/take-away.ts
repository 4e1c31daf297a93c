import type { Results, ToHost } from '../../src/protocol.ts';
import { renderCvTable } from '../../src/report/cv-table-text.ts';
import type { Figure } from '../../src/report/figures.ts';
import { renderFigureTable } from '../../src/report/figures-table.ts';
import { plain } from '../../src/report/plain.ts';
import { titlesOf } from '../../src/report/sentences.ts';
import type { TableFormat } from '../../src/report/table-text.ts';
import { captionOf } from './caption.ts';
import type { HiddenNames, Subjects } from './derived.ts';
import { PAPER, paintsOf } from './paint.ts';
import { pngOf, svgOf } from './picture.ts';

/** What a person takes out of the page: texts for the clipboard and pictures for a file. */

const FORMATS: Readonly<Record<TableFormat, string>> = { markdown: 'Markdown', csv: 'CSV', latex: 'LaTeX' };

/** The table as it is shown, without what is hidden. */
export function copiedTable(
  { report }: Results,
  { targets, groups }: Subjects,
  hidden: HiddenNames,
  format: TableFormat,
): ToHost {
  const text = renderCvTable(report, format, {
    targets: targets.map(({ name }) => name).filter((name) => !hidden.targets.has(name)),
    groups: groups.filter((group) => !hidden.groups.has(group)),
  });
  return { type: 'copy', text, what: `Table of coefficients of variation, as ${FORMATS[format]}` };
}

export function copiedFigure(figure: Figure, { heads }: Subjects, format: TableFormat): ToHost {
  const text = renderFigureTable(figure, format, heads);
  return { type: 'copy', text, what: `Data of ${plain(figure.title, 80)}, as ${FORMATS[format]}` };
}

export function savedFigure(
  figure: Figure,
  { report }: Results,
  { targets }: Subjects,
  format: 'svg' | 'png',
): ToHost {
  const source = titlesOf(report)
    .map((title) => plain(title, 200))
    .join('; ');
  const picture = { figure, paints: paintsOf(targets, PAPER), caption: captionOf(figure, targets, source) };
  const data = format === 'svg' ? svgOf(picture) : pngOf(picture);
  return { type: 'save', name: fileName(figure), format, data };
}

/** `tcp-small` of the figure TCP small. */
function fileName({ title, relativeTo }: Figure): string {
  const name = plain(title, 80)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${name === '' ? 'figure' : name}${relativeTo === null ? '' : '-relative'}`;
}
