import { expect } from 'vitest';
import type { Report, Series } from '../../../src/report/model.ts';
import { formatInterval, formatPercent } from '../../../src/report/numbers.ts';
import type { ShownCv, ShownSeries } from './results.ts';

/** Every cell of the CV table has exactly what the report has, and shows it. */
export function expectSameTable(table: readonly ShownCv[], { cvTable }: Report): void {
  expect(table.map(({ text, ...exact }) => exact)).toEqual(
    cvTable.map(({ group, target, maxCv, interval, n, case: case_ }) => ({
      group,
      target,
      value: maxCv,
      low: interval?.[0] ?? null,
      high: interval?.[1] ?? null,
      n,
      case: case_,
    })),
  );
  for (const [index, { maxCv }] of cvTable.entries())
    expect(table[index]?.text).toContain(formatPercent(maxCv));
}

/** The tables behind the figures have all of these series of the report, no others, and exactly their numbers. */
export function expectSameSeries(rows: readonly ShownSeries[], series: readonly Series[]): void {
  const reported = new Map(series.map((each) => [keyOf(each), each]));
  // The time by the wall that the CPU kernel tells beside is in no figure.
  const drawn = series.filter(({ metric }) => metric !== 'mflops-wall');
  expect(rows.map(keyOf).sort()).toEqual(drawn.map(keyOf).sort());
  for (const row of rows) {
    const { median, medianInterval, mean, cv, n } = reported.get(keyOf(row)) ?? {};
    const interval = formatInterval(medianInterval ?? null);
    expect(row).toEqual({ ...row, median, interval, mean, cv, n });
  }
}

function keyOf(of: { readonly case: string; readonly metric: string; readonly target: string }): string {
  return JSON.stringify([of.target, of.case, of.metric]);
}
