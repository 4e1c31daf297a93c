import { describe, expect, it, test } from 'vitest';
import type { TrialRecord } from '../../../src/journal/records.ts';
import { stolenShare } from '../../../src/report/steal.ts';
import { reportOf, sampleRun, trialRecord, withTrials } from './sample.ts';

const whole = sampleRun({ simulated: () => false });
const stealing = (steal: number) =>
  reportOf(
    withTrials(whole, (trial) =>
      trial.target === 'pv' ? { ...trial, cpu: { busy: 0.5, steal, seconds: 3 } } : trial,
    ),
  );
const stolen = ({ notes }: { readonly notes: readonly string[] }) =>
  notes.filter((note) => note.startsWith('Stolen'));

describe('the share of stolen time', () => {
  const trial = (busy: number, steal: number, seconds: number, changes: Partial<TrialRecord> = {}) =>
    trialRecord({ cpu: { busy, steal, seconds }, ...changes });

  test('is of what was asked for, idle CPUs left out, each trial by its length', () => {
    expect(stolenShare([trial(0.1, 0.1, 9), trial(0.2, 0, 1)])).toBeCloseTo(0.9 / 2);
  });

  test('is unknown where nothing was told or asked for, as in run files of before', () => {
    expect(stolenShare([trialRecord({}), trialRecord({ cpu: null }), trial(0, 0, 5)])).toBe(null);
  });

  test('leaves out trials without a number', () => {
    expect(stolenShare([trial(0, 1, 5, { outcome: 'failed' }), trial(1, 0, 5)])).toBe(0);
  });
});

it('is told from one percent, with the target', () => {
  expect(stolen(stealing(0.02))).toEqual([
    'Stolen by the hypervisor, of the CPU time that trials asked for: pv 3.85 %. ' +
      'Other guests or dom0 ran on the same CPUs meanwhile; below 1 % nothing is said.',
  ]);
  expect(stolen(stealing(0.004))).toEqual([]);
  expect(stolen(reportOf(whole))).toEqual([]);
});

it('stands with each target of the report', () => {
  const [run] = stealing(0.5).runs;
  expect(run?.targets.map(({ name, stolen: share }) => [name, share])).toEqual([
    ['bare', null],
    ['pv', 0.5],
    ['hvm', null],
  ]);
});
