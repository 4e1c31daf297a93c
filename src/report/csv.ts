import type { Report } from './model.ts';
import { plain } from './plain.ts';
import { shownTargets } from './views.ts';

const HEADER = [
  'run',
  'simulated',
  'target',
  'kind',
  'proof',
  'group',
  'case',
  'metric',
  'unit',
  'better',
  'n',
  'mean',
  'sd',
  'cv',
  'min',
  'max',
  'median',
  'median_low',
  'median_high',
  'mean_low',
  'mean_high',
] as const;

type Cell = string | number | boolean | null | undefined;

/**
 * Every series as a row (RFC 4180, a header first): numbers in full precision, what is unknown empty. `run` holds
 * the ids of all runs whose trials count in the row, a space between them; `simulated` is true where the
 * numbers are the demo lab's model and not a measurement.
 */
export function renderCsv(report: Report): string {
  const targets = new Map(shownTargets(report).map((target) => [target.name, target]));
  const rows = report.series.map((series): readonly Cell[] => {
    const target = targets.get(series.target);
    return [
      target?.runs.join(' '),
      target?.simulated,
      series.target,
      target?.kind,
      target?.proof,
      series.group,
      series.case,
      series.metric,
      series.unit,
      series.better,
      series.n,
      series.mean,
      series.sd,
      series.cv,
      series.min,
      series.max,
      series.median,
      ...(series.medianInterval ?? [null, null]),
      ...(series.meanInterval ?? [null, null]),
    ];
  });
  return [HEADER, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = withoutFormula(plain(String(cell)));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would run a text that begins like this; the apostrophe makes it a text. */
function withoutFormula(text: string): string {
  return /^[=+\-@\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
}
