import { csvLines } from './csv-field.ts';
import { latexNumber, latexTabular, latexText } from './latex-escape.ts';
import { markdownTable, markdownText } from './markdown-escape.ts';
import { formatNumber } from './numbers.ts';

export const TABLE_FORMATS = ['markdown', 'csv', 'latex'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** A text of a file or a host, or a number; null: unknown. */
export type TableCell = string | number | null;

/**
 * A table to paste elsewhere, ending in a line end. Texts are made safe for the format, whatever they hold. Numbers
 * have four significant digits, in CSV their full precision; what is unknown is `-`, in CSV empty.
 */
export function renderTable(
  format: TableFormat,
  header: readonly string[],
  rows: readonly (readonly TableCell[])[],
): string {
  switch (format) {
    case 'csv':
      return csvLines([header, ...rows]);
    case 'markdown': {
      const cells = rows.map((row) => row.map((cell) => shown(cell, markdownText)));
      return lines(markdownTable(header.map(markdownText), cells));
    }
    case 'latex': {
      const cells = rows.map((row) => row.map((cell) => shown(cell, latexText, latexNumber)));
      const align = header.map((_, column) =>
        rows.some((row) => typeof row[column] === 'string') ? 'l' : 'r',
      );
      return lines(latexTabular(align.join(''), header.map(latexText), cells));
    }
  }
}

function shown(cell: TableCell, text: (text: string) => string, number = (text: string) => text): string {
  return typeof cell === 'string' ? text(cell) : number(formatNumber(cell));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
