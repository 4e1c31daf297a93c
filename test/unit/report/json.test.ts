import { expect, it } from 'vitest';
import { renderJson } from '../../../src/report/json.ts';
import { ACTED_ON, hostileReport } from './hostile.ts';
import { failed, reportOf, sampleRun, withTrials } from './sample.ts';

it('is the report, whole, with what is unknown as null', () => {
  const report = reportOf(withTrials(sampleRun(), (trial) => (trial.case === 'cpu' ? failed(trial) : trial)));
  expect(JSON.parse(renderJson(report))).toEqual(report);
});

it('has its keys in the documented order', () => {
  const report = JSON.parse(renderJson(reportOf(sampleRun())));
  expect(Object.keys(report)).toEqual([
    'format',
    'runs',
    'simulated',
    'trials',
    'cvTable',
    'series',
    'comparisons',
    'problems',
    'notes',
    'deviations',
    'differences',
  ]);
  expect(Object.keys(report.trials)).toEqual(['planned', 'valid', 'invalid', 'failed', 'lost', 'cancelled']);
  expect(Object.keys(report.cvTable[0])).toEqual(['group', 'target', 'maxCv', 'case', 'n', 'interval']);
  expect(Object.keys(report.series[0])).toEqual([
    'target',
    'case',
    'group',
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
    'medianInterval',
    'meanInterval',
  ]);
});

it('says that it is simulated, and of which targets', () => {
  const report = JSON.parse(renderJson(reportOf(sampleRun())));
  expect(report.simulated).toBe(true);
  expect(report.notes[0]).toBe('Simulated by the demo lab: bare, pv and hvm.');
});

it('keeps hostile names whole, and prints none of their characters that a terminal acts on', () => {
  const report = hostileReport();
  const text = renderJson(report);
  expect(text.replaceAll('\n', '')).not.toMatch(ACTED_ON);
  expect(JSON.parse(text)).toEqual(report);
});

it('gives numbers as fractions of full precision', () => {
  const report = reportOf(sampleRun());
  const [row] = JSON.parse(renderJson(report)).cvTable;
  expect(row.maxCv).toBe(report.cvTable[0]?.maxCv);
});
