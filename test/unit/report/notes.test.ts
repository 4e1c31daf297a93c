import { describe, expect, it } from 'vitest';
import type { TargetRecord } from '../../../src/journal/records.ts';
import { experimentOf, failed, reportOf, sampleRun, targetRecord, withTrials } from './sample.ts';

const whole = sampleRun({ simulated: () => false });
const about = (notes: readonly string[], word: string) => notes.filter((note) => note.includes(word));
const withTargets = (...targets: readonly TargetRecord[]) =>
  reportOf({ ...whole, file: { ...whole.file, targets } }).notes;

it('says how to finish what is pending', () => {
  const { notes } = reportOf(withTrials(whole, (trial) => (trial.target === 'bare' ? null : trial)));
  expect(about(notes, 'Pending')).toEqual([
    'Pending: 70 trials of bare in run run-a never tried. Resume the run when the target is there.',
  ]);
});

it('says how many trials have no number', () => {
  const { notes } = reportOf(withTrials(whole, (trial) => (trial.trial < 3 ? failed(trial) : trial)));
  expect(about(notes, 'without a number')).toEqual([
    'Trials without a number: 2 failed. A resumed run tries them again.',
  ]);
});

it('names the simulated targets, and warns where others are measured', () => {
  expect(reportOf(sampleRun()).notes[0]).toBe('Simulated by the demo lab: bare, pv and hvm.');
  expect(reportOf(sampleRun({ simulated: (name) => name === 'pv' })).notes[0]).toBe(
    'Simulated by the demo lab: pv. Really measured: bare and hvm. Do not compare the ones with the others.',
  );
  expect(about(reportOf(whole).notes, 'Simulated')).toEqual([]);
});

it('tells of a torn last line', () => {
  expect(reportOf({ ...whole, file: { ...whole.file, torn: true } }).notes).toContain(
    'Run run-a ends in a torn line, which is left out.',
  );
});

it('names the targets whose kind is not proved', () => {
  const notes = withTargets(
    targetRecord({ target: 'pv', proof: { status: 'proved' } }),
    targetRecord({ target: 'hvm' }),
  );
  expect(about(notes, 'Not proved')).toEqual([
    'Not proved on the guest, taken from the experiment file: the kind of hvm.',
  ]);
});

describe('environments', () => {
  it('that changed are named with what changed', () => {
    const notes = withTargets(
      targetRecord({ target: 'pv', environment: { kernel: '6.1', cpus: '4' }, environmentHash: 'a' }),
      targetRecord({ target: 'pv', environment: { kernel: '6.6', cpus: '4' }, environmentHash: 'b' }),
      targetRecord({ target: 'hvm', environment: { kernel: '6.1' }, environmentHash: 'c' }),
    );
    expect(about(notes, 'Environment')).toEqual([
      'Environment of pv changed between its records (kernel): its trials are of more than one system.',
    ]);
  });

  const built = (target: string, facts: Record<string, unknown>) =>
    targetRecord({ target, environment: { kernels: { stream: facts } } });

  it('with kernels that were not built alike are told', () => {
    const notes = withTargets(
      built('bare', { sha256: 'aaaaaaaaaaaaaaaa', compiler: 'gcc 12.2', flags: ['-O3'] }),
      built('pv', { sha256: 'aaaaaaaaaaaaaaaa', compiler: 'gcc 12.2', flags: '-O3' }),
      built('hvm', { sha256: 'bbbbbbbbbbbbbbbb', compiler: 'gcc 13.1', flags: '-O3' }),
    );
    expect(about(notes, 'Kernel')).toEqual([
      'Kernel stream was not built alike on all targets. Different compilers: gcc 12.2 on bare and pv; ' +
        'gcc 13.1 on hvm. Different binaries: aaaaaaaaaaaa on bare and pv; bbbbbbbbbbbb on hvm.',
    ]);
  });

  it('with kernels alike, or of another shape, are not', () => {
    const alike = { sha256: 'a', compiler: 'gcc', flags: '-O3' };
    expect(about(withTargets(built('pv', alike), built('hvm', alike)), 'Kernel')).toEqual([]);
    expect(about(withTargets(built('pv', alike), built('hvm', { sha256: 7 })), 'Kernel')).toEqual([]);
  });
});

it('says what the disk numbers of the paper hold, only where they were measured', () => {
  expect(about(reportOf(whole).notes, 'page cache')).toHaveLength(1);
  const cases = experimentOf().cases.filter((case_) => case_.id !== 'disk/128M');
  const durable = sampleRun({ experiment: experimentOf({ cases }) });
  expect(about(reportOf(durable).notes, 'page cache')).toEqual([]);
});

it('says that fewer than six trials have no interval of the median', () => {
  expect(about(reportOf(whole).notes, 'Series of fewer')).toEqual([]);
  const five = reportOf(sampleRun({ experiment: experimentOf({ repetitions: 5 }) }));
  expect(about(five.notes, 'Series of fewer')).toEqual([
    'Series of fewer than 6 valid trials have no 95 % interval of the median.',
  ]);
  expect(five.series.every(({ medianInterval }) => medianInterval === null)).toBe(true);
});
