import { plain } from './plain.ts';

export type CsvCell = string | number | boolean | null | undefined;

/** Lines of RFC 4180, each ending in CRLF: numbers in full precision, what is unknown empty, texts made safe. */
export function csvLines(rows: Iterable<readonly CsvCell[]>): string {
  return Array.from(rows, (row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = withoutFormula(plain(String(cell)));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would run a text that begins like this; the apostrophe makes it a text. */
function withoutFormula(text: string): string {
  return /^[=+\-@\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
}
