import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../src/report/csv.ts';
import type { Report } from '../../../src/report/model.ts';
import { plain } from '../../../src/report/plain.ts';
import { ACTED_ON, HOSTILE, hostileReport } from './hostile.ts';
import { experimentOf, failed, reportOf, sampleRun, target, withTrials } from './sample.ts';

/** RFC 4180, read letter by letter. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text.charAt(at + 1) === '"') field += text.charAt(++at);
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      row.push(field);
      field = '';
    } else if (letter === '\r' && text.charAt(at + 1) === '\n') {
      rows.push([...row, field]);
      row = [];
      field = '';
      at++;
    } else field += letter;
  }
  expect([row, field, quoted]).toEqual([[], '', false]);
  return rows;
}

function records(report: Report): Record<string, string>[] {
  const [header = [], ...rows] = parse(renderCsv(report));
  return rows.map((row) => {
    expect(row).toHaveLength(header.length);
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
  });
}

const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));

describe('parsed back', () => {
  it('gives every series with its numbers in full precision', () => {
    const report = reportOf(
      withTrials(sampleRun(), (trial) => (trial.round > 4 ? null : trial)),
      sampleRun(),
    );
    const rows = records(report);
    expect(rows).toHaveLength(report.series.length);
    for (const [index, series] of report.series.entries()) {
      const row = rows[index] ?? {};
      expect([row['target'], row['group'], row['case'], row['metric'], row['unit'], row['better']]).toEqual([
        series.target,
        series.group,
        series.case,
        series.metric,
        series.unit,
        series.better,
      ]);
      for (const name of ['n', 'mean', 'sd', 'cv', 'min', 'max', 'median'] as const) {
        expect(number(row[name])).toBe(series[name]);
      }
      expect([number(row['median_low']), number(row['median_high'])]).toEqual(
        series.medianInterval ?? [null, null],
      );
      expect([number(row['mean_low']), number(row['mean_high'])]).toEqual(
        series.meanInterval ?? [null, null],
      );
    }
  });

  it('leaves empty what is unknown', () => {
    const report = reportOf(withTrials(sampleRun(), (trial) => failed(trial)));
    expect(records(report)[0]).toMatchObject({
      n: '0',
      mean: '',
      sd: '',
      cv: '',
      median_low: '',
      mean_high: '',
    });
  });

  it('says in every row whether it is simulated, and of which runs it is', () => {
    const rows = records(reportOf(sampleRun(), sampleRun({ id: 'run-b' })));
    expect(new Set(rows.map((row) => `${row['simulated']} ${row['run']}`))).toEqual(
      new Set(['true run-a run-b']),
    );
    const mixed = records(reportOf(sampleRun({ simulated: (name) => name === 'pv' })));
    for (const row of mixed) expect(row['simulated']).toBe(String(row['target'] === 'pv'));
  });

  it('keeps any name as it is shown elsewhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const experiment = experimentOf({ targets: [target(name)], repetitions: 1 });
        const [row] = records(reportOf(sampleRun({ experiment })));
        expect(row?.['target']?.replace(/^'(?=[=+\-@\uff0b\uff0d\uff1d\uff20])/, '')).toBe(plain(name));
      }),
    );
  });
});

it.each(['=1+1', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '\uff1d1', '\u200b=1'])(
  'lets no spreadsheet run %j',
  (name) => {
    const experiment = experimentOf({ targets: [target(name)], repetitions: 1 });
    const [row] = records(reportOf(sampleRun({ experiment })));
    expect(row?.['target']).toBe(`'${plain(name)}`);
  },
);

it('writes a negative number as a number', () => {
  const level = () => ({ mean: -5, cv: 0.1 });
  const [row] = records(reportOf(sampleRun({ level, experiment: experimentOf({ repetitions: 2 }) })));
  expect(row?.['mean']).toMatch(/^-\d/);
});

it('survives hostile names in every place', () => {
  const text = renderCsv(hostileReport());
  expect(text.replaceAll('\r\n', '')).not.toMatch(ACTED_ON);
  const rows = parse(text);
  expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([24]));
  expect(rows.slice(1).every(([run]) => run === `'${plain(HOSTILE)}`)).toBe(true);
});
