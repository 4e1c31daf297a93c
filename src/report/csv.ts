import { type CsvCell, csvLines } from './csv-field.ts';
import type { Report } from './model.ts';
import { shownTargets } from './views.ts';

const HEADER = [
  'run',
  'simulated',
  'target',
  'kind',
  'label',
  'network_io',
  'disk_io',
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

/**
 * Every series as a row (RFC 4180, a header first): numbers in full precision, what is unknown empty. `run` holds
 * the ids of all runs whose trials count in the row, a space between them; `simulated` is true where the
 * numbers are the demo lab's model and not a measurement.
 */
export function renderCsv(report: Report): string {
  const targets = new Map(shownTargets(report).map((target) => [target.name, target]));
  const rows = report.series.map((series): readonly CsvCell[] => {
    const target = targets.get(series.target);
    return [
      target?.runs.join(' '),
      target?.simulated,
      series.target,
      target?.kind,
      target?.label ?? null,
      target?.io?.network ?? null,
      target?.io?.disk ?? null,
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
  return csvLines([HEADER, ...rows]);
}
